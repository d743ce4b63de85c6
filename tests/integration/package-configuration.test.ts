import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const configuration = z
  .object({
    electronFuses: z.record(z.string(), z.boolean()),
    npmRebuild: z.boolean(),
    asar: z.boolean(),
    nsis: z.object({ perMachine: z.boolean(), deleteAppDataOnUninstall: z.boolean() }),
    mac: z.object({ hardenedRuntime: z.boolean(), entitlements: z.string(), icon: z.string() }),
    win: z.object({ icon: z.string(), target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })) }),
    linux: z.object({ target: z.array(z.string()) }),
  })
  .parse(parse(readFileSync('electron-builder.yml', 'utf8')));

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

test('installers for three systems; uninstalling keeps the catalogue', () => {
  expect(configuration.win.target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }]);
  expect(configuration.linux.target).toEqual(['AppImage', 'deb']);
  expect(configuration.nsis).toMatchObject({ perMachine: false, deleteAppDataOnUninstall: false });
  expect(configuration.npmRebuild).toBe(false);
});

test('on macOS the hardened runtime allows what V8 and the native modules need, and nothing else', () => {
  const entitlements = readFileSync(configuration.mac.entitlements, 'utf8');
  expect([...entitlements.matchAll(/<key>(.*)<\/key>/g)].map((match) => match[1])).toEqual([
    'com.apple.security.cs.allow-jit',
    'com.apple.security.cs.disable-library-validation',
  ]);
  expect(configuration.mac.hardenedRuntime).toBe(true);
});

test('icons are there in the shape each system reads', () => {
  const ico = readFileSync(configuration.win.icon);
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 7]);
  expect(readFileSync(configuration.mac.icon).toString('latin1', 0, 4)).toBe('icns');
  for (const size of [16, 32, 48, 128, 256, 512]) expect(existsSync(`resources/icons/${size}x${size}.png`)).toBe(true);
});
