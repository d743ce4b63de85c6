import type { PhotoId } from '../../../shared/domain/ids.ts';

/** Answers of the catalogue that together say what of a selection may go. */
export interface Candidates {
  /** Approved, not sent, no hard rule broken. */
  readonly ready: readonly PhotoId[];
  readonly approved: readonly PhotoId[];
  /** Approved and never queued. */
  readonly approvedUnsent: readonly PhotoId[];
}

export interface Sendable {
  readonly toSend: readonly PhotoId[];
  readonly toFix: readonly PhotoId[];
  readonly notApproved: number;
  readonly already: number;
}

/** Sorts a selection (null: everything approved) into what goes, what must be mended first, and what stays. */
export function sortOut(
  selected: ReadonlySet<PhotoId> | null,
  { ready, approved, approvedUnsent }: Candidates,
): Sendable {
  const inSelection = (id: PhotoId) => selected === null || selected.has(id);
  const readySet = new Set(ready);
  const unsentSet = new Set(approvedUnsent);
  const toSend = ready.filter(inSelection);
  const toFix = approvedUnsent.filter((id) => inSelection(id) && !readySet.has(id));
  const approvedHere = approved.filter(inSelection);
  const already = approvedHere.filter((id) => !readySet.has(id) && !unsentSet.has(id)).length;
  return { toSend, toFix, notApproved: selected === null ? 0 : selected.size - approvedHere.length, already };
}
