import { parentPort } from 'node:worker_threads';
import { createDictionaries } from './dictionary.ts';
import type { DictionaryAnswer, DictionaryQuestion } from './hunspell-spelling.ts';

// A thread with the dictionaries (hunspell-spelling.ts starts it): what may be meant by a long word takes Hunspell half a second.

const ask = createDictionaries();

parentPort?.on('message', ({ id, task }: DictionaryQuestion) => {
  const answer = (said: DictionaryAnswer) => parentPort?.postMessage(said);
  ask(task).then(
    (words) => answer({ id, words }),
    (error: unknown) => answer({ id, reason: error instanceof Error ? error.message : String(error) }),
  );
});
