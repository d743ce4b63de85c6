import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createPhotos } from '../../library/photos/photos.service.ts';
import { openCatalogue } from '../open.ts';
import { firstCatalogue } from './0001-first-catalogue.ts';

test('a catalogue of the first shape keeps its photos, and its search follows what changes from then on', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pouire-migration-'));
  const first = openCatalogue(dataDir, { stamp: 'v1', migrations: [firstCatalogue] });
  const insert = first.db.prepare<readonly [string, number, string], never>(
    `INSERT INTO photos (sha256, size, format, width, height, sort_at, title, added_at, changed_at)
     VALUES (?, 1, 'jpeg', 6000, 4000, ?, ?, 0, 0)`,
  );
  for (const [index, title] of ['Marché', 'Portrait'].entries()) insert.run(`${index}`.repeat(64), index * 1000, title);
  first.close();
  const catalogue = testCatalogue({ dataDir });
  try {
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([expect.stringMatching(/-v1\.sqlite$/)]);
    const photos = createPhotos(catalogue.context);
    const found = (text: string) => photos.ids({ text }, { sort: 'name', direction: 'asc' });
    expect([found('marche'), found('portrait')]).toEqual([[1], [2]]);
    catalogue.db.run(catalogue.db.sql.updateTable('photos').set({ title: 'Fête' }).where('id', '=', 1));
    expect([found('marche'), found('fete')]).toEqual([[], [1]]);
    expect(photos.ids({ review: 'unreviewed' }, { sort: 'captured', direction: 'desc' })).toEqual([2, 1]);
  } finally {
    catalogue.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
