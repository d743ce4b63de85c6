import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { JobHandler, JobResult } from '../../jobs/job.ts';
import type { JobsRepository } from '../../jobs/jobs.repository.ts';
import type { SaidWords } from '../../ports/metadata.ts';
import { newsIn, type WordColumns } from './merge-words.ts';
import { isXmpName, photosOfSidecar } from './sidecar-names.ts';
import { type KnownSidecar, type SidecarsRepository, sidecarsRepository } from './sidecars.repository.ts';

/** Words that a file said of a photo and that are news. Of an untouched photo they are no change of hers. */
export interface HeardWords {
  readonly id: PhotoId;
  readonly columns: Partial<WordColumns>;
  readonly untouched: boolean;
}

export interface SidecarParts {
  readonly context: StudioContext;
  readonly jobs: Pick<JobsRepository, 'anyDue'>;
  /** Writes what was heard into the catalogue, as one edit; called inside a transaction. */
  readonly hear: (heard: readonly HeardWords[]) => void;
  readonly photosChanged: (ids: readonly PhotoId[]) => void;
}

/** Above the priority of anything: what waits for photographs begins only when none is left to read. */
const NOT_NOW = Number.MAX_SAFE_INTEGER;

type Seen = Omit<KnownSidecar, 'said'>;

/** Reads the sidecars of a folder that changed since they were last read. Subject: the folder. */
export function readSidecarsHandler(parts: SidecarParts): JobHandler {
  const { context, hear, photosChanged } = parts;
  const sidecars = sidecarsRepository(context.db);
  const { clock, metadata } = context.ports;
  return {
    concurrency: 1,
    // A sidecar means nothing before its photograph is known.
    leastPriority: () => (parts.jobs.anyDue('read-file', clock.now()) ? NOT_NOW : Number.MIN_SAFE_INTEGER),
    async run({ subject: folder }, signal): Promise<JobResult> {
      const readSidecar = metadata.readSidecar;
      if (!readSidecar) return { state: 'finished' };
      const { changed, gone } = await changesIn(folder, sidecars);
      const names = sidecars.filesIn(folder).map(({ path }) => basename(path));
      const read: KnownSidecar[] = [];
      for (const seen of changed) {
        if (photosOfSidecar(basename(seen.path), names).length === 0) continue;
        const said = await readSidecar(seen.path, signal);
        const after = await lookAt(seen.path);
        // Half written: its folder is hinted at once more when it is whole.
        if (said !== null && after?.mtimeNs === seen.mtimeNs && after.size === seen.size) read.push({ ...seen, said });
      }
      return {
        state: 'finished',
        commit() {
          const heard = take(sidecars, folder, read);
          for (const path of gone) sidecars.forget(path);
          if (heard.length === 0) return;
          hear(heard);
          photosChanged(heard.map(({ id }) => id));
        },
      };
    },
  };
}

/** Whether a folder has sidecars to read; costs a listing where there are any. */
export async function haveSidecarsChanged(folder: string, sidecars: SidecarsRepository): Promise<boolean> {
  const { changed, gone } = await changesIn(folder, sidecars);
  return gone.length > 0 || changed.length > 0;
}

async function changesIn(folder: string, sidecars: SidecarsRepository): Promise<{ changed: Seen[]; gone: string[] }> {
  const known = new Map(sidecars.inFolder(folder).map((row) => [row.path, row]));
  const names = (await readdir(folder).catch(() => [])).filter(isXmpName);
  const changed: Seen[] = [];
  for (const name of names) {
    const seen = await lookAt(join(folder, name));
    if (!seen) continue;
    const before = known.get(seen.path);
    known.delete(seen.path);
    if (before?.mtimeNs !== seen.mtimeNs || before.size !== seen.size) changed.push(seen);
  }
  return { changed, gone: [...known.keys()] };
}

export async function lookAt(path: string): Promise<Seen | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found?.isFile() ? { path, size: Number(found.size), mtimeNs: String(found.mtimeNs) } : null;
}

/** Oldest first, so that of two sidecars of one photo the newer has the last word. */
function take(sidecars: SidecarsRepository, folder: string, read: readonly KnownSidecar[]): HeardWords[] {
  const files = sidecars.filesIn(folder);
  const idOf = new Map(files.map(({ path, photoId }) => [basename(path), photoId]));
  const known = new Map(sidecars.inFolder(folder).map((row) => [row.path, row.said]));
  const heard = new Map<PhotoId, HeardWords>();
  for (const sidecar of read.toSorted((one, other) => Number(BigInt(one.mtimeNs) - BigInt(other.mtimeNs)))) {
    const ids = photosOfSidecar(basename(sidecar.path), [...idOf.keys()]).flatMap((name) => idOf.get(name) ?? []);
    const [first] = ids;
    if (first === undefined) continue;
    const base = known.get(sidecar.path) ?? sidecars.lastOf(first);
    for (const { id, news, untouched } of newsFor(sidecars, ids, sidecar.said, base, msOf(sidecar.mtimeNs))) {
      const before = heard.get(id);
      heard.set(id, { id, untouched, columns: { ...before?.columns, ...news } });
    }
    sidecars.keep(folder, first, sidecar);
  }
  return [...heard.values()].filter(({ columns }) => Object.keys(columns).length > 0);
}

export function msOf(mtimeNs: string): number {
  return Number(BigInt(mtimeNs) / 1_000_000n);
}

/** What a file's words are news for, photo by photo. */
export function newsFor(
  sidecars: SidecarsRepository,
  ids: readonly PhotoId[],
  said: SaidWords,
  base: SaidWords | null,
  writtenAt: number,
): { id: PhotoId; news: Partial<WordColumns>; untouched: boolean }[] {
  return sidecars.spokenOf([...new Set(ids)]).map(({ id, changedAt, untouched, ...hers }) => ({
    id,
    untouched,
    news: newsIn(said, base, hers, untouched || writtenAt > changedAt).news,
  }));
}
