import type { Database, Value } from '../../electron/core/db/database.ts';
import { HIDDEN } from '../../electron/core/library/visibility.repository.ts';
import { delivery, type Format, label, moderation } from '../../shared/domain/photo.ts';
import type { TestCatalogue } from '../support/catalogue.ts';
import { at, chanceOf, PLACES, vocabulary, zipf } from './synthetic-words.ts';

export const SEED = 20_261_121;

/** Words in these shares of the photos, beside the vocabulary's own: what a search is measured with. */
export const KNOWN_WORDS = {
  ouagadougou: 0.6,
  soumbala: 0.1,
  caravane: 0.01,
  tambourinaire: 0.001,
  introuvable: 0.0001,
} as const;

/** Cameras with their lenses, the most used first. */
const CAMERAS = [
  [
    'Canon EOS R6',
    'RF24-105mm F4 L IS USM',
    'RF50mm F1.2 L USM',
    'RF70-200mm F2.8 L IS USM',
    'RF15-35mm F2.8 L IS USM',
  ],
  ['NIKON D850', '24-70mm f/2.8', '85mm f/1.8', '70-200mm f/2.8', '105mm f/1.4'],
  ['SONY ILCE-7M4', 'FE 24-70mm F2.8 GM II', 'FE 35mm F1.4 GM', 'FE 85mm F1.4 GM'],
  ['FUJIFILM X-T5', 'XF35mmF1.4 R', 'XF16-55mmF2.8 R LM WR', 'XF56mmF1.2 R'],
  ['TECNO CAMON 20', null],
  ['Canon EOS 5D Mark III', 'EF24-105mm f/4L IS USM', 'EF50mm f/1.8 STM'],
  ['NIKON Z 6', 'NIKKOR Z 50mm f/1.8 S', 'NIKKOR Z 24-70mm f/4 S'],
  [
    'Apple iPhone 15 Pro',
    'iPhone 15 Pro back triple camera 6.86mm f/1.78',
    'iPhone 15 Pro back triple camera 2.22mm f/2.2',
  ],
  ['Canon EOS 700D', 'EF-S18-55mm f/3.5-5.6 IS STM'],
  ['Panasonic DC-GH5', 'LUMIX G VARIO 12-60/F3.5-5.6'],
  ['DJI FC3582', null],
  [null, null],
] as const;
const FORMATS: readonly Format[] = ['jpeg', 'jpeg', 'jpeg', 'raw', 'jpeg', 'raw', 'jpeg', 'heic', 'png', 'tiff'];
const FOLDERS = ['Reportages', 'Mariages', 'Studio', 'Téléphone', 'Disque noir', 'Mariage Fatou'] as const;
const YEARS = 8;

/**
 * A library as a photographer has it after some years, of synthetic photographs: written in bulk, the triggers and indexes
 * away meanwhile, what they keep made at the end. Throws unless the schema is afterwards what it was.
 */
export function fillCatalogue(catalogue: TestCatalogue, count: number): void {
  inBulk(catalogue.db, () => insertPhotos(catalogue, count));
}

/** The same photographs one after the other, as the tables are: the obvious way. */
export function insertPhotos({ db, addFolder }: TestCatalogue, count: number): void {
  const folders = FOLDERS.map((name) => ({ id: Number(addFolder(`/p/${name}`)), path: `/p/${name}` }));
  const insert = insertInto(db, 'photos', PHOTO_COLUMNS);
  const insertFile = insertInto(db, 'files', FILE_COLUMNS);
  db.transaction(() => {
    for (const { photo, file } of photosOf(count, folders)) {
      insert.run(...photo);
      insertFile.run(...file);
    }
  });
}

const PHOTO_COLUMNS =
  'id, sha256, size, format, width, height, sort_at, capture_date, camera, lens, iso, f_number, exposure_time, focal_length, review, rating, label, title, caption, keywords, place, delivery, moderation, rule_errors, file_name, present, missing, sales_count, hidden, added_at, changed_at';
const FILE_COLUMNS = 'photo_id, folder_id, path, directory, size, mtime_ns, state, seen_at';

function insertInto(db: Database, table: string, columns: string) {
  const marks = columns.split(',').map(() => '?');
  return db.prepare<readonly Value[], never>(`INSERT INTO ${table} (${columns}) VALUES (${marks.join(', ')})`);
}

/**
 * So many that show, and those hidden behind the face of a stack beside them; in the order they were added, which is nearly
 * the order they were taken in: some cards come late.
 */
