import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { FileMetadata } from '../../ports/images.ts';
import type { SaidWords } from '../../ports/metadata.ts';
import { type HeardWords, newsFor } from './read-sidecars.ts';
import type { SidecarsRepository } from './sidecars.repository.ts';

interface Ears {
  readonly sidecars: SidecarsRepository;
  readonly hear: (heard: readonly HeardWords[]) => void;
}

/** What a photograph's own file says of it. */
export function wordsIn({ title, caption, keywords, place, rating, label, review }: FileMetadata): SaidWords {
  return {
    ...(title === '' ? {} : { title }),
    ...(caption === '' ? {} : { caption }),
    ...(keywords.length === 0 ? {} : { keywords }),
    ...(place === '' ? {} : { place }),
    ...(rating === 0 ? {} : { rating }),
    ...(label === undefined ? {} : { label }),
    ...(review === undefined ? {} : { review }),
  };
}

/** A new photo has its words from its file already; decisions that other programs wrote come with them. */
export function firstWords({ sidecars, hear }: Ears, id: PhotoId, metadata: FileMetadata): void {
  const said = wordsIn(metadata);
  if (Object.keys(said).length === 0) return;
  sidecars.keepEmbedded(id, said);
  const { label, review } = said;
  if (label === undefined && review === undefined) return;
  hear([{ id, untouched: true, columns: { ...(label && { label }), ...(review && { review }) } }]);
}

/** Her file was edited in place: words that another program changed in it are heard, those that merely stayed are not. */
export function hearEmbedded({ sidecars, hear }: Ears, id: PhotoId, metadata: FileMetadata, writtenAt: number): void {
  const said = wordsIn(metadata);
  const base = sidecars.embedded(id);
  sidecars.keepEmbedded(id, said);
  if (base === null) return;
  const heard = newsFor(sidecars, [id], said, base, writtenAt).flatMap(({ news: columns, untouched }) =>
    Object.keys(columns).length > 0 ? [{ id, columns, untouched }] : [],
  );
  if (heard.length > 0) hear(heard);
}
