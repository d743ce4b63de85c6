import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CarriedLedger, carryLedger, doubtOpenDeliveries } from './carry-ledger.repository.ts';
import { isDiskFull } from './disk-full.ts';

/** A whole copy under this name is put in the catalogue's place when it is next opened. */
const WAITING = /^catalogue\.to-restore-([0-9A-Za-z]+)\.sqlite$/;

/** What openCatalogue put in place. Paths. */
export interface RestoredByHer {
  readonly setAside: string | null;
  /** What was sent since the copy was made, and stays sent. Null: the catalogue before could not be asked. */
  readonly carried: CarriedLedger | null;
}

/** Where a copy has to lie to be restored at the next opening. */
export function waitingRestore(dataDir: string, stamp: string): string {
  return join(dataDir, `catalogue.to-restore-${stamp}.sqlite`);
}

/** Where the catalogue of before a restoration lies. */
export function setAsideBeforeRestore(dataDir: string, stamp: string): string {
  return join(dataDir, `catalogue.before-restore-${stamp}.sqlite`);
}

/** Forgets a restoration that was prepared and is not wanted any more. */
export function dropWaitingRestores(dataDir: string, except?: string): void {
  for (const name of readdirSync(dataDir))
    if ((WAITING.test(name) || /^unfinished-catalogue\.to-restore-/.test(name)) && join(dataDir, name) !== except)
      rmSync(join(dataDir, name), { force: true });
}

/**
 * Puts a waiting copy in the catalogue's place; the one that was there is set aside, never deleted. Nobody may have it open.
 * Every step may have been done by a process that was killed right after it: what is left is done, and nothing twice. Errors:
 * those of the system. `bringUp`: makes the copy of this version, so that it has a place for all that is carried into it.
 */
export function putWaitingRestoreInPlace(dataDir: string, bringUp: (path: string) => void): RestoredByHer | null {
  const waiting = readdirSync(dataDir)
    .filter((name) => WAITING.test(name))
    .sort()
    .at(-1);
  const stamp = waiting === undefined ? undefined : WAITING.exec(waiting)?.[1];
  if (waiting === undefined || stamp === undefined) return null;
  const path = join(dataDir, 'catalogue.sqlite');
  const setAside = setAsideBeforeRestore(dataDir, stamp);
  // The log first: beside another catalogue it would be taken for that one's.
  for (const suffix of ['-wal', ''])
    if (existsSync(path + suffix) && !existsSync(setAside + suffix)) renameSync(path + suffix, setAside + suffix);
  rmSync(`${path}-shm`, { force: true });
  rmSync(`${path}-wal`, { force: true });
  const carried = carryOrDoubt(join(dataDir, waiting), existsSync(setAside) ? setAside : null, bringUp);
  renameSync(join(dataDir, waiting), path);
  dropWaitingRestores(dataDir);
  return { setAside: existsSync(setAside) ? setAside : null, carried };
}

/** A photo must not be sent a second time because an older catalogue does not know of the first. */
function carryOrDoubt(waiting: string, before: string | null, bringUp: (path: string) => void): CarriedLedger | null {
  try {
    bringUp(waiting);
    if (before !== null) return carryLedger(waiting, before);
  } catch (error) {
    if (isDiskFull(error)) throw error;
    // Damaged, or no catalogue at all: it was set aside for a reason.
  }
  doubtOpenDeliveries(waiting);
  return null;
}
