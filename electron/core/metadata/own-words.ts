import type { Database } from '../db/database.ts';
import { foldWords } from './vocabulary.ts';
import type { WordsRepository } from './words.repository.ts';

export interface OwnWord {
  readonly keyword: string;
  readonly folded: string;
  /** Photos that have it. */
  readonly uses: number;
}

export interface OwnWords {
  all(): readonly OwnWord[];
  /** Photos that have a keyword, given folded; as of the last `all`. */
  uses(folded: string): number;
}

/** Photos counted at once: a few ms. A smaller catalogue is always counted to the last change. */
const STEP = 2_000;

/**
 * How often she used each keyword. Counted in steps between other work, never while she waits: after a change to a large
 * catalogue the numbers before it serve until the new ones are complete.
 */
export function ownWords(db: Database, words: WordsRepository, lifetime: AbortSignal): OwnWords {
  let counted: readonly OwnWord[] = [];
  let byWord = new Map<string, OwnWord>();
  let generation = -1;
  let counting = false;

  function finish(counts: ReadonlyMap<string, number>): void {
    const folded = new Map<string, OwnWord>();
    // Of spellings that differ by case or accents alone, the one used most stands for all.
    for (const [keyword, count] of [...counts].sort(([, a], [, b]) => b - a)) {
      const key = foldWords(keyword);
      const known = folded.get(key);
      folded.set(key, { keyword: known?.keyword ?? keyword, folded: key, uses: (known?.uses ?? 0) + count });
    }
    byWord = folded;
    counted = [...folded.values()];
  }

  function refresh(): void {
    const now = db.generation('words');
    if (counting || now === generation) return;
    const last = words.lastPhoto();
    const counts = new Map<string, number>();
    counting = true;
    const step = (after: number): void => {
      if (lifetime.aborted) return;
      for (const { keyword, count } of words.keywordCounts(after, after + STEP))
        counts.set(keyword, (counts.get(keyword) ?? 0) + count);
      if (after + STEP < last) {
        setImmediate(step, after + STEP);
        return;
      }
      finish(counts);
      generation = now;
      counting = false;
    };
    step(0);
  }

  return {
    all() {
      refresh();
      return counted;
    },
    uses: (folded) => byWord.get(folded)?.uses ?? 0,
  };
}
