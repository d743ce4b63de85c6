import { parentPort } from 'node:worker_threads';
import { readsName } from '../folders/folder-rules.ts';
import type { ListingAnswer, ListingQuestion } from './listing-thread.ts';
import { listingOf } from './walk.ts';

// A thread that lists folders (listing-thread.ts starts it): looking at a hundred thousand files takes as long as it takes, and
// meanwhile the studio's own thread compares what was listed with the catalogue and answers the page.

parentPort?.on('message', ({ id, folder, rules }: ListingQuestion) => {
  void listingOf(folder, readsName(folder, rules), true).then((listing) => {
    const answer: ListingAnswer = { id, listing };
    parentPort?.postMessage(answer);
  });
});
