import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { isPhotoName } from '../../shared/domain/photo-names.ts';

// What the packager is told, and the files it is told of. What it makes of them is in package.test.ts.

const configuration = z
  .object({
    electronFuses: z.record(z.string(), z.boolean()),
    npmRebuild: z.boolean(),
    asar: z.boolean(),
    publish: z.array(z.object({ provider: z.string(), url: z.url() })),
    protocols: z.array(z.object({ schemes: z.array(z.string()) })),
    nsis: z.object({
      oneClick: z.boolean(),
      perMachine: z.boolean(),
      deleteAppDataOnUninstall: z.boolean(),
      buildUniversalInstaller: z.boolean(),
      include: z.string(),
      installerSidebar: z.string(),
      uninstallerSidebar: z.string(),
      installerHeader: z.string(),
    }),
    mac: z.object({
      hardenedRuntime: z.boolean(),
      notarize: z.boolean().optional(),
      entitlements: z.string(),
      entitlementsInherit: z.string(),
      icon: z.string(),
      target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
      fileAssociations: z.array(z.object({ ext: z.array(z.string()), rank: z.string() })),
    }),
    dmg: z.object({ background: z.string(), window: z.object({ width: z.number(), height: z.number() }) }),
    win: z.object({ icon: z.string(), target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })) }),
    linux: z.object({ target: z.array(z.string()) }),
  })
  .parse(parse(readFileSync('electron-builder.yml', 'utf8')));

const scratch = mkdtempSync(join(tmpdir(), 'pouire-configuration-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('every fuse is set: no Node in disguise, no inspector, code from the archive only, cookies encrypted', () => {
  expect(configuration.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('installers for three systems and both processors; updates from one plain address', () => {
  const both = ['x64', 'arm64'];
  expect(configuration.win.target).toEqual([{ target: 'nsis', arch: both }]);
  expect(configuration.mac.target).toEqual([
    { target: 'dmg', arch: both },
    { target: 'zip', arch: both },
  ]);
  expect(configuration.linux.target).toEqual(['AppImage', 'deb']);
  expect(configuration.publish).toEqual([{ provider: 'generic', url: expect.stringMatching(/^https:/) }]);
  expect(configuration.protocols).toEqual([expect.objectContaining({ schemes: ['pouire'] })]);
  expect(configuration.npmRebuild).toBe(false);
});

test('on macOS the hardened runtime allows what V8 and the native modules need, and nothing else', () => {
  for (const file of [configuration.mac.entitlements, configuration.mac.entitlementsInherit]) {
    const entitlements = readFileSync(file, 'utf8');
    expect([...entitlements.matchAll(/<key>(.*)<\/key>/g)].map((match) => match[1])).toEqual([
      'com.apple.security.cs.allow-jit',
      'com.apple.security.cs.disable-library-validation',
    ]);
  }
  expect(configuration.mac.hardenedRuntime).toBe(true);
  // Unsaid: notarised where Apple's key is in the environment.
  expect(configuration.mac.notarize).toBeUndefined();
});

test('Windows and macOS offer the studio for the same photographs, all of which it reads', () => {
  const onMac = configuration.mac.fileAssociations.flatMap(({ ext }) => ext).sort();
  const script = readFileSync(configuration.nsis.include, 'utf8');
  const opened = [...script.matchAll(/!insertmacro pouireOpens (\w+)/g)].map((match) => match[1]);
  const closed = [...script.matchAll(/!insertmacro pouireOpensNoMore (\w+)/g)].map((match) => match[1]);
  expect(opened.sort()).toEqual(onMac);
  expect(closed.sort()).toEqual(onMac);
  expect(onMac.filter((extension) => !isPhotoName(`a.${extension}`))).toEqual([]);
});

test('Windows’ installer is for one person; uninstalling keeps the catalogue unless she says otherwise', () => {
  expect(configuration.nsis).toMatchObject({
    oneClick: false,
    perMachine: false,
    deleteAppDataOnUninstall: false,
    buildUniversalInstaller: false,
  });
  const script = readFileSync(configuration.nsis.include, 'utf8');
  const uninstalling = script.slice(script.indexOf('!macro customUnInstall'));
  const forgets = uninstalling.indexOf('RMDir /r "$' + '{POUIRE_DATA}"');
  const asks = uninstalling.indexOf('MB_DEFBUTTON2 "$(pouireForget)" /SD IDNO IDNO pouireKeep');
  const alone = uninstalling.indexOf('$' + '{ifNot} $' + '{Silent}');
  const notUpdating = uninstalling.indexOf('$' + '{ifNot} $' + '{isUpdated}');
  // Not while updating, not where nobody is there to answer, and only after she was asked.
  expect([notUpdating, alone, asks, forgets].every((at) => at > 0)).toBe(true);
  expect([notUpdating, alone, asks, forgets]).toEqual([notUpdating, alone, asks, forgets].sort((a, b) => a - b));
  // No extension's default is written: the studio is one of the programs offered.
  expect(script).not.toMatch(/WriteRegStr SHELL_CONTEXT "Software\\Classes\\\.\$\{EXT\}" ""/);
});

const compiler = spawnSync('makensis', ['-VERSION']).status === 0;
if (!compiler)
  console.log(
    'Skipped: no makensis here (apt-get install nsis); on Windows electron-builder’s own compiles the script.',
  );
test.skipIf(!compiler)('the installer’s script compiles without a warning', () => {
  const around = `Unicode true
!include "LogicLib.nsh"
!include "MUI2.nsh"
Name "Pouire Studio"
OutFile "${join(scratch, 'installer.exe')}"
Var appExe
!define isUpdated '"" == "1"'
!include "${resolve(configuration.nsis.include)}"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"
!insertmacro customHeader
Section "install"
  StrCpy $appExe "$INSTDIR\\Pouire Studio.exe"
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
Section "un.install"
  !insertmacro customUnInstall
SectionEnd
`;
  writeFileSync(join(scratch, 'installer.nsi'), around);
  const args = ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', join(scratch, 'installer.nsi')];
  const compiled = spawnSync('makensis', args, { encoding: 'utf8' });
  expect(`${compiled.stdout}${compiled.stderr}`).toBe('');
  expect(compiled.status).toBe(0);
});

test('icons have every size that each system asks for', async () => {
  const ico = readFileSync(configuration.win.icon);
  const inIco = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const png = ico.subarray(ico.readUInt32LE(at + 12), ico.readUInt32LE(at + 12) + ico.readUInt32LE(at + 8));
    expect(png.readUInt32BE(16)).toBe(ico.readUInt8(at) || 256);
    return png.readUInt32BE(16);
  });
  expect(inIco).toEqual([16, 24, 32, 48, 64, 128, 256]);

  const icns = readFileSync(configuration.mac.icon);
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const inIcns = new Map<string, number>();
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    inIcns.set(icns.toString('latin1', at, at + 4), icns.readUInt32BE(at + 8 + 16));
  expect(Object.fromEntries(inIcns)).toEqual({
    ...{ icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 },
    ...{ ic11: 32, ic12: 64, ic13: 256, ic14: 512 },
  });
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) {
    const { width, height, hasAlpha } = await sharp(`resources/icons/${size}x${size}.png`).metadata();
    expect({ width, height, hasAlpha }).toEqual({ width: size, height: size, hasAlpha: true });
  }
});

