import type { DoubtfulWord } from '../../../shared/contract/spelling.contract.ts';

/** Words found in a text, where they stand in what became of it; those that the change touched are left out. */
export function moved(words: readonly DoubtfulWord[], before: string, now: string): readonly DoubtfulWord[] {
  if (before === now) return words;
  const shorter = Math.min(before.length, now.length);
  let same = 0;
  while (same < shorter && before[same] === now[same]) same += 1;
  let sameEnd = 0;
  while (sameEnd < shorter - same && before.at(-1 - sameEnd) === now.at(-1 - sameEnd)) sameEnd += 1;
  return words.flatMap((word) => {
    // A letter right beside a word makes another word of it.
    if (word.end < same) return [word];
    if (word.start <= before.length - sameEnd) return [];
    const by = now.length - before.length;
    return [{ ...word, start: word.start + by, end: word.end + by }];
  });
}
