import type { DeliveryEntry } from '../../../shared/contract/delivery.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { saveFile } from '../../host/save-file.ts';
import { studio } from '../../host/studio.ts';
import { currentLanguage, say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { library } from '../library/library.store.ts';
import { selectOnly } from '../library/selection.ts';
import { currentSettings } from '../settings/settings.ts';
import { sayProblem } from '../shell/attempt.ts';
import { openSection } from '../shell/shell.store.ts';
import type { HistorySearch, OpenList } from './queries.ts';
import { moved, type Place } from './reorder.ts';

/** States in which pausing one has a meaning. */
const MAY_PAUSE: ReadonlySet<DeliveryEntry['state']> = new Set([
  'queued',
  'preparing',
  'opening',
  'sending',
  'completing',
  'waiting',
]);

export const mayPause = (entry: DeliveryEntry): boolean => MAY_PAUSE.has(entry.state);

async function order(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    sayProblem(error);
  }
  void queryClient.invalidateQueries({ queryKey: keys.delivery.all });
}

/** Puts one elsewhere in the queue: shown at once. */
export function move(id: DeliveryEntry['id'], to: Place<DeliveryEntry['id']>): void {
  void queryClient.cancelQueries({ queryKey: keys.delivery.list('open') });
  queryClient.setQueryData<OpenList>(
    keys.delivery.list('open'),
    (list) => list && { ...list, items: [...moved(list.items, id, to)] },
  );
  void order(() => studio.delivery.move({ ids: [id], to }));
}

export const pauseOne = ({ id }: DeliveryEntry) => void order(() => studio.delivery.pause({ id }));
export const resumeOne = ({ id }: DeliveryEntry) => void order(() => studio.delivery.resume({ id }));
export const retryOne = ({ id }: DeliveryEntry) => void order(() => studio.delivery.retry({ id }));
export const retryAll = () => void order(() => studio.delivery.retry({}));
export const pauseAll = () => void order(() => studio.delivery.pause());
export const resumeAll = () => void order(() => studio.delivery.resume());

/** A photo whose delivery she cancelled goes to the end of the queue. */
export function sendAgain({ photoId }: DeliveryEntry): void {
  void order(() => studio.delivery.enqueue({ selection: { ids: [photoId] } }));
}

/** Cancels at once and says how to take it back: the photos are queued again, in the order they had. */
export function cancelOne(entry: DeliveryEntry): void {
  void order(async () => {
    const { cancelled } = await studio.delivery.cancel({ id: entry.id });
    if (!cancelled) return;
    toast({
      tone: 'plain',
      topic: 'cancelled-deliveries',
      text: say('uploads.cancelledOne', { name: entry.title || entry.fileName }),
      ...(entry.kind === 'photo' ? { action: { label: say('action.undo'), run: () => sendAgain(entry) } } : {}),
    });
  });
}

export function cancelAll(): void {
  void order(async () => {
    const { cancelled, photos } = await studio.delivery.cancelAll();
    if (cancelled === 0) return;
    toast({
      tone: 'plain',
      topic: 'cancelled-deliveries',
      text: say('uploads.cancelledAll', { count: cancelled }),
      ...(photos.length === 0
        ? {}
        : {
            action: {
              label: say('uploads.queueAgain'),
              run: () => void order(() => studio.delivery.enqueue({ selection: { ids: photos } })),
            },
          }),
    });
  });
}

/** The history, or what a search found of it, as a table for a spreadsheet. */
export function saveHistory(find: HistorySearch): void {
  void order(async () => {
    const mark = currentSettings().csvMark;
    const { csv, deliveries } = await studio.delivery.csv({ find, language: currentLanguage(), mark });
    const day = new Date().toLocaleDateString('sv-SE');
    saveFile(csv, `${say('uploads.csvName')}-${day}.csv`, 'text/csv;charset=utf-8');
    toast({ tone: 'good', topic: 'csv', text: say('uploads.csvWritten', { count: deliveries }) });
  });
}

export function showPhoto(id: PhotoId): void {
  // A list from before it showed would let go of it.
  queryClient.removeQueries({ queryKey: keys.photos.allIds, type: 'inactive', stale: true });
  library.showEverything();
  library.select(selectOnly(id));
  openSection('library');
}

export const showInLibrary = ({ photoId }: DeliveryEntry) => showPhoto(photoId);
