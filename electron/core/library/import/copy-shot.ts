import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem } from '../../../../shared/contract/delivery.contract.ts';
import { isStudioError, StudioError } from '../../../../shared/domain/errors.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import type { StudioContext } from '../../context.ts';
import { isDiskFull } from '../../db/disk-full.ts';
import { type Copied, copyFile, hashFile, reasonOf, verifyCopy } from './copy-file.ts';
import type { ImportItem, ImportRow, ImportsRepository } from './imports.repository.ts';
import type { KnownContents } from './known-contents.ts';
import { type Placeable, placeFiles, temporaryName } from './place-files.ts';
import { endingOf } from './shots.ts';
import { awaySource, isThere } from './sources.ts';

export interface CopyParts {
  readonly context: StudioContext;
  readonly imports: ImportsRepository;
  readonly known: KnownContents;
  /** Bytes of the source that were read and count as done, or (negative) have to be read again. */
  readonly onBytes: (bytes: number) => void;
  /** Files came to lie in these folders. */
  readonly onPlaced: (folders: readonly string[]) => void;
  readonly oneAtATime: (work: () => Promise<void>) => Promise<void>;
}

type Outcome =
  | { readonly item: ImportItem; readonly state: 'copied'; readonly content: Copied; readonly temporaries: string[] }
  | { readonly item: ImportItem; readonly state: 'known'; readonly content: Copied | null }
  | { readonly item: ImportItem; readonly state: 'failed'; readonly problem: Problem };

/** Failures that every other file would meet as well: the import waits instead of failing a thousand times. */
export function concernsAll(error: unknown): boolean {
  return ['disk-full', 'folder-unwritable', 'source-away', 'folder-missing'].some(
    (code) => isStudioError(error) && error.code === code,
  );
}

/** Folders of the destinations that a shot goes to. */
function foldersOf(row: ImportRow, folder: string): string[] {
  const roots = row.options.backup === null ? [row.options.destination] : [row.options.destination, row.options.backup];
  return roots.map((root) => (folder === '' ? root : join(root, ...folder.split('/'))));
}

/**
 * One photograph with its raw and sidecars, to the end: copied under temporary names, read back and compared, put in place, and
 * only then written down. Whatever stops it before, the next run begins it again and finds what is in place already.
 * Errors: those that concern all files; the signal's reason.
 */
export async function copyShot(
  parts: CopyParts,
  row: ImportRow,
  items: readonly ImportItem[],
  signal: AbortSignal,
): Promise<void> {
  const folders = foldersOf(row, items[0]?.folder ?? '');
  // A drive that was pulled must not be made again as an empty folder of the same name.
  for (const root of [row.options.destination, row.options.backup])
    if (root !== null && !(await isThere(root))) throw new StudioError('folder-missing', { path: root });
  for (const folder of folders) makeTarget(folder);
  const outcomes: Outcome[] = [];
  try {
    for (const item of items.filter(({ role }) => role === 'photo'))
      outcomes.push(await take(parts, row, item, folders, signal));
    // A sidecar of a photograph that is in the library already has nobody to travel with.
    const travels = outcomes.some(({ state }) => state === 'copied');
    for (const item of items.filter(({ role }) => role === 'sidecar'))
      outcomes.push(travels ? await take(parts, row, item, folders, signal) : { item, state: 'known', content: null });
    await parts.oneAtATime(() => putInPlace(parts, row, outcomes, folders));
  } catch (error) {
    for (const outcome of outcomes) if (outcome.state === 'copied') await dropAll(row, outcome.temporaries);
    throw error;
  }
}

