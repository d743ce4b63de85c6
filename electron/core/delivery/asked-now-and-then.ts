import type { Clock } from '../ports/clock.ts';

/** Something that the system knows and does not tell by itself: asked when it is looked at, at most once in `everyMs`. */
export function askedNowAndThen(clock: Clock, everyMs: number, question: () => Promise<boolean | null>) {
  let answer: boolean | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  return {
    /** As it was last answered; null: not known. */
    answer: (): boolean | null => answer,
    /** True: the answer is another one than before. */
    async look(): Promise<boolean> {
      if (clock.monotonic() - askedAt < everyMs) return false;
      askedAt = clock.monotonic();
      const before = answer;
      answer = await question();
      return answer !== before;
    },
  };
}
