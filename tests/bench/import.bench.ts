import { execFileSync, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStudio } from '../../electron/core/studio.ts';
import { testPorts } from '../support/studio-builder.ts';
import type { BenchResult, BenchRow } from './bench.ts';

const FILES = 100;
const FILE_BYTES = 20_000_000;
const ROUNDS = 2;

/**
 * 2 GB from a folder into another, verified: hashed while copied, on the disk (fsync), read back and compared, and named, against
 * what people do by hand: `cp` and two `sha256sum` (the second reading is what verifies), with the same fsync (`sync` of the files), and
 * `rsync` twice, the second time by checksum, where there is one.
 */
export async function bench(): Promise<BenchResult> {
  const root = mkdtempSync(join(tmpdir(), 'pouire-import-bench-'));
  try {
    const source = join(root, 'DCIM');
    mkdirSync(source);
    const content = Buffer.allocUnsafe(FILE_BYTES);
    for (let index = 0; index < FILES; index += 1) {
      randomFillSync(content);
      writeFileSync(join(source, `IMG_${index}.CR3`), content);
    }
    const mine: number[] = [];
    const byHand: number[] = [];
    const rsync: number[] = [];
    const hasRsync = spawnSync('rsync', ['--version']).status === 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      mine.push(await seconds(() => importAll(source, join(root, 'mine'), join(root, `data${round}`))));
      rmSync(join(root, 'mine'), { recursive: true });
      const script =
        'cp -r "$1" "$2" && sync "$2"/* && cd "$1" && sha256sum * > "$2.sums" && cd "$2" && sha256sum --quiet -c "$2.sums"';
      byHand.push(await seconds(() => execFileSync('sh', ['-c', script, 'sh', source, join(root, 'hand')])));
      rmSync(join(root, 'hand'), { recursive: true });
      if (!hasRsync) continue;
      const twice = 'rsync -a --fsync "$1/" "$2/" && rsync -ac "$1/" "$2/"';
      rsync.push(await seconds(() => execFileSync('sh', ['-c', twice, 'sh', source, join(root, 'rsync')])));
      rmSync(join(root, 'rsync'), { recursive: true });
    }
    const best = (times: readonly number[]) => Math.min(...times);
    const megabytes = (FILES * FILE_BYTES) / 1e6;
    const rows: BenchRow[] = [
      { name: 'import: copy, fsync, verify, place', value: megabytes / best(mine), unit: 'MB/s' },
      { name: 'cp, sync, sha256sum of both', value: megabytes / best(byHand), unit: 'MB/s' },
      ratio('import against cp and sha256sum', best(byHand) / best(mine)),
      ...(hasRsync
        ? [
            { name: 'rsync, then rsync by checksum', value: megabytes / best(rsync), unit: 'MB/s' },
            ratio('import against rsync', best(rsync) / best(mine)),
          ]
        : []),
    ];
    return { bench: 'import', note: `${FILES} files of ${FILE_BYTES / 1e6} MB, best of ${ROUNDS}, interleaved`, rows };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function ratio(name: string, value: number): BenchRow {
  return { name, value, unit: '×', goal: '≥ 0.9 ×', met: value >= 0.9 };
}

async function importAll(source: string, destination: string, dataDir: string): Promise<void> {
  const studio = await createStudio(testPorts(dataDir));
  try {
    const { look } = await studio.client.imports.look({ paths: [source] });
    await studio.library.imports.looks.whole(look);
    const options = { destination, folderPattern: '' };
    const { id } = await studio.client.imports.start({ look, shots: null, options });
    const row = await studio.library.imports.runNow(id, new AbortController().signal);
    const { copied } = studio.library.imports.progress(id);
    if (row.state !== 'done' || copied !== FILES) throw new Error(`import ended as ${row.state} with ${copied} copies`);
  } finally {
    await studio.close();
  }
}

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
