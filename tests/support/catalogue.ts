import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Insertable } from 'kysely';
import { createPapers } from '../../electron/adapters/papers/papers.ts';
import { type StudioContext, studioPaths } from '../../electron/core/context.ts';
import { openCatalogue } from '../../electron/core/db/open.ts';
import type { PhotosTable } from '../../electron/core/db/schema.ts';
import { createEventBus } from '../../electron/core/events.ts';
import { createLogger } from '../../electron/core/log.ts';
import type { LogLine } from '../../electron/core/ports/log.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';
import type { StudioEvent } from '../../shared/contract/events.ts';
import { type FolderId, folderId, type PhotoId, photoId } from '../../shared/domain/ids.ts';
import { NO_SPELLING } from './no-spelling.ts';

export interface PhotoSketch extends Partial<Omit<Insertable<PhotosTable>, 'keywords'>> {
  readonly keywords?: readonly string[];
  /** Where it lies; the folder must be there. Absent: no file. */
  readonly file?: {
    readonly folder: FolderId;
    readonly path: string;
    readonly state?: 'present' | 'missing' | 'offline';
  };
}

function unused(what: string): never {
  throw new Error(`${what} is not part of this test`);
}

/** A real catalogue in a temporary folder with photos that were never files: for what happens in the catalogue alone. */
export function testCatalogue(options: { ports?: Partial<StudioPorts>; dataDir?: string } = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'pouire-catalogue-'));
  const lines: LogLine[] = [];
  const seen: StudioEvent[] = [];
  let now = Date.UTC(2026, 10, 21, 8);
  const ports: StudioPorts = {
    host: 'test',
    version: '0.0.0',
    dataDir,
    clock: { now: () => now, monotonic: () => performance.now(), sleep: () => unused('sleep') },
    random: { uuid: () => randomUUID(), fraction: () => 0.5 },
    images: {
      read: () => unused('images'),
      fingerprint: () => unused('images'),
      full: () => unused('images'),
      concurrency: 1,
      recipe: 'none',
      close: async () => {},
    },
    papers: createPapers(),
    spelling: NO_SPELLING,
    metadata: { writeSent: () => unused('metadata'), readAll: () => unused('metadata'), close: async () => {} },
    vault: {
      keptIn: async () => 'memory',
      unavailableReason: async () => null,
      get: async () => null,
      set: async () => {},
      delete: async () => {},
    },
    connectMarketplace: () => unused('marketplace'),
    openObjectStore: () => unused('object store'),
    watcher: { watch: async () => ({ close: async () => {} }) },
    volumes: { list: async () => [], holding: async () => null },
    log: (line) => lines.push(line),
    canBrowseFolders: false,
    ...options.ports,
  };
  const catalogue = openCatalogue(dataDir, { stamp: '20261121T080000' });
  const { db } = catalogue;
  const events = createEventBus();
  events.subscribe((event) => seen.push(event));
  const lifetime = new AbortController();
  const context: StudioContext = {
    ports,
    paths: studioPaths(dataDir),
    db,
    events,
    log: createLogger(ports.log, ports.clock),
    lifetime: lifetime.signal,
  };

  function addFolder(path: string): FolderId {
    return folderId.parse(db.run(db.sql.insertInto('folders').values({ path, added_at: now, state: 'ok' })).lastId);
  }

  function addPhoto({ keywords = [], file, ...sketch }: PhotoSketch = {}): PhotoId {
    const sha256 = createHash('sha256').update(randomUUID()).digest('hex');
    const { lastId } = db.run(
      db.sql.insertInto('photos').values({
        sha256,
        size: 5_000_000,
        format: 'jpeg',
        width: 6000,
        height: 4000,
        orientation: 1,
        sort_at: now,
        review: 'unreviewed',
        rating: 0,
        title: '',
        caption: '',
        keywords: JSON.stringify(keywords),
        place: '',
        delivery: 'none',
        moderation: 'none',
        rule_errors: 0,
        rule_warnings: 0,
        file_name: '',
        present: 1,
        derived: '[]',
        picture_version: 1,
        added_at: now,
        changed_at: now,
        ...sketch,
      }),
    );
    if (file) {
      const { folder, path, state = 'present' } = file;
      db.run(
        db.sql.insertInto('files').values({
          photo_id: lastId,
          folder_id: folder,
          path,
          directory: dirname(path),
          size: 5_000_000,
          mtime_ns: '1700000000123456789',
          inode: '',
          state,
          seen_at: now,
        }),
      );
    }
    return photoId.parse(lastId);
  }

  return {
    context,
    db,
    dataDir,
    lines,
    seen,
    addFolder,
    addPhoto,
    passTime(ms: number): void {
      now += ms;
    },
    /** Closes the catalogue and keeps its folder, to be opened again. */
    shut(): void {
      lifetime.abort();
      events.close();
      catalogue.close();
    },
    close(): void {
      this.shut();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type TestCatalogue = ReturnType<typeof testCatalogue>;

/** A description that breaks no rule, in columns of `photos`. */
export const CLEAN_WORDS = {
  title: 'Marché de Ouagadougou au matin',
  caption: '',
  keywords: ['marché', 'Ouagadougou', 'matin', 'femmes', 'couleurs', 'tissu', 'Burkina'],
  category_id: 'cat-1',
  price_standard: 5000,
  price_extended: 10_000,
  place: 'Ouagadougou',
} as const;