function* photosOf(count: number, folders: readonly { readonly id: number; readonly path: string }[]) {
  const chance = chanceOf(SEED);
  const word = zipf(vocabulary(), chance);
  const camera = zipf(CAMERAS, chance);
  const place = zipf(PLACES, chance);
  const from = Date.UTC(2018, 0, 1);
  const step = (YEARS * 365 * 86_400_000) / count;
  const words = (most: number) => Array.from({ length: 1 + Math.floor(chance() * most) }, word);
  const oneOf = <T>(values: readonly T[]): T => at(values, chance() * values.length);
  const known = Object.entries(KNOWN_WORDS);
  let shown = 0;
  for (let index = 0; shown < count; index += 1) {
    const id = index + 1;
    const addedAt = Math.floor(from + step * index + 86_400_000);
    const late = (chance() < 0.1 ? chance() * 90 : 0) * 86_400_000;
    // A camera tells whole seconds.
    const takenAt = Math.floor((from + step * index - late) / 1000) * 1000;
    const [body, ...lenses] = camera();
    const lens = zipf([lenses[0] ?? null, ...lenses.slice(1)], chance)();
    const format = oneOf(FORMATS);
    const hidden = format === 'raw' && chance() < 0.3 ? HIDDEN.behindFace : 0;
    if (hidden === 0) shown += 1;
    const upright = chance() < 0.3;
    const decided = chance() < index / count ? chance() : 1;
    const review = decided < 0.25 ? 'approved' : decided < 0.7 ? 'rejected' : 'unreviewed';
    const sent = review === 'approved' && chance() < 0.5;
    const said = at(moderation.options, 1 + (1 - chance() * chance()) * 3);
    const folder = at(folders, chance() < 0.002 ? 5 : Math.min(4, Math.exp(chance() * 1.8) - 1));
    const reach = chance();
    const state = folder.path.endsWith('Disque noir') ? 'offline' : reach < 0.005 ? 'missing' : 'present';
    const extra = known.filter(([, share]) => chance() < share).map(([name]) => name);
    const fileName = `${format === 'raw' ? 'DSC' : 'IMG'}_${String(index % 10_000).padStart(4, '0')}.${format === 'raw' ? 'NEF' : 'JPG'}`;
    // Another folder when the camera's numbers begin anew, as on a card.
    const card = `${100 + Math.floor(index / 10_000)}CANON`;
    const directory = `${folder.path}/${new Date(takenAt).toISOString().slice(0, 10)}/${card}`;
    const size = 3_000_000 + Math.floor(chance() * 12_000_000);
    const describedAs = review === 'unreviewed' ? words(2) : words(5);
    yield {
      photo: [
        id,
        id.toString(16).padStart(64, '0'),
        size,
        format,
        upright ? 4000 : 6000,
        upright ? 6000 : 4000,
        takenAt,
        body === null ? null : new Date(takenAt).toISOString().slice(0, 19),
        body,
        lens,
        100 * 2 ** Math.floor(chance() * 6),
        2.8,
        1 / 250,
        50,
        review,
        review === 'rejected' || chance() < 0.5 ? 0 : 1 + Math.floor(chance() * 5),
        chance() < 0.05 ? oneOf(label.options) : null,
        [...describedAs, ...extra].join(' '),
        review === 'approved' ? words(12).join(' ') : '',
        JSON.stringify(review === 'unreviewed' ? [] : [...new Set(words(8))]),
        chance() < 0.5 ? place() : '',
        sent ? 'sent' : chance() < 0.001 ? oneOf(delivery.options) : 'none',
        sent ? said : 'none',
        review === 'approved' && chance() < 0.7 ? 0 : 2,
        fileName,
        state === 'present' ? 1 : 0,
        state === 'missing' ? 1 : 0,
        sent && said === 'approved' ? Math.floor(chance() ** 6 * 40) : 0,
        hidden,
        addedAt,
        addedAt,
      ] satisfies Value[],
      file: [
        id,
        folder.id,
        `${directory}/${fileName}`,
        directory,
        size,
        `${String(takenAt)}000000`,
        state,
        addedAt,
      ] satisfies Value[],
    };
  }
}

interface Part {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/** Takes triggers and indexes of the filled tables away, and puts them back after the work, with what they keep. */
export function inBulk(db: Database, work: () => void): void {
  const parts = () =>
    db
      .prepare<readonly [], Part>(
        'SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name',
      )
      .all();
  const run = (sql: string) => db.prepare<readonly Value[], never>(sql).run();
  const pragma = (sql: string) => db.prepare<readonly [], unknown>(sql).get();
  const before = parts();
  const away = before.filter(
    ({ type, table }) => type === 'trigger' || (type === 'index' && (table === 'photos' || table === 'files')),
  );
  const [triggers, indexes] = [
    away.filter(({ type }) => type === 'trigger'),
    away.filter(({ type }) => type === 'index'),
  ];
  pragma('PRAGMA journal_mode = MEMORY');
  run('PRAGMA synchronous = OFF');
  run('PRAGMA cache_size = -262144');
  for (const { type, name } of away) run(`DROP ${type} ${name}`);
  work();
  for (const { sql } of indexes) run(sql);
  run('INSERT INTO photo_tallies (facets, count) SELECT facets, count(*) FROM photos WHERE hidden = 0 GROUP BY facets');
  run('INSERT INTO photos_search (rowid, words) SELECT capture_order, words FROM photo_words ORDER BY capture_order');
  for (const { sql } of triggers) run(sql);
  run('PRAGMA cache_size = -2000');
  run('PRAGMA synchronous = NORMAL');
  pragma('PRAGMA journal_mode = WAL');
  const differ = JSON.stringify(before) !== JSON.stringify(parts());
  if (differ) throw new Error('the filled catalogue has another schema than a fresh one');
}
