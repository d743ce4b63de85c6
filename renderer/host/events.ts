import { hashKey } from '@tanstack/react-query';
import type { StudioEvent } from '../../shared/contract/events.ts';
import type { ImportProgress } from '../../shared/contract/import.contract.ts';
import { keys } from './keys.ts';
import { queryClient } from './query-client.ts';
import { bridge, studio } from './studio.ts';
import { throttle } from './throttle.ts';

type Listener = (event: StudioEvent) => void;
const listeners = new Set<Listener>();

/** Hears every event after the kept answers were marked old. For what must be said aloud (toasts). */
export function onStudioEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const again = (queryKey: readonly unknown[]) => void queryClient.invalidateQueries({ queryKey });

/** One kept answer: looked up by its name, not searched for among the thousands that a long scroll leaves behind. */
function oneAgain(queryKey: readonly unknown[]): void {
  const query = queryClient.getQueryCache().get(hashKey(queryKey));
  if (!query) return;
  query.invalidate();
  // A failure is told to who shows the answer.
  if (query.isActive()) query.fetch().catch(() => {});
}

// During an ingest photos change ten times a second: lists and counts of a large catalogue are asked for less often.
const listsAgain = throttle(400, () => again(keys.photos.allIds));
const countsAgain = throttle(600, () => {
  again(keys.photos.allCounts);
  again(keys.photos.allCommon);
});
const shapesAgain = throttle(2000, () => again(keys.photos.shapes));
const collectionsAgain = throttle(1500, () => again(keys.collections));
const foldersAgain = throttle(600, () => again(keys.folders));
const subfoldersAgain = throttle(2000, () => again(keys.allSubfolders));
const duplicatesAgain = throttle(700, () => again(keys.duplicates.all));
const storageAgain = throttle(500, () => again(keys.storage.all));
const deliveriesAgain = throttle(700, () => again(keys.delivery.all));

/** Whether something may have changed that nobody heard here. */
let mayHaveMissed = false;
bridge.onLineState(() => {
  if (bridge.lineState() === 'lost') mayHaveMissed = true;
});

function handle(event: StudioEvent): void {
  switch (event.type) {
    case 'connected':
      // The first call of a page's first line: what it was answered since, it was answered while it listened.
      if (mayHaveMissed) again([]);
      mayHaveMissed = true;
      break;
    case 'photos-changed':
      listsAgain();
      countsAgain();
      collectionsAgain();
      if (event.membership) {
        foldersAgain();
        subfoldersAgain();
        shapesAgain();
        duplicatesAgain();
      }
      if (event.ids === null) {
        again(keys.photos.allSummaries);
        again(keys.photos.allDetails);
      } else {
        for (const id of event.ids) {
          oneAgain(keys.photos.summary(id));
          oneAgain(keys.photos.detail(id));
        }
      }
      break;
    case 'collections-changed':
      again(keys.collections);
      listsAgain();
      break;
    case 'folders-changed':
      foldersAgain();
      subfoldersAgain();
      break;
    case 'ingest-progress':
      queryClient.setQueryData(keys.ingest, event.progress);
      break;
    case 'quarantine-changed':
      again(keys.quarantine);
      break;
    case 'duplicates-changed':
      duplicatesAgain();
      break;
    case 'imports-changed':
      again(keys.imports.list);
      break;
    case 'import-progress': {
      const { progress } = event;
      queryClient.setQueryData<ImportProgress[]>(keys.imports.list, (all) =>
        all?.map((one) => (one.id === progress.id ? progress : one)),
      );
      break;
    }
    case 'import-look':
      oneAgain(keys.imports.look(event.look));
      break;
    case 'delivery-changed':
      deliveriesAgain();
      break;
    case 'delivery-progress':
      queryClient.setQueryData(keys.delivery.progress, event.progress);
      break;
    case 'account-changed':
      again(keys.account);
      break;
    case 'sales-changed':
      again(keys.sales.all);
      break;
    case 'notifications-changed':
      again(keys.notifications);
      break;
    case 'withdrawals-changed':
      again(keys.withdrawals);
      break;
    case 'profile-changed':
      again(keys.profile.all);
      break;
    case 'rules-changed':
      // What is broken is counted again, and told then.
      break;
    case 'settings-changed':
      again(keys.settings);
      break;
    case 'storage-changed':
      storageAgain();
      break;
    case 'notices':
      break;
    case 'online-changed':
      queryClient.setQueryData(keys.online, event.online);
      break;
  }
  for (const listener of listeners) listener(event);
}

/** Follows the studio's events until `signal` says stop; a broken stream is opened again. */
export async function followEvents(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const event of await studio.system.events(undefined, { signal })) handle(event);
    } catch {
      // The line broke; renewed-line opens another.
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
