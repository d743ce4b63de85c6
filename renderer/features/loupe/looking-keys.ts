import type { PhotoId } from '../../../shared/domain/ids.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { library, useLibrary } from '../library/library.store.ts';
import { keptSummary } from '../library/summaries.ts';
import { chooseWinner } from './comparing.ts';
import { findSharpest } from './find-sharpest.ts';
import { comparedInFocus, looking, useLooking } from './looking.store.ts';

/** What the keys of the light table mean while photos are looked at closely or side by side. */

function shownPhoto() {
  const { mode, selection } = useLibrary.getState();
  return mode === 'compare' ? comparedInFocus() : mode === 'loupe' ? selection.focus : null;
}

/**
 * An arrow (right, down: 1, 0 or -1). In the grid the next photo; in the loupe too, but close up it pans; comparing, the focus,
 * and with Shift it pans.
 */
export function arrow(right: number, down: number, extend: boolean): void {
  const { mode } = useLibrary.getState();
  const photo = shownPhoto();
  if (mode === 'compare') {
    // Four lie two by two, fewer in one row.
    const below = useLooking.getState().compared.length === 4 ? 2 : 1;
    if (extend && photo !== null) looking.step(photo, right, down);
    else looking.moveFocus(right + down * below);
  } else if (!extend && photo !== null && looking.isClose(photo)) looking.step(photo, right, down);
  else if (down === 0) library.move(right, extend);
  else library.moveRows(down, extend);
}

/** A screenful of the grid; in the loupe the next photo, with the same zoom and place. */
export function page(by: 1 | -1): void {
  const { mode, rowsPerPage } = useLibrary.getState();
  if (mode === 'grid') library.moveRows(by * rowsPerPage, false);
  else if (mode === 'loupe') library.move(by, false);
  else looking.moveFocus(by);
}

export function toggleLoupe(): void {
  if (useLibrary.getState().mode === 'loupe') library.setMode('grid');
  else openLoupe();
}

/** From the grid the photo in focus; from comparing, too. */
function openLoupe(): void {
  const { mode, selection } = useLibrary.getState();
  const compared = mode === 'compare' ? comparedInFocus() : null;
  if (compared !== null) library.select({ ...selection, focus: compared });
  library.setMode('loupe');
}

/** Enter: the loupe; comparing, the choice. */
export function enter(): void {
  if (useLibrary.getState().mode === 'compare') chooseWinner();
  else openLoupe();
}

export function goBack(): void {
  if (useLooking.getState().immersed) looking.leaveImmersed();
  else if (useLibrary.getState().mode !== 'grid') library.setMode('grid');
  else library.deselect();
}

export function actualSize(): void {
  const photo = shownPhoto();
  if (photo !== null) looking.toggleActual(photo);
  else {
    openLoupe();
    looking.goClose();
  }
}

/**
 * 100 % where the photo is sharpest. Comparing: all where the one in focus is sharpest, or, when they are not linked, each
 * where it is itself.
 */
export async function goToSharpest(): Promise<void> {
  if (useLibrary.getState().mode === 'grid') openLoupe();
  const { compared, linked } = useLooking.getState();
  const focused = shownPhoto();
  if (focused === null) return;
  const ids = compared.length > 0 && !linked ? compared : [focused];
  const found = await Promise.all(ids.map(sharpestOf));
  if (found.every((point) => point === null)) toast({ tone: 'plain', text: say('loupe.sharpest.none') });
  // She may have gone on meanwhile: where she is now is left alone.
  if (shownPhoto() !== focused) return;
  for (const [index, point] of found.entries()) {
    const id = ids[index];
    if (id !== undefined && point) looking.goTo(id, point);
  }
}

async function sharpestOf(id: PhotoId) {
  const photo = keptSummary(id);
  return photo ? findSharpest(photo).catch(() => null) : null;
}

/** What only makes sense over a large picture opens the loupe first. */
function overPicture(isOn: () => boolean, toggle: () => void): void {
  const fromGrid = useLibrary.getState().mode === 'grid';
  if (fromGrid) openLoupe();
  if (!fromGrid || !isOn()) toggle();
}

export function toggleHistogram(): void {
  overPicture(() => useLooking.getState().histogram, looking.toggleHistogram);
}

export function toggleClipping(): void {
  overPicture(() => useLooking.getState().clipping, looking.toggleClipping);
}

export function toggleImmersed(): void {
  overPicture(() => useLooking.getState().immersed, looking.toggleImmersed);
}

export function toggleLinked(): void {
  if (useLibrary.getState().mode === 'compare') looking.toggleLinked();
}
