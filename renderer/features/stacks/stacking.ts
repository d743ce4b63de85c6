import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { library, useLibrary } from '../library/library.store.ts';
import { currentSubject, undo } from '../library/review.ts';
import { selectOnly } from '../library/selection.ts';
import { keptSummary } from '../library/summaries.ts';
import { sayProblem } from '../shell/attempt.ts';
import { toggleExpanded } from './expanded.store.ts';

/** S: opens the stack of the photo in focus, or closes it, from any of its members. */
export function toggleStack(): void {
  const { mode, selection, order } = useLibrary.getState();
  const { focus } = selection;
  const stack = focus === null ? undefined : keptSummary(focus)?.stack;
  if (mode !== 'grid' || focus === null || !stack) return;
  // Members lie behind their face.
  const face = order.slice(0, order.indexOf(focus)).findLast((id) => keptSummary(id)?.stack?.face);
  if (!stack.face && face !== undefined) library.select(selectOnly(face));
  toggleExpanded(stack.id);
}

const UNDO = () => ({ label: say('action.undo'), run: () => void undo() });

export async function stackSelection(): Promise<void> {
  const subject = currentSubject();
  const { focus } = useLibrary.getState().selection;
  if (!subject || ('ids' in subject && subject.ids.length < 2)) {
    toast({ tone: 'plain', text: say('stack.tooFew') });
    return;
  }
  try {
    const { stacked, face } = await studio.stacks.stack({
      selection: subject,
      ...(focus === null ? {} : { face: focus }),
    });
    library.select(selectOnly(face));
    toast({ tone: 'plain', text: say('stack.stacked', { count: stacked }), action: UNDO() });
  } catch (error) {
    sayProblem(error);
  }
}

export async function unstackSelection(): Promise<void> {
  const subject = currentSubject();
  if (!subject) return;
  try {
    const { freed } = await studio.stacks.unstack({ selection: subject });
    if (freed === 0) toast({ tone: 'plain', text: say('stack.none') });
    else toast({ tone: 'plain', text: say('stack.unstacked', { count: freed }), action: UNDO() });
  } catch (error) {
    sayProblem(error);
  }
}

/** The photo in focus shows from now on; its stack stays open. */
export async function chooseFace(): Promise<void> {
  const { focus } = useLibrary.getState().selection;
  const stack = focus === null ? undefined : keptSummary(focus)?.stack;
  if (focus === null || !stack || stack.face) {
    toast({ tone: 'plain', text: say(stack ? 'stack.isFace' : 'stack.none') });
    return;
  }
  try {
    await studio.stacks.choose({ id: focus });
    library.select(selectOnly(focus));
    toast({ tone: 'plain', text: say('stack.chosen'), action: UNDO() });
  } catch (error) {
    sayProblem(error);
  }
}
