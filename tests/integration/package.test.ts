import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractAll } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openPackage, readProgram } from '../support/opened-package.ts';
import { readPlist } from '../support/plist.ts';

// Packs the applications of three systems and the deb around stand-ins for Electron, without a network, and opens what came
// out. What needs the systems themselves (nsis, dmg, AppImage, signatures) is built by the release workflow.

const packages = resolve('release/packages');
const supported = process.platform === 'linux';
if (!supported)
  console.log('Skipped: the packed applications are opened on Linux; the workflows pack on the other systems.');

const LINUX = join(packages, 'linux-unpacked');
const WINDOWS = join(packages, 'win-unpacked');
const WINDOWS_ARM = join(packages, 'win-arm64-unpacked');
const MAC = join(packages, 'mac-arm64', 'Pouire Studio.app');
const APPLICATIONS = [
  {
    name: 'Linux',
    kind: `linux-${process.arch}`,
    resources: join(LINUX, 'resources'),
    program: join(LINUX, 'pouire-studio'),
  },
  {
    name: 'Windows',
    kind: 'win32-x64',
    resources: join(WINDOWS, 'resources'),
    program: join(WINDOWS, 'Pouire Studio.exe'),
  },
  {
    name: 'Windows on arm64',
    kind: 'win32-arm64',
    resources: join(WINDOWS_ARM, 'resources'),
    program: join(WINDOWS_ARM, 'Pouire Studio.exe'),
  },
  { name: 'macOS', kind: 'darwin-arm64', resources: join(MAC, 'Contents', 'Resources'), program: MAC },
];

const manifest = z.object({ version: z.string(), main: z.string(), productName: z.string(), desktopName: z.string() });
const ours = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
const partsFile = z.object({
  bundled: z.array(z.string()),
  linux: z.object({ weights: z.array(z.object({ bytes: z.number(), whole: z.boolean() })) }),
});

