import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { library, useLibrary } from '../library/library.store.ts';
import { chooseAmong, undo } from '../library/review.ts';
import { selectOnly } from '../library/selection.ts';
import { comparedInFocus, looking, useLooking } from './looking.store.ts';
import { COMPARED_AT_MOST, photosToCompare } from './photos-to-compare.ts';

export function openCompare(): void {
  const { selection, order } = useLibrary.getState();
  const ids = photosToCompare(selection.ids, selection.focus, order);
  if (ids.length < 2) {
    toast({ tone: 'plain', text: say('compare.tooFew') });
    return;
  }
  if (selection.ids.size > COMPARED_AT_MOST) toast({ tone: 'plain', text: say('compare.firstFour') });
  looking.compare(ids);
  library.setMode('compare');
}

/** Approves the photo in focus, rejects the others, and goes back to the grid with it. */
export function chooseWinner(): void {
  const winner = comparedInFocus();
  const others = useLooking.getState().compared.filter((id) => id !== winner);
  if (winner === null || others.length === 0) return;
  library.setMode('grid');
  library.select(selectOnly(winner));
  void (async () => {
    if (!(await chooseAmong(winner, others))) return;
    toast({
      tone: 'good',
      text: say('compare.chosen', { others: others.length }),
      action: { label: say('action.undo'), run: () => void undo() },
    });
  })();
}

// Each coming to the loupe or to comparing begins with whole pictures, whichever way it was left.
useLibrary.subscribe(({ mode }, before) => {
  if (mode === before.mode) return;
  if (before.mode === 'compare') looking.endComparing();
  if (mode === 'loupe') looking.fit();
});
