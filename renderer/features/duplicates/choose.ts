import type { DuplicateGroup } from '../../../shared/contract/duplicates.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { undo } from '../library/review.ts';
import { sayProblem } from '../shell/attempt.ts';

/** Keeps one photo of a group: the others are rejected, and one press undoes it. */
export function keepOne(id: PhotoId): Promise<void> {
  return decided(async () => {
    const { rejected } = await studio.duplicates.keep({ id });
    if (rejected > 0) sayRejected(rejected);
  });
}

export function rejectOne(id: PhotoId): Promise<void> {
  return decided(async () => {
    const { updated } = await studio.review.set({ selection: { ids: [id] }, review: 'rejected' });
    if (updated > 0) sayRejected(updated);
  });
}

/** « Ce ne sont pas des doublons ». */
export async function dismissGroup(group: DuplicateGroup): Promise<void> {
  const [first] = group.photos;
  if (!first) return;
  await decided(async () => {
    const { dismissal } = await studio.duplicates.dismiss({ groupOf: first.id });
    toast({
      tone: 'plain',
      text: say('duplicates.dismissed'),
      action: { label: say('action.undo'), run: () => void restore(dismissal) },
    });
  });
}

function restore(dismissal: number): Promise<void> {
  return decided(async () => {
    await studio.duplicates.restore({ dismissal });
  });
}

function sayRejected(photos: number): void {
  toast({
    tone: 'plain',
    text: say('duplicates.rejected', { photos }),
    detail: say('duplicates.rejected.detail'),
    action: { label: say('action.undo'), run: () => void decided(undo) },
  });
}

async function decided(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await queryClient.invalidateQueries({ queryKey: keys.duplicates.all });
  } catch (error) {
    sayProblem(error);
  }
}
