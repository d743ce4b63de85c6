import type { Label, Review } from '../../../../shared/domain/photo.ts';
import type { SaidWords } from '../../ports/metadata.ts';

/** What a file says of a photo in the catalogue's own columns; what it does not say is empty. */
export interface WordColumns {
  readonly title: string;
  readonly caption: string;
  /** JSON array. */
  readonly keywords: string;
  readonly place: string;
  readonly rating: number;
  readonly label: Label | null;
  readonly review: Review;
}

const FIELDS = ['title', 'caption', 'keywords', 'place', 'rating', 'label', 'review'] as const;

export function columnsOfSaid(said: SaidWords): WordColumns {
  return {
    title: said.title ?? '',
    caption: said.caption ?? '',
    keywords: JSON.stringify(said.keywords ?? []),
    place: said.place ?? '',
    rating: said.rating ?? 0,
    label: said.label ?? null,
    review: said.review ?? 'unreviewed',
  };
}

/**
 * What of a file's words is news for the catalogue. Only what the file says otherwise than it did (`base`) counts, so that words
 * that merely stayed in a file never undo hers. Where both changed, the newer wins; `outdated` are the file's words that lost.
 */
export function newsIn(
  said: SaidWords,
  base: SaidWords | null,
  hers: WordColumns,
  fileIsNewer: boolean,
): { news: Partial<WordColumns>; outdated: Partial<WordColumns> } {
  const now = columnsOfSaid(said);
  const before = columnsOfSaid(base ?? {});
  const changed = FIELDS.filter((field) => now[field] !== before[field] && now[field] !== hers[field]);
  const taken = changed.filter((field) => fileIsNewer || hers[field] === before[field]);
  return {
    news: only(now, taken),
    outdated: only(
      now,
      changed.filter((field) => !taken.includes(field)),
    ),
  };
}

function only(words: WordColumns, fields: readonly (typeof FIELDS)[number][]): Partial<WordColumns> {
  return Object.fromEntries(Object.entries(words).filter(([name]) => fields.some((field) => field === name)));
}
