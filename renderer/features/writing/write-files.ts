import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { WritingOutcome } from '../../../shared/contract/writing.contract.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { toast } from '../../ui/toasts.tsx';
import { currentSubject } from '../library/review.ts';
import { sayProblem } from '../shell/attempt.ts';

/** Words of the selection into sidecars. No question first: nothing of hers is touched, and what others wrote there stays. */
export async function writeSidecars(): Promise<void> {
  const selection = currentSubject();
  if (!selection) return;
  try {
    tell(await studio.writing.sidecars({ selection }), 'writing.sidecars.done');
  } catch (error) {
    sayProblem(error);
  }
}

/** After she read what will be touched and said yes. The way back is one click. */
export async function writeOriginals(selection: PhotoSelection): Promise<void> {
  try {
    const outcome = await studio.writing.originals({ selection, meantIt: true });
    const ids = [...new Set(outcome.written.map(({ id }) => id))];
    tell(outcome, 'writing.originals.done', ids.length > 0 ? () => void restoreOriginals({ ids }) : undefined);
  } catch (error) {
    sayProblem(error);
  }
}

export async function restoreOriginals(selection = currentSubject()): Promise<void> {
  if (!selection) return;
  try {
    tell(await studio.writing.restore({ selection }), 'writing.restored');
  } catch (error) {
    sayProblem(error);
  }
}

function tell(
  { written, unchanged, failed }: WritingOutcome,
  done: 'writing.sidecars.done' | 'writing.originals.done' | 'writing.restored',
  undo?: () => void,
): void {
  const [problem] = failed;
  toast({
    tone: failed.length > 0 ? 'bad' : 'plain',
    text:
      failed.length > 0 && written.length === 0
        ? say('writing.failed', { files: failed.length })
        : say(done, { files: written.length, unchanged }),
    ...(problem ? { detail: problemSentence({ code: problem.code, facts: problem.facts }) } : {}),
    ...(undo ? { action: { label: say('action.undo'), run: undo } } : {}),
  });
}
