import { constants } from 'node:fs';
import { access, copyFile, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { StudioError } from '../../../shared/domain/errors.ts';
import { type PhotoId, sha256 as sha256Id } from '../../../shared/domain/ids.ts';
import { readRights, rightsOver } from '../../../shared/domain/photo-rights.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { fileSha256 } from '../delivery/digests.ts';
import { contentsRepository } from '../library/ingest/contents.repository.ts';
import { placesRepository } from '../library/ingest/ingest.repository.ts';
import { lookAt } from '../library/ingest/walk.ts';
import { wordsIn } from '../library/sidecars/embedded-words.ts';
import { sidecarsRepository } from '../library/sidecars/sidecars.repository.ts';
import { replaceFile, stateOf } from './replace-file.ts';
import { saysAll, type WritingParts, type WrittenFile, wordsToWrite } from './write-sidecar.ts';
import { type PhotoToWrite, writtenPhotosRepository } from './written-photos.repository.ts';
import { rightsToSay, saysRights } from './written-rights.ts';

/** What ExifTool writes into without risk to the picture, and proves it: a raw has a sidecar, DNG was made to be written into. */
const WRITABLE = /\.(?:jpe?g|jpe|jfif|png|tiff?|dng)$/i;

/** Where originals are kept as they were, by content: below the data folder. */
export function keptOriginals(dataDir: string): string {
  return join(dataDir, 'originals');
}

/**
 * Her words into one original. It is kept whole first; the working copy's picture is proved to be the original's; both contents
 * are noted as this photo before the one takes the other's place, so that no end of the process makes two photos of one.
 * Errors: file-changed, original-in-use, metadata-unwritable; those of replaceFile.
 */
export async function writeOriginal(
  { context, rights }: WritingParts,
  photo: PhotoToWrite,
  path: string,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<WrittenFile> {
  const { metadata, random, clock, dataDir } = context.ports;
  const { writeWords, pictureDigest, readSidecar } = metadata;
  if (!writeWords || !pictureDigest) throw new StudioError('not-supported-here', { what: 'writing.originals' });
  const photos = writtenPhotosRepository(context.db);
  const said = sidecarsRepository(context.db).embedded(photo.id);
  if (!WRITABLE.test(path)) throw new StudioError('metadata-unwritable', { path, reason: extname(path) });
  if (photo.delivery === 'queued' || photo.delivery === 'sending') throw new StudioError('original-in-use', { path });
  const before = await stateOf(path);
  if (before === null) throw new StudioError('file-missing', { path });
  const content = await fileSha256(path, signal);
  if (content !== photo.sha256) throw new StudioError('file-changed', { path });
  const hers = rightsOver(rights(), readRights(photo.rights));
  if (said !== null && saysAll(said, photo)) {
    // Its words are known from when it was last read; whose it is, only it can say.
    const packet = readSidecar ? await readSidecar(path, signal) : null;
    if (packet === null || saysRights(packet.rights ?? {}, rightsToSay(hers))) return { path, outcome: 'unchanged' };
  }
  if (dryRun) return { path, outcome: 'written' };
  const backup = `${content}${extname(path).toLowerCase()}`;
  await keep(path, content, join(keptOriginals(dataDir), backup), signal);
  const picture = await pictureDigest(path);
  await replaceFile(path, before, random, async (working) => {
    await writeWords(working, wordsToWrite(photo, said ?? {}, hers));
    if (picture === null || (await pictureDigest(working)) !== picture)
      throw new StudioError('metadata-unwritable', { path, reason: 'the picture would not stay as it is' });
    const after = sha256Id.parse(await fileSha256(working, signal));
    const note = { path, before_sha256: photo.sha256, after_sha256: after, backup };
    context.db.transaction(() => photos.willWrite(photo.id, note, clock.now()));
  });
  return { path, outcome: 'written' };
}

/** Puts the original that was kept back into its place. Errors: file-changed when the file is not as it was written. */
export async function restoreOriginal(
  { context }: WritingParts,
  photo: PhotoToWrite,
  signal: AbortSignal,
): Promise<WrittenFile[]> {
  const { dataDir, random } = context.ports;
  const photos = writtenPhotosRepository(context.db);
  if (photo.delivery === 'queued' || photo.delivery === 'sending')
    throw new StudioError('original-in-use', { path: photos.presentPaths(photo.id)[0] ?? '' });
  const done: WrittenFile[] = [];
  const latest = photos.writesOf(photo.id);
  for (const write of latest.filter(({ path }, index) => latest.findIndex((other) => other.path === path) === index)) {
    const before = await stateOf(write.path);
    if (before === null) throw new StudioError('file-missing', { path: write.path });
    if ((await fileSha256(write.path, signal)) !== write.after_sha256)
      throw new StudioError('file-changed', { path: write.path });
    await replaceFile(write.path, before, random, async (working) => {
      await copyFile(join(keptOriginals(dataDir), write.backup), working);
      if ((await fileSha256(working, signal)) !== write.before_sha256)
        throw new StudioError('copy-damaged', { path: write.path });
    });
    context.db.transaction(() => photos.forgetWrite(write.id));
    done.push({ path: write.path, outcome: 'written' });
  }
  return done;
}

/** The catalogue learns at once what its photo's content is now; were the process to end before, the next scan would tell it. */
export async function learnContent({ context }: WritingParts, id: PhotoId, path: string): Promise<void> {
  const { db, paths, ports } = context;
  const result = await ports.images.read({ path, derivedDir: paths.derived });
  const state = await lookAt(path);
  if (result.outcome !== 'photo' || state === null) return;
  const contents = contentsRepository(db, paths.derived, ports.images);
  const places = placesRepository(db);
  db.transaction(() => {
    sidecarsRepository(db).keepEmbedded(id, wordsIn(result.metadata));
    contents.replaceContent(id, result, ports.clock.now());
    const place = places.fileAt(path);
    if (place) places.updateFile(place.id, id, state, ports.clock.now());
    contents.tidyPlaces(id);
  });
}

/** A whole copy under its content's name. One that is there already is that content. */
async function keep(path: string, content: string, target: string, signal: AbortSignal): Promise<void> {
  const there = await access(target).then(
    () => true,
    () => false,
  );
  if (there && (await fileSha256(target, signal)) === content) return;
  makeFolder(join(target, '..'));
  const unfinished = `${target}.unfinished`;
  try {
    await copyFile(path, unfinished, constants.COPYFILE_FICLONE);
    if ((await fileSha256(unfinished, signal)) !== content) throw new StudioError('copy-damaged', { path });
    await rename(unfinished, target);
  } finally {
    await rm(unfinished, { force: true });
  }
}