test('the installers’ pictures have the sizes that NSIS and the Finder show', async () => {
  const { installerSidebar, uninstallerSidebar, installerHeader } = configuration.nsis;
  for (const [file, width, height] of [
    [installerSidebar, 164, 314],
    [uninstallerSidebar, 164, 314],
    [installerHeader, 150, 57],
  ] as const) {
    const bmp = readFileSync(file);
    expect(bmp.toString('latin1', 0, 2)).toBe('BM');
    expect([bmp.readInt32LE(18), bmp.readInt32LE(22), bmp.readUInt16LE(28)]).toEqual([width, height, 24]);
    expect(bmp.length).toBe(54 + Math.ceil((width * 3) / 4) * 4 * height);
  }
  const { background, window } = configuration.dmg;
  for (const [file, times] of [
    [background, 1],
    [background.replace('.png', '@2x.png'), 2],
  ] as const) {
    const { width, height } = await sharp(file).metadata();
    expect([width, height]).toEqual([window.width * times, window.height * times]);
  }
});

test('icons and pictures are what their drawings say: none was changed by hand, none was forgotten', async () => {
  const drawn = await sharp(readFileSync('resources/icon.svg'), { density: 72 / 4 })
    .resize(256, 256)
    .raw()
    .toBuffer();
  const kept = await sharp('resources/icons/256x256.png').raw().toBuffer();
  // Libraries draw edges a little differently: the mean difference of a channel tells a changed drawing.
  let difference = 0;
  for (let at = 0; at < drawn.length; at += 1) difference += Math.abs((drawn[at] ?? 0) - (kept[at] ?? 0));
  expect(difference / drawn.length).toBeLessThan(2);
});

test('checksums are those of the files, in the form that sha256sum reads', () => {
  const folder = mkdtempSync(join(scratch, 'sums-'));
  writeFileSync(join(folder, 'pouire-studio-1.0.0-linux-amd64.deb'), 'one');
  writeFileSync(join(folder, 'latest-linux.yml'), 'two');
  const run = () => spawnSync(process.execPath, [resolve('scripts/checksums.mjs'), folder], { encoding: 'utf8' });
  expect(run().status).toBe(0);
  expect(run().stderr).toBe('');
  const sum = (text: string) => createHash('sha256').update(text).digest('hex');
  expect(readFileSync(join(folder, 'SHA256SUMS.txt'), 'utf8')).toBe(
    `${sum('two')}  latest-linux.yml\n${sum('one')}  pouire-studio-1.0.0-linux-amd64.deb\n`,
  );
});

test('a tag that is not the version is no release', () => {
  const checked = spawnSync(process.execPath, [resolve('scripts/release-check.mjs'), 'v99.0.0'], { encoding: 'utf8' });
  expect(checked.status).toBe(1);
  expect(checked.stderr).toContain('the tag is "v99.0.0"');
});
