/** A text as three: what two versions share at the beginning, what differs, what they share at the end. */
export interface ChangedPart {
  readonly start: string;
  readonly changed: string;
  readonly end: string;
}

/** Where two versions of a text differ, seen from each side. Characters are never cut in two. */
export function changedPart(
  before: string,
  after: string,
): { readonly before: ChangedPart; readonly after: ChangedPart } {
  const old = [...before];
  const young = [...after];
  const shortest = Math.min(old.length, young.length);
  let start = 0;
  while (start < shortest && old[start] === young[start]) start += 1;
  let end = 0;
  while (end < shortest - start && old[old.length - 1 - end] === young[young.length - 1 - end]) end += 1;
  const parts = (characters: readonly string[]): ChangedPart => ({
    start: characters.slice(0, start).join(''),
    changed: characters.slice(start, characters.length - end).join(''),
    end: characters.slice(characters.length - end).join(''),
  });
  return { before: parts(old), after: parts(young) };
}
