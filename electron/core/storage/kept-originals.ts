import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptOriginals } from '../../../shared/contract/storage.contract.ts';
import type { StudioContext } from '../context.ts';
import { keptOriginalsRepository } from './kept-originals.repository.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Younger than this (ms), a file nobody speaks of may be one that is being written right now. */
const JUST_BEGUN_MS = DAY_MS;

interface Kept {
  readonly name: string;
  readonly bytes: number;
  readonly at: number;
  readonly removable: boolean;
}

/**
 * The originals that were kept before words were written into them: how much they take, and their end when she says so. One whose
 * photo can't be reached stays: it may be the only picture there is.
 */
export function createKeptOriginals({ db, ports }: Pick<StudioContext, 'db' | 'ports'>) {
  const repository = keptOriginalsRepository(db);
  const folder = join(ports.dataDir, 'originals');

  async function list(): Promise<Kept[]> {
    const known = new Map(repository.all().map((kept) => [kept.backup, kept]));
    const found: Kept[] = [];
    for (const name of await readdir(folder).catch(() => [])) {
      const file = await stat(join(folder, name)).catch(() => null);
      if (!file?.isFile()) continue;
      const row = known.get(name);
      const isNobodys = !row && ports.clock.now() - file.mtimeMs > JUST_BEGUN_MS;
      const at = row?.at ?? file.mtimeMs;
      found.push({ name, bytes: file.size, at, removable: row ? row.present : isNobodys });
    }
    return found;
  }

  const before = (days: number) => ports.clock.now() - days * DAY_MS;
  const sum = (kept: readonly Kept[]) => kept.reduce((bytes, one) => bytes + one.bytes, 0);

  return {
    async bytes(): Promise<number> {
      return sum(await list());
    },
    /** What there is, and what of it would go with `remove`. */
    async tell(days: number): Promise<KeptOriginals> {
      const all = await list();
      const old = all.filter(({ at }) => at <= before(days));
      const going = old.filter(({ removable }) => removable);
      return {
        files: all.length,
        bytes: sum(all),
        oldestAt: all.length === 0 ? null : Math.min(...all.map(({ at }) => at)),
        older: { files: going.length, bytes: sum(going), unreachable: old.length - going.length },
      };
    },
    /** Removes what is older than so many days. What was written over them stays, and can't be taken back any more. */
    async remove(days: number): Promise<{ removed: number; bytes: number }> {
      let [removed, bytes] = [0, 0];
      for (const { name, at, removable, bytes: size } of await list()) {
        if (!removable || at > before(days)) continue;
        await rm(join(folder, name));
        // After the file: were the process to end between, the next time finds it gone, and offers nothing that is not there.
        repository.forget(name);
        removed += 1;
        bytes += size;
      }
      return { removed, bytes };
    },
  };
}