describe.skipIf(!supported)('the packed applications', () => {
  beforeAll(() => {
    const packer = spawnSync(process.execPath, [resolve('scripts/package.mjs'), '--all'], { encoding: 'utf8' });
    if (packer.status !== 0) throw new Error(`${packer.stdout}\n${packer.stderr}`);
    const sizes = packer.stdout.split('\n').filter((line) => /^ *[\d.]+ MB |^What runs|^Packages:/.test(line));
    console.log(sizes.join('\n'));
  }, 300_000);

  describe.each(APPLICATIONS)('$name', ({ name, kind, resources, program }) => {
    test('holds exactly what the kept list says', () => {
      const { everywhere, perl } = openPackage(resources).contents;
      const [head = '', ...kept] = readFileSync('tests/integration/package-contents.txt', 'utf8').split('# ');
      expect(head).toBe('');
      const [common = [], ofPerl = []] = kept.map((section) => section.trimEnd().split('\n').slice(1));
      expect(everywhere, '`npm run package -- --all --contents` writes the list anew: look at what changed').toEqual(
        common,
      );
      expect(perl).toEqual(name.startsWith('Windows') ? [] : ofPerl);
    });

    test('holds natives for its system and processor and for no other, all of them beside the archive', () => {
      const application = openPackage(resources);
      const natives = application.natives();
      const foreign = [...natives].filter(
        ([path, found]) => found !== kind && !path.includes('/exiftool-vendored.exe/'),
      );
      expect(foreign).toEqual([]);
      for (const needed of ['better-sqlite3/prebuilds', 'keytar/prebuilds', '@img/sharp-'])
        expect([...natives.keys()].filter((path) => path.includes(needed)).length, needed).toBeGreaterThan(0);
      expect([...natives.keys()].filter((path) => /prebuilds/.test(path))).toHaveLength(2);
      expect(application.shutIn()).toEqual([]);
      const exiftool = name.startsWith('Windows')
        ? 'exiftool-vendored.exe/bin/exiftool.exe'
        : 'exiftool-vendored.pl/bin/exiftool';
      expect(existsSync(join(`${application.archive}.unpacked`, 'node_modules', exiftool))).toBe(true);
    });

    test('has its fuses burnt', async () => {
      const wire = await getCurrentFuseWire(program);
      const burnt = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse]));
      expect({
        runAsNode: burnt(FuseV1Options.RunAsNode),
        cookieEncryption: burnt(FuseV1Options.EnableCookieEncryption),
        nodeOptions: burnt(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
        inspect: burnt(FuseV1Options.EnableNodeCliInspectArguments),
        asarIntegrity: burnt(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
        onlyAsar: burnt(FuseV1Options.OnlyLoadAppFromAsar),
        fileProtocol: burnt(FuseV1Options.GrantFileProtocolExtraPrivileges),
      }).toEqual({
        runAsNode: '0',
        cookieEncryption: '1',
        nodeOptions: '0',
        inspect: '0',
        asarIntegrity: '1',
        onlyAsar: '1',
        fileProtocol: '0',
      });
    });

    test('says who it is', () => {
      const said = manifest.parse(JSON.parse(openPackage(resources).text('package.json')));
      expect(said).toEqual({
        version: ours.version,
        main: 'dist/node/main.js',
        productName: 'Pouire Studio',
        desktopName: 'pouire-studio.desktop',
      });
    });
  });

  test('Windows’ program has our version and icon, and knows the archive it may run', () => {
    for (const folder of [WINDOWS, WINDOWS_ARM]) {
      const program = readProgram(join(folder, 'Pouire Studio.exe'));
      expect(program.said).toMatchObject({
        ProductName: 'Pouire Studio',
        ProductVersion: expect.stringContaining(ours.version),
        CompanyName: 'Pouire Studio contributors',
      });
      expect(program.iconSizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
      const { headerHash } = openPackage(join(folder, 'resources'));
      expect(program.integrity).toContain(headerHash());
    }
  });

  test('macOS’ application has our version and icon, opens photographs, folders and pouire://, and knows its archive', () => {
    const facts = readPlist(readFileSync(join(MAC, 'Contents', 'Info.plist'), 'utf8'));
    expect(facts).toMatchObject({
      CFBundleIdentifier: 'com.pouire.studio',
      CFBundleShortVersionString: ours.version,
      CFBundleDevelopmentRegion: 'fr',
      LSMinimumSystemVersion: '12.0',
      LSApplicationCategoryType: 'public.app-category.photography',
      CFBundleURLTypes: [{ CFBundleURLSchemes: ['pouire'] }],
    });
    const documents = z
      .object({
        CFBundleDocumentTypes: z.array(
          z.object({
            CFBundleTypeExtensions: z.array(z.string()).default([]),
            LSItemContentTypes: z.array(z.string()).default([]),
            LSHandlerRank: z.string(),
          }),
        ),
      })
      .parse(facts).CFBundleDocumentTypes;
    const opened = documents.flatMap((type) => type.CFBundleTypeExtensions);
    for (const extension of ['jpg', 'heic', 'tif', 'nef', 'cr3', 'arw', 'dng']) expect(opened).toContain(extension);
    expect(documents.flatMap((type) => type.LSItemContentTypes)).toEqual(['public.folder']);
    // Offered under "Open with", never taken over.
    expect(new Set(documents.map((type) => type.LSHandlerRank))).toEqual(new Set(['Alternate']));
    const icon = readFileSync(join(MAC, 'Contents', 'Resources', 'icon.icns'));
    expect(icon.equals(readFileSync('resources/icons/icon.icns'))).toBe(true);
    expect(JSON.stringify(facts)).toContain(openPackage(join(MAC, 'Contents', 'Resources')).headerHash());
  });

  test('the notices name everything that is inside', () => {
    const notices = readFileSync('THIRD-PARTY-NOTICES.md', 'utf8');
    const { bundled } = partsFile.parse(JSON.parse(readFileSync('release/parts.json', 'utf8')));
    const beside = readdirSync('release/app/node_modules', { recursive: true, encoding: 'utf8' })
      .filter((path) => /^(@[^/\\]+[/\\])?[^/\\]+[/\\]package\.json$/.test(path))
      .map((path) =>
        z
          .object({ name: z.string(), version: z.string() })
          .parse(JSON.parse(readFileSync(join('release/app/node_modules', path), 'utf8'))),
      )
      .map((found) => `${found.name} ${found.version}`);
    expect(beside.length).toBeGreaterThan(10);
    const missing = [...bundled, ...beside].filter((title) => !notices.includes(`${title} (`));
    expect(missing, '`npm run notices` writes them anew').toEqual([]);
  });

  test('the list of materials names what is inside, with licences and checksums, and no tool', () => {
    const written = spawnSync(process.execPath, [resolve('scripts/sbom.mjs'), '--parts'], { encoding: 'utf8' });
    expect(written.stderr).toBe('');
    const part = z.object({
      name: z.string(),
      version: z.string(),
      purl: z.string(),
      licenses: z.array(z.unknown()).min(1),
      hashes: z.array(z.object({ alg: z.string() })).min(1),
    });
    const bill = z
      .object({
        bomFormat: z.literal('CycloneDX'),
        specVersion: z.string(),
        metadata: z.object({ component: z.object({ type: z.string(), name: z.string(), version: z.string() }) }),
        components: z.array(part),
      })
      .parse(JSON.parse(readFileSync(join(packages, `pouire-studio-${ours.version}.cdx.json`), 'utf8')));
    expect(bill.metadata.component).toMatchObject({
      type: 'application',
      name: 'Pouire Studio',
      version: ours.version,
    });
    const names = bill.components.map(({ name }) => name);
    const { bundled } = partsFile.parse(JSON.parse(readFileSync('release/parts.json', 'utf8')));
    const listed = bill.components.map(({ name, version }) => `${name} ${version}`);
    expect(bundled.filter((title) => !listed.includes(title))).toEqual([]);
    for (const inside of [
      'electron',
      'react',
      'better-sqlite3',
      '@img/sharp-win32-arm64',
      '@img/sharp-libvips-darwin-x64',
    ])
      expect(names).toContain(inside);
    for (const tool of ['vitest', 'vite', 'electron-builder', '@playwright/test']) expect(names).not.toContain(tool);
  });

  test('the application without Electron is no heavier than 60 MB', () => {
    const { linux } = partsFile.parse(JSON.parse(readFileSync('release/parts.json', 'utf8')));
    expect(linux.weights).toHaveLength(1);
    for (const { bytes, whole } of linux.weights) {
      expect(whole).toBe(true);
      expect(bytes).toBeLessThan(60_000_000);
    }
  });

  describe('the deb', () => {
    let installed = '';
    beforeAll(() => {
      installed = mkdtempSync(join(tmpdir(), 'pouire-deb-'));
      const [deb] = readdirSync(packages).filter((name) => name.endsWith('.deb'));
      const unpacked = spawnSync('dpkg-deb', ['--raw-extract', join(packages, deb ?? ''), installed], {
        encoding: 'utf8',
      });
      expect(unpacked.stderr).toBe('');
    });
    afterAll(() => rmSync(installed, { recursive: true, force: true }));

    test('says what it needs, and its scripts are sound', () => {
      const control = readFileSync(join(installed, 'DEBIAN', 'control'), 'utf8');
      expect(control).toContain('Package: pouire-studio\n');
      expect(control).toContain(`Version: ${ours.version}\n`);
      for (const needed of ['libgtk-3-0', 'libnss3', 'libsecret-1-0', 'perl']) expect(control).toContain(needed);
      for (const script of ['postinst', 'postrm']) {
        const checked = spawnSync('bash', ['-n', join(installed, 'DEBIAN', script)], { encoding: 'utf8' });
        expect(checked.stderr).toBe('');
      }
      expect(readFileSync(join(installed, 'DEBIAN', 'postinst'), 'utf8')).toContain('/usr/bin/pouire-studio');
    });

    test('puts itself into the menu, opens photographs, folders and pouire://, with an icon of every size', () => {
      const entry = readFileSync(join(installed, 'usr/share/applications/pouire-studio.desktop'), 'utf8');
      expect(entry).toContain('Exec="/opt/Pouire Studio/pouire-studio" %U\n');
      expect(entry).toContain('StartupWMClass=pouire-studio\n');
      expect(entry).toContain('Comment[fr]=Trier, décrire, protéger, envoyer et vendre ses photographies\n');
      const opened = /^MimeType=(.*);$/m.exec(entry)?.[1]?.split(';') ?? [];
      for (const type of [
        'inode/directory',
        'image/jpeg',
        'image/heic',
        'image/x-nikon-nef',
        'x-scheme-handler/pouire',
      ])
        expect(opened).toContain(type);
      for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
        const icon = readFileSync(join(installed, `usr/share/icons/hicolor/${size}x${size}/apps/pouire-studio.png`));
        expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size]);
      }
    });

    test('knows where its updates come from', () => {
      const resources = join(installed, 'opt/Pouire Studio/resources');
      expect(readFileSync(join(resources, 'app-update.yml'), 'utf8')).toContain('provider: generic');
      expect(readFileSync(join(resources, 'package-type'), 'utf8')).toBe('deb');
    });

    test('starts the studio’s core, which finds all it depends on inside the package', () => {
      const folder = join(installed, 'opt/Pouire Studio');
      // The stand-in is Node, which cannot look into an archive as Electron does: it is laid open under its own name, so that
      // what must lie beside it (ExifTool) is looked for beside it.
      const archive = join(folder, 'resources/app.asar');
      extractAll(archive, `${archive}.open`);
      renameSync(archive, `${archive}.shut`);
      renameSync(`${archive}.open`, archive);
      const core = join(archive, 'dist/node/core-process.js');
      const args = [core, '--doctor', '--locale', 'fr', '--data', join(installed, 'data')];
      const display = spawnSync('xvfb-run', ['--help']).status === 0 ? ['xvfb-run', '--auto-servernum'] : [];
      const [program = '', ...before] = [...display, join(folder, 'pouire-studio')];
      const home = { HOME: installed, XDG_DATA_HOME: join(installed, 'share') };
      const doctor = spawnSync(program, [...before, ...args], {
        encoding: 'utf8',
        timeout: 120_000,
        env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LANG: 'C.UTF-8', ...home },
      });
      expect(doctor.stderr).toBe('');
      // A keychain and a marketplace are the machine's and hers; these are the package's.
      for (const check of ['disk', 'database', 'folders', 'images', 'metadata'])
        expect(doctor.stdout).toMatch(new RegExp(`^✓ ${check}: `, 'm'));
      expect(doctor.stdout).toContain('ExifTool 13');
    });
  });
});
