import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

// Packs the application as for a release (around a stand-in where Electron's binary is not there) and opens the result.

/** How a fuse wire writes them: the characters 0 and 1. */
const BURNT_OFF = 0x30;
const BURNT_ON = 0x31;

const packed = resolve('release/packages/linux-unpacked');
const archive = join(packed, 'resources/app.asar');
const unpacked = join(packed, 'resources/app.asar.unpacked');
const supported = process.platform === 'linux';
if (!supported)
  console.log('Skipped: the packed application is opened on Linux; the release workflow packs on the other systems.');

describe.skipIf(!supported)('the packed application', () => {
  let files: string[] = [];
  let scratch = '';

  beforeAll(() => {
    const packer = spawnSync(process.execPath, [resolve('scripts/package.mjs'), '--dir'], { encoding: 'utf8' });
    if (packer.status !== 0) throw new Error(`${packer.stdout}\n${packer.stderr}`);
    console.log(packer.stdout.slice(packer.stdout.indexOf('What runs'), packer.stdout.indexOf('together') + 8));
    files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/'));
    scratch = mkdtempSync(join(tmpdir(), 'pouire-packed-'));
  }, 300_000);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('holds at its top what runs and its papers, and nothing else', () => {
    const top = new Set(files.map((file) => file.split('/')[1]));
    expect([...top].sort()).toEqual([
      'LICENSE',
      'THIRD-PARTY-NOTICES.md',
      'dist',
      'node_modules',
      'package.json',
      'resources',
    ]);
    const built = new Set(files.filter((file) => file.startsWith('/dist/')).map((file) => file.split('/')[2]));
    expect([...built].sort()).toEqual(['node', 'page', 'preload']);
  });

  test('holds the programs of the desktop, not the web host or the command line', () => {
    const programs = files.filter((file) => /^\/dist\/node\/[^/]+\.js$/.test(file)).sort();
    expect(programs).toEqual(
      ['catalogue-worker', 'core-process', 'image-process', 'listing-worker', 'main', 'sandbox', 'spelling-worker'].map(
        (name) => `/dist/node/${name}.js`,
      ),
    );
    expect(files).toContain('/dist/preload/preload.cjs');
    expect(files).toContain('/dist/page/index.html');
  });

  test('holds the words the studio proposes, where its programs look for them', () => {
    const words = files.filter((file) => /^\/resources\/(vocabulary|gazetteer)\/./.test(file)).sort();
    expect(words).toContain('/resources/gazetteer/cities.tsv');
    expect(words).toContain('/resources/gazetteer/LICENCE.txt');
    for (const name of ['inter-latin-600', 'inter-latin-ext-600', 'noto-sans-arabic-600', 'noto-sans-nko-400'])
      expect(files).toContain(`/resources/fonts/${name}.woff2`);
    expect(files).toContain('/resources/fonts/LICENCE.txt');
    expect(words.filter((file) => /^\/resources\/vocabulary\/0[1-8]-[a-z-]+\.txt$/.test(file))).toHaveLength(8);
    expect(words).toHaveLength(10);
  });

  test('holds no sources, no tests, no maps and no types', () => {
    const strangers = files.filter(
      (file) =>
        /\.(tsx?|map|cc|cpp|h|gyp)$|\.test\.|\/__tests__\//.test(file) ||
        /^\/(electron|renderer|shared|sandbox|tests|docs)\//.test(file),
    );
    expect(strangers).toEqual([]);
  });

  test('holds exactly these packages', () => {
    const names = files.flatMap(
      (file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1] ?? [],
    );
    expect(names.sort()).toEqual(
      [
        '@img/colour',
        `@img/sharp-libvips-linux-${process.arch}`,
        `@img/sharp-linux-${process.arch}`,
        '@photostructure/tz-lookup',
        'batch-cluster',
        'better-sqlite3',
        'detect-libc',
        'exiftool-vendored',
        'exiftool-vendored.pl',
        'he',
        'hunspell-wasm',
        'keytar',
        'libheif-js',
        'luxon',
        'semver',
        'sharp',
      ].sort(),
    );
  });

  test('native code lies beside the archive, for this platform and no other', () => {
    const natives = files.filter((file) => file.endsWith('.node'));
    expect(natives).toHaveLength(3);
    for (const native of natives) {
      expect(native).toContain(`linux-${process.arch}`);
      expect(existsSync(join(unpacked, native)), native).toBe(true);
    }
    expect(existsSync(join(unpacked, 'node_modules/exiftool-vendored.pl/bin/exiftool'))).toBe(true);
  });

  test('its package.json says what Electron needs', () => {
    const manifest = z.object({ main: z.string(), version: z.string(), productName: z.string() });
    const said = manifest.parse(JSON.parse(extractFile(archive, 'package.json').toString('utf8')));
    expect(said).toMatchObject({ main: 'dist/node/main.js', productName: 'Pouire Studio' });
    expect(files).toContain(`/${said.main}`);
  });

  test('its fuses are burnt', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'pouire-studio'));
    expect(wire[FuseV1Options.RunAsNode]).toBe(BURNT_OFF);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(BURNT_OFF);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(BURNT_OFF);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(BURNT_ON);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(BURNT_ON);
    expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(BURNT_ON);
  });

  test('is complete: its programs find everything they load', () => {
    extractAll(archive, scratch);
    const start = (program: string) =>
      spawnSync(process.execPath, [join(scratch, 'dist/node', program), '--data', join(scratch, 'data')], {
        encoding: 'utf8',
        timeout: 30_000,
      });
    // Outside Electron the core's process loads all it is made of and then says whom it waits for.
    expect(start('core-process.js').stderr).toContain('started by the desktop application');
    const natives =
      "for (const name of ['better-sqlite3', 'sharp', 'keytar', 'exiftool-vendored', 'libheif-js/wasm-bundle']) require(name);";
    const loaded = spawnSync(process.execPath, ['-e', natives], { cwd: scratch, encoding: 'utf8' });
    // keytar's binary needs the system's libsecret; that it is missing is the machine's business.
    if (!loaded.stderr.includes('libsecret')) expect(loaded.stderr).toBe('');
  });
});
