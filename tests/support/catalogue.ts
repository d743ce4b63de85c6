import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Insertable } from 'kysely';
import type { PhotosTable } from '../../electron/core/db/schema.ts';
import type { LogLine } from '../../electron/core/ports/log.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';
import { type FolderId, folderId, type PhotoId, photoId } from '../../shared/domain/ids.ts';
import { idlePorts, unused } from './idle-ports.ts';
import { studioGround } from './studio-ground.ts';

export interface PhotoSketch extends Partial<Omit<Insertable<PhotosTable>, 'keywords'>> {
  readonly keywords?: readonly string[];
  /** Where it lies; the folder must be there. Absent: no file. */
  readonly file?: {
    readonly folder: FolderId;
    readonly path: string;
    readonly state?: 'present' | 'missing' | 'offline';
  };
}

/** A real catalogue in a temporary folder with photos that were never files: for what happens in the catalogue alone. */
export function testCatalogue(options: { ports?: Partial<StudioPorts>; dataDir?: string } = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'pouire-catalogue-'));
  const lines: LogLine[] = [];
  let now = Date.UTC(2026, 10, 21, 8);
  const ports = idlePorts(
    {
      dataDir,
      clock: { now: () => now, monotonic: () => performance.now(), sleep: () => unused('sleep') },
      log: (line) => lines.push(line),
    },
    { watcher: { watch: async () => ({ close: async () => {} }) }, ...options.ports },
  );
  const ground = studioGround(ports);
  const { context } = ground;
  const { db } = context;

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
    seen: ground.seen,
    addFolder,
    addPhoto,
    passTime(ms: number): void {
      now += ms;
    },
    /** Closes the catalogue and keeps its folder, to be opened again. */
    shut(): void {
      ground.end();
      ground.close();
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