/** Nobody else places in the meantime, so that one content on a card twice comes to lie in the library once. */
async function putInPlace(
  parts: CopyParts,
  row: ImportRow,
  outcomes: readonly Outcome[],
  folders: readonly string[],
): Promise<void> {
  const settled: Outcome[] = [];
  for (const outcome of outcomes) {
    const skips = row.options.skipKnown && outcome.item.role === 'photo' && outcome.state === 'copied';
    if (!skips || !(await parts.known.has(outcome.content.sha256))) {
      settled.push(outcome);
      continue;
    }
    for (const temporary of outcome.temporaries) await rm(temporary, { force: true });
    settled.push({ item: outcome.item, state: 'known', content: outcome.content });
  }
  const copied = settled.filter((outcome) => outcome.state === 'copied');
  const placed = await placeFiles(
    copied.flatMap(({ item, content, temporaries }) =>
      temporaries.map((temporary, index): Placeable => {
        const base = item.base ?? basename(item.path);
        return { temporary, content, folder: folders[index] ?? '', base, ending: endingOf(item.path) };
      }),
    ),
  );
  parts.context.db.transaction(() => settle(parts.imports, settled, placed, folders.length));
  if (copied.length > 0) parts.onPlaced(folders.slice(0, 1));
}

function settle(
  imports: ImportsRepository,
  outcomes: readonly Outcome[],
  placed: readonly string[],
  places: number,
): void {
  let next = 0;
  for (const outcome of outcomes) {
    switch (outcome.state) {
      case 'copied':
        imports.copied(outcome.item.id, outcome.content.sha256, placed[next] ?? '');
        next += places;
        break;
      case 'known':
        imports.known(outcome.item.id, outcome.content?.sha256 ?? null);
        break;
      case 'failed':
        imports.failed(outcome.item.id, outcome.problem);
    }
  }
}

/** One file as far as its verified temporary copies. What is wrong with the file itself is its outcome. */
async function take(
  parts: CopyParts,
  row: ImportRow,
  item: ImportItem,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<Outcome> {
  const temporaries = folders.map((folder) => temporaryName(folder, row.id, item.id));
  let read = 0;
  const onBytes = (bytes: number) => {
    read += bytes;
    parts.onBytes(bytes);
  };
  const again = () => {
    parts.onBytes(-read);
    read = 0;
  };
  const skips = row.options.skipKnown && item.role === 'photo';
  try {
    if (skips) {
      const found = await parts.known.find(item, { signal, onBytes });
      if (found) return { item, state: 'known', content: { sha256: found, size: item.size } };
      again();
    }
    const content = row.received
      ? await moveReceived(item.path, temporaries, { signal, onBytes })
      : await copyFile(item.path, temporaries, { signal, onBytes });
    for (const temporary of temporaries) await verifyCopy(temporary, content, signal);
    return { item, state: 'copied', content, temporaries };
  } catch (error) {
    again();
    await dropAll(row, temporaries);
    const away = await awaySource(row, item.path);
    if (away !== null) throw new StudioError('source-away', { path: away }, { cause: error });
    if (signal.aborted || !isStudioError(error) || concernsAll(error)) throw error;
    parts.context.log.warn('file not imported', { path: item.path, code: error.code, error });
    return { item, state: 'failed', problem: { code: error.code, facts: { ...error.facts } } };
  }
}

/** What was received lies in the destination already: it only changes its name. Further copies are copied. */
async function moveReceived(
  path: string,
  temporaries: readonly string[],
  options: { signal: AbortSignal; onBytes: (bytes: number) => void },
): Promise<Copied> {
  const [first, ...others] = temporaries;
  if (first === undefined) throw new Error('an import without a destination');
  // A process that ended between the two left the content under its second name.
  const source = await hashFile(path, options).then(
    (content) => ({ content, at: path }),
    async (error: unknown) => {
      if (!isStudioError(error, 'file-missing')) throw error;
      return { content: await hashFile(first, options), at: first };
    },
  );
  if (others.length > 0) await copyFile(source.at, others, { ...options, onBytes: () => {} });
  if (source.at === path) await rename(path, first);
  return source.content;
}

/** Copies that nobody will name. Of what was received they are all there is, and stay for the next run. */
async function dropAll(row: ImportRow, temporaries: readonly string[]): Promise<void> {
  for (const temporary of row.received ? temporaries.slice(1) : temporaries) await rm(temporary, { force: true });
}

export function makeTarget(folder: string): void {
  try {
    makeFolder(folder);
  } catch (cause) {
    if (isDiskFull(cause)) throw new StudioError('disk-full', { path: folder }, { cause });
    throw new StudioError('folder-unwritable', { path: folder, reason: reasonOf(cause) }, { cause });
  }
}
