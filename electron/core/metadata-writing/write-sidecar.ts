import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '../../../shared/domain/errors.ts';
import {
  type IdentityRights,
  readRights,
  rightsOver,
  type WrittenRights,
} from '../../../shared/domain/photo-rights.ts';
import type { StudioContext } from '../context.ts';
import { columnsOfSaid } from '../library/sidecars/merge-words.ts';
import { type HeardWords, lookAt, msOf, newsFor } from '../library/sidecars/read-sidecars.ts';
import { sidecarFor } from '../library/sidecars/sidecar-names.ts';
import { sidecarsRepository } from '../library/sidecars/sidecars.repository.ts';
import type { SaidWords, WordsToWrite } from '../ports/metadata.ts';
import { replaceFile, stateOf } from './replace-file.ts';
import { type PhotoToWrite, writtenPhotosRepository } from './written-photos.repository.ts';
import { rightsTakenBack, rightsToSay, saysRights } from './written-rights.ts';

/** An XMP packet that says nothing (XMP Specification Part 1, 7.3). */
const EMPTY_PACKET = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
`;

export interface WritingParts {
  readonly context: StudioContext;
  readonly hear: (heard: readonly HeardWords[]) => void;
  /** What she says of all her photos. */
  readonly rights: () => IdentityRights;
}

export interface WrittenFile {
  readonly path: string;
  readonly outcome: 'written' | 'unchanged';
}

/**
 * Her words beside one file of a photo. What another program wrote there since it was last read is heard first, so that nothing
 * is written over unread. Errors: as replaceFile; metadata-unwritable; not-supported-here.
 */
export async function writeSidecar(
  { context, hear, rights }: WritingParts,
  asked: PhotoToWrite,
  file: string,
  dryRun: boolean,
): Promise<WrittenFile> {
  const { metadata, random } = context.ports;
  const { readSidecar, writeWords } = metadata;
  if (!readSidecar || !writeWords) throw new StudioError('not-supported-here', { what: 'writing.sidecars' });
  const sidecars = sidecarsRepository(context.db);
  const folder = dirname(file);
  const path = join(folder, sidecarFor(basename(file), await readdir(folder).catch(() => [])));
  const there = await lookAt(path);
  const before = await stateOf(path);
  const said = there ? await readSidecar(path) : {};
  if (said === null) throw new StudioError('metadata-unwritable', { path, reason: 'XMP' });
  let photo = asked;
  if (there && !dryRun) {
    const known = sidecars.inFolder(folder).find((row) => row.path === path);
    if (known?.mtimeNs !== there.mtimeNs || known.size !== there.size) {
      context.db.transaction(() => {
        const news = newsFor(sidecars, [asked.id], said, known?.said ?? null, msOf(there.mtimeNs));
        hear(news.map(({ news: columns, ...of }) => ({ ...of, columns })));
        sidecars.keep(folder, asked.id, { ...there, said });
      });
      photo = writtenPhotosRepository(context.db).photo(asked.id) ?? asked;
    }
  }
  const hers = rightsOver(rights(), readRights(photo.rights));
  const owned = rightsToSay(hers);
  const takenBack = rightsTakenBack(sidecars.rightsWritten(path), said.rights ?? {}, owned);
  if (saysAll(said, photo) && saysRights(said.rights ?? {}, owned) && takenBack.length === 0)
    return { path, outcome: 'unchanged' };
  if (dryRun) return { path, outcome: 'written' };
  const words = { ...wordsToWrite(photo, said, hers), rightsTakenBack: takenBack };
  const written = await replaceFile(path, before, random, async (working) => {
    if (before === null) await writeFile(working, EMPTY_PACKET);
    await writeWords(working, words);
    const proof = await readSidecar(working);
    if (proof === null || !saysAll(proof, photo)) throw new StudioError('metadata-unwritable', { path, reason: 'XMP' });
    return proof;
  });
  const now = await lookAt(path);
  if (now)
    context.db.transaction(() => {
      sidecars.keep(folder, photo.id, { ...now, said: written });
      sidecars.noteRights(path, owned);
    });
  return { path, outcome: 'written' };
}

/** True when a file says the words that the catalogue does. Approval has no word that all programs know, and is not written. */
export function saysAll(said: SaidWords, photo: PhotoToWrite): boolean {
  const there = columnsOfSaid(said);
  return (
    there.title === photo.title.trim() &&
    there.caption === photo.caption.trim() &&
    there.keywords === photo.keywords &&
    there.place === photo.place.trim() &&
    (photo.review === 'rejected' || there.rating === photo.rating) &&
    there.label === photo.label &&
    (there.review === 'rejected') === (photo.review === 'rejected')
  );
}

export function wordsToWrite(photo: PhotoToWrite, said: SaidWords, rights: WrittenRights): WordsToWrite {
  return {
    title: photo.title,
    caption: photo.caption,
    keywords: keywordsOf(photo.keywords),
    place: photo.place,
    rating: photo.rating,
    rejected: photo.review === 'rejected',
    // A colour that is there already keeps its name in the other program's language.
    ...((said.label ?? null) === photo.label ? {} : { label: photo.label }),
    ...rights,
  };
}

function keywordsOf(json: string): string[] {
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) ? list.map(String) : [];
}
