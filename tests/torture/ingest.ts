import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCatalogue } from '../../electron/core/db/open.ts';
import { seededRandom } from '../../sandbox/random.ts';
import { withThumbnail } from '../support/exif-thumbnail.ts';
import { dateOf, makePhoto, putPhoto } from '../support/photo-maker.ts';

const KILLS = 20;
const PHOTOS = 80;

/** Kills the ingest twenty times at random moments, lets it finish, and compares with an ingest that was left in peace. */
export async function torture(seed: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-torture-'));
  try {
    const photos = join(folder, 'photos');
    await fillFolder(photos);
    const [peaceful, tortured] = [join(folder, 'peaceful'), join(folder, 'tortured')];
    for (const path of [peaceful, tortured]) mkdirSync(path);
    const started = performance.now();
    await finish(start(peaceful, photos));
    const whole = performance.now() - started;
    const random = seededRandom(seed);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const child = start(tortured, photos);
      // Most die at work, every fifth while it is still opening the catalogue. Image processes need a while to start: kills come early and late in a run.
      const after = kill % 5 === 0 ? 100 + random() * 600 : random() * (whole / 2);
      if (kill % 5 !== 0) await opened(child);
      await new Promise((resolve) => setTimeout(resolve, after));
      child.kill('SIGKILL');
      await ended(child);
      console.log(`  kill ${kill} after ${Math.round(after)} ms: ${countPhotos(tortured)} photos`);
    }
    await finish(start(tortured, photos));
    const again = await finish(start(tortured, photos));
    const differences = compare(lasting(peaceful), lasting(tortured));
    if (!/"added":0,"updated":0/.test(again)) differences.push(`a further pass still changed something: ${again}`);
    for (const difference of differences.slice(0, 20)) console.log(`  ✗ ${difference}`);
    console.log(
      differences.length === 0
        ? `  ✓ same catalogue and images after ${KILLS} kills`
        : `  ✗ ${differences.length} differences, seed ${seed}`,
    );
    return differences.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function fillFolder(folder: string): Promise<void> {
  for (let seed = 1; seed <= PHOTOS; seed += 1) {
    const path = join(folder, `jour-${seed % 7}`, `IMG_${seed}.jpg`);
    const photo = await putPhoto(path, {
      width: 2400,
      height: 1600,
      seed,
      grain: 3,
      captureDate: dateOf(seed),
      xmp: { title: `Marché ${seed}` },
    });
    // Most come from a camera: a look first, images then. The others are read in one step.
    if (seed % 5 !== 0) writeFileSync(path, await withThumbnail(photo));
  }
  copyFileSync(join(folder, 'jour-1', 'IMG_1.jpg'), join(folder, 'jour-1', 'copie.jpg'));
  copyFileSync(join(folder, 'jour-2', 'IMG_2.jpg'), join(folder, 'copie.jpg'));
  writeFileSync(join(folder, 'vide.jpg'), '');
  writeFileSync(join(folder, 'lisez-moi.txt'), 'pas une photo');
  const whole = await makePhoto({ seed: 500, grain: 3 });
  writeFileSync(join(folder, 'coupée.jpg'), whole.subarray(0, whole.length / 2));
  // Old enough not to be waited for.
  for (const path of filesBelow(folder)) utimesSync(path, 1_700_000_000, 1_700_000_000);
}

function start(dataDir: string, photos: string): ChildProcess {
  const entry = fileURLToPath(new URL('./ingest-pass.ts', import.meta.url));
  return spawn(process.execPath, [entry, dataDir, photos], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Resolves with its first words. */
function opened(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.stdout?.once('data', () => resolve()));
}

async function finish(child: ChildProcess): Promise<string> {
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await ended(child);
  if (code !== 0) throw new Error(`the pass ended with ${code}`);
  return said;
}

function countPhotos(dataDir: string): number {
  if (!existsSync(join(dataDir, 'catalogue.sqlite'))) return 0;
  return readRows(dataDir, 'SELECT count(*) AS count FROM photos').map((row) => Number(Object(row).count))[0] ?? 0;
}

/** Everything that must not depend on when the process died: rows without ids and times of reading, and the images on disk. */
function lasting(dataDir: string): Map<string, string> {
  const facts = new Map<string, string>();
  const add = (kind: string, rows: unknown[]) =>
    rows.forEach((row, index) => void facts.set(`${kind} ${index}`, JSON.stringify(row)));
  add(
    'photo',
    readRows(
      dataDir,
      `SELECT sha256, size, format, width, height, orientation, capture_date, sort_at, camera, title, keywords, rating, file_name, present,
    derived_recipe, derived, picture_version FROM photos ORDER BY sha256`,
    ),
  );
  add(
    'file',
    readRows(
      dataDir,
      'SELECT files.path, files.directory, files.size, mtime_ns, state, sha256 FROM files JOIN photos ON photos.id = photo_id ORDER BY path',
    ),
  );
  add('set aside', readRows(dataDir, 'SELECT path, directory, size, mtime_ns, code FROM quarantine ORDER BY path'));
  add('job', readRows(dataDir, 'SELECT kind, subject, state FROM jobs'));
  const derived = join(dataDir, 'derived');
  for (const path of filesBelow(derived))
    facts.set(`image ${relative(derived, path)}`, createHash('sha256').update(readFileSync(path)).digest('hex'));
  return facts;
}

function readRows(dataDir: string, sql: string): unknown[] {
  const catalogue = openCatalogue(dataDir, { stamp: 'torture' });
  try {
    return catalogue.db.prepare<[], unknown>(sql).all();
  } finally {
    catalogue.close();
  }
}

function compare(expected: Map<string, string>, found: Map<string, string>): string[] {
  const differences: string[] = [];
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    if (expected.get(key) !== found.get(key))
      differences.push(`${key}: ${expected.get(key) ?? 'nothing'} ≠ ${found.get(key) ?? 'nothing'}`);
  }
  return differences;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}
