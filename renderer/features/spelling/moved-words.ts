import type { DoubtfulWord } from '../../../shared/contract/spelling.contract.ts';

const BESIDE_A_WORD = /[\p{L}\p{N}\p{M}]/u;

/** Words found in a text, where they stand in what became of it; those that the change touched are left out. */
export function moved(words: readonly DoubtfulWord[], before: string, now: string): readonly DoubtfulWord[] {
  if (before === now) return words;
  const shorter = Math.min(before.length, now.length);
  let same = 0;
  while (same < shorter && before[same] === now[same]) same += 1;
  let sameEnd = 0;
  while (sameEnd < shorter - same && before.at(-1 - sameEnd) === now.at(-1 - sameEnd)) sameEnd += 1;
  const by = now.length - before.length;
  return words.flatMap((word) => {
    const shift = word.end <= same ? 0 : word.start >= before.length - sameEnd ? by : null;
    if (shift === null) return [];
    const [start, end] = [word.start + shift, word.end + shift];
    // A letter typed right beside a word makes another word of it.
    const grown = BESIDE_A_WORD.test(now[start - 1] ?? '') || BESIDE_A_WORD.test(now[end] ?? '');
    return grown ? [] : [{ ...word, start, end }];
  });
}
