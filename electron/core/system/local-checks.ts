import { accessSync, constants } from 'node:fs';
import { mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueThread } from '../db/catalogue-thread.ts';
import { keptChoices } from '../storage/kept-choices.repository.ts';
import type { CheckSubject, Finding } from './finding.ts';
import { diagnosisQueries } from './system.repository.ts';

const MEGABYTE = 1_000_000;
/** Below this the catalogue, derived images and sent copies soon find no room. */
const ENOUGH_MEGABYTES = 500;

/** A whole 1 × 1 pixel PNG (W3C PNG Specification), for trying what reads pictures. */
const SMALLEST_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
);

export async function checkDisk({ ports }: CheckSubject): Promise<Finding> {
  try {
    accessSync(ports.dataDir, constants.W_OK);
  } catch {
    return { ok: false, code: 'unwritable', facts: { path: ports.dataDir } };
  }
  const { bavail, bsize } = await statfs(ports.dataDir);
  const megabytes = Math.floor((bavail * bsize) / MEGABYTE);
  const facts = { path: ports.dataDir, megabytes, wanted: ENOUGH_MEGABYTES };
  return megabytes < ENOUGH_MEGABYTES ? { ok: false, code: 'nearly-full', facts } : { ok: true, code: 'ok', facts };
}

/** Read whole, in a thread of its own: a large catalogue takes seconds. */
export async function checkDatabase({ db, ports }: CheckSubject, signal: AbortSignal): Promise<Finding> {
  const { problems } = await catalogueThread.check(join(ports.dataDir, 'catalogue.sqlite'), signal);
  const [message] = problems;
  if (message !== undefined) return { ok: false, code: 'damaged', facts: { message } };
  const photos = diagnosisQueries(db).photoCount();
  const last = keptChoices(db).maintenance();
  return last === null
    ? { ok: true, code: 'ok', facts: { photos } }
    : { ok: true, code: 'ok-maintained', facts: { photos, day: new Date(last.at).toISOString().slice(0, 10) } };
}

export async function checkFolders({ db }: CheckSubject): Promise<Finding> {
  const folders = diagnosisQueries(db).folders();
  const away: string[] = [];
  for (const folder of folders) await readdir(folder).catch(() => away.push(folder));
  if (folders.length === 0) return { ok: true, code: 'none', facts: {} };
  if (away.length === 0) return { ok: true, code: 'ok', facts: { count: folders.length } };
  return { ok: false, code: 'away', facts: { count: away.length, total: folders.length, paths: away.join(' · ') } };
}

export async function checkImages({ ports }: CheckSubject, signal: AbortSignal): Promise<Finding> {
  return withSmallestPicture(async (path, folder) => {
    const start = ports.clock.monotonic();
    const result = await ports.images.read({ path, derivedDir: folder }, signal);
    const facts = { milliseconds: Math.round(ports.clock.monotonic() - start), processes: ports.images.concurrency };
    if (result.outcome === 'photo') return { ok: true, code: 'ok', facts };
    return {
      ok: false,
      code: 'broken',
      facts: { message: result.outcome === 'refused' ? `${result.code} ${result.detail}` : result.outcome },
    };
  });
}

export async function checkMetadata({ ports }: CheckSubject, signal: AbortSignal): Promise<Finding> {
  return withSmallestPicture(async (path) => {
    try {
      await ports.metadata.readAll(path, signal);
      const version = (await ports.metadata.version?.()) ?? '';
      return { ok: true, code: version === '' ? 'ok' : 'ok-version', facts: { version } };
    } catch (error) {
      return { ok: false, code: 'broken', facts: { message: error instanceof Error ? error.message : String(error) } };
    }
  });
}

export async function checkKeychain({ ports }: CheckSubject): Promise<Finding> {
  const reason = await ports.vault.unavailableReason();
  if (reason === null) return { ok: true, code: 'ok', facts: {} };
  const keptIn = await ports.vault.keptIn();
  return { ok: false, code: keptIn === 'agent' ? 'agent' : 'memory', facts: { reason } };
}

async function withSmallestPicture<T>(use: (path: string, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pouire-doctor-'));
  try {
    const path = join(folder, 'pixel.png');
    await writeFile(path, SMALLEST_PNG);
    return await use(path, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
