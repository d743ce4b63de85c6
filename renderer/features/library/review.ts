import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { DescriptionPatch } from '../../../shared/domain/description.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { Label, Review } from '../../../shared/domain/photo.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { comparedInFocus } from '../loupe/looking.store.ts';
import { currentSettings } from '../settings/settings.ts';
import { sayProblem } from '../shell/attempt.ts';
import { editSentence } from '../stacks/edit-sentence.ts';
import { library, shownFilter, useLibrary } from './library.store.ts';
import { actionSubject } from './selection.ts';
import { forgetChanges, keptSummary, showChange } from './summaries.ts';

export interface ReviewChange {
  readonly review?: Review;
  readonly rating?: number;
  readonly label?: Label | null;
}

function idsOf(subject: PhotoSelection): readonly PhotoId[] {
  return 'ids' in subject ? subject.ids : useLibrary.getState().order;
}

/** Reviews, rates or labels photos: shown at once, undone on screen if the studio refuses. */
export async function setReview(subject: PhotoSelection, change: ReviewChange): Promise<void> {
  const ids = idsOf(subject);
  showChange(ids, change);
  try {
    await studio.review.set({ selection: subject, ...change });
  } catch (error) {
    forgetChanges(ids);
    sayProblem(error);
  }
}

/** What a command acts on: in the loupe the photo shown, otherwise the selection. */
export function currentSubject(): PhotoSelection | null {
  const state = useLibrary.getState();
  if (state.mode === 'loupe' && state.selection.focus !== null) return { ids: [state.selection.focus] };
  const compared = state.mode === 'compare' ? comparedInFocus() : null;
  if (compared !== null) return { ids: [compared] };
  return actionSubject(state.selection, state.order, shownFilter(state));
}

/** Decides for what is selected and, when it is one photo and she wants it so, goes on to the next. */
export function decide(change: ReviewChange): void {
  const subject = currentSubject();
  if (!subject) return;
  void setReview(subject, change);
  const single = 'ids' in subject && subject.ids.length === 1;
  const goesOn = single && useLibrary.getState().mode !== 'compare';
  if (goesOn && change.review !== undefined && currentSettings().autoAdvance) library.move(1, false);
}

/** A second press of the same label takes it away. */
export function toggleLabel(label: Label): void {
  const { mode, selection } = useLibrary.getState();
  const focus = mode === 'compare' ? comparedInFocus() : selection.focus;
  const present = focus === null ? null : keptSummary(focus)?.label;
  decide({ label: present === label ? null : label });
}

/** Writes to descriptions. Errors are said; the caller's field keeps what was typed. */
export async function writeDescription(subject: PhotoSelection, patch: DescriptionPatch): Promise<boolean> {
  try {
    await studio.review.describe({ selection: subject, patch });
    return true;
  } catch (error) {
    sayProblem(error);
    return false;
  }
}

/** One approved, the others rejected: one edit. */
export async function chooseAmong(winner: PhotoId, others: readonly PhotoId[]): Promise<boolean> {
  showChange([winner], { review: 'approved' });
  showChange(others, { review: 'rejected' });
  try {
    await studio.review.choose({ winner, others: [...others] });
    return true;
  } catch (error) {
    forgetChanges([winner, ...others]);
    sayProblem(error);
    return false;
  }
}

export async function undo(): Promise<void> {
  try {
    const { photos, edit } = await studio.review.undo();
    toast({
      tone: 'plain',
      topic: 'undo',
      text: edit === null ? say('undo.nothing') : say('undo.told', { what: editSentence({ ...edit, photos }) }),
      ...(edit === null ? {} : { action: { label: say('undo.redo'), run: () => void redo() } }),
    });
  } catch (error) {
    sayProblem(error);
  }
}

export async function redo(): Promise<void> {
  try {
    const { photos, edit } = await studio.review.redo();
    toast({
      tone: 'plain',
      topic: 'undo',
      text: edit === null ? say('redo.nothing') : say('redo.told', { what: editSentence({ ...edit, photos }) }),
      ...(edit === null ? {} : { action: { label: say('action.undo'), run: () => void undo() } }),
    });
  } catch (error) {
    sayProblem(error);
  }
}
