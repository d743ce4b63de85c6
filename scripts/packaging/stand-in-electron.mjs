// Folders in the shape of Electron's, so that packages are built and opened where its binary can't be had: what is inside,
// what is unpacked, fuses, version, icon, associations. Nothing of it starts as a window; Linux's is this Node.
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { projectNode, root } from '../tools.mjs';

/** A fuse wire (version 1, nine fuses, as Electron ships them), which is what @electron/fuses looks for. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100011'),
]);

/** The first bytes of a native file: enough to say for which system and processor it is. */
export function nativeHeader(platform, arch) {
  const header = Buffer.alloc(256);
  if (platform === 'darwin') {
    header.writeUInt32LE(0xfeedfacf, 0);
    header.writeUInt32LE(arch === 'arm64' ? 0x0100000c : 0x01000007, 4);
  } else if (platform === 'win32') {
    header.write('MZ', 0, 'latin1');
    header.writeUInt32LE(128, 0x3c);
    header.write('PE\0\0', 128, 'latin1');
    header.writeUInt16LE(arch === 'arm64' ? 0xaa64 : 0x8664, 132);
  } else {
    header.write('\x7fELF\x02\x01\x01', 0, 'latin1');
    header.writeUInt16LE(arch === 'arm64' ? 183 : 62, 18);
  }
  return header;
}

function write(file, content, mode = 0o644) {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
}

function papers(folder, version) {
  write(join(folder, 'version'), version);
  write(join(folder, 'LICENSE'), 'stand-in');
  write(join(folder, 'LICENSES.chromium.html'), 'stand-in');
}

function linux(folder) {
  write(join(folder, 'electron'), Buffer.concat([readFileSync(projectNode()), FUSE_WIRE]), 0o755);
  write(join(folder, 'chrome-sandbox'), 'stand-in', 0o755);
  for (const locale of ['en-US', 'fr', 'pt-PT']) write(join(folder, 'locales', `${locale}.pak`), '');
  mkdirSync(join(folder, 'resources'), { recursive: true });
}

/** A Windows program without code: a section with the fuse wire, and a version that the packager replaces with ours. */
function windows(folder, version) {
  const program = NtExecutable.createEmpty(false, false);
  const section = Buffer.alloc(0x200);
  FUSE_WIRE.copy(section);
  program.setExtraData(new Uint8Array(section).buffer);
  const resources = NtExecutableResource.from(program);
  const about = Resource.VersionInfo.createEmpty();
  about.lang = 1033;
  about.setFileVersion(version, 1033);
  about.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron', FileDescription: 'stand-in' });
  about.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  write(join(folder, 'electron.exe'), Buffer.from(program.generate()), 0o755);
  for (const locale of ['en-US', 'fr', 'pt-PT']) write(join(folder, 'locales', `${locale}.pak`), '');
  mkdirSync(join(folder, 'resources'), { recursive: true });
}

const HELPERS = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'];

function plist(name) {
  const facts = { CFBundleExecutable: name, CFBundleIdentifier: 'com.github.Electron', CFBundleName: name };
  const pairs = Object.entries(facts).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>${pairs.join('')}</dict></plist>\n`;
}

function macOS(folder, arch) {
  const contents = join(folder, 'Electron.app', 'Contents');
  const program = nativeHeader('darwin', arch);
  write(join(contents, 'Info.plist'), plist('Electron'));
  write(join(contents, 'MacOS', 'Electron'), program, 0o755);
  const framework = join(contents, 'Frameworks', 'Electron Framework.framework');
  const version = join(framework, 'Versions', 'A');
  write(join(version, 'Electron Framework'), Buffer.concat([program, FUSE_WIRE]), 0o755);
  for (const locale of ['en', 'fr', 'pt_PT']) {
    write(join(version, 'Resources', `${locale}.lproj`, 'locale.pak'), '');
    mkdirSync(join(contents, 'Resources', `${locale}.lproj`), { recursive: true });
  }
  for (const name of ['Electron Framework', 'Resources'])
    symlinkSync(join('Versions', 'A', name), join(framework, name));
  for (const suffix of HELPERS) {
    const name = `Electron Helper${suffix}`;
    write(join(contents, 'Frameworks', `${name}.app`, 'Contents', 'Info.plist'), plist(name));
    write(join(contents, 'Frameworks', `${name}.app`, 'Contents', 'MacOS', name), program, 0o755);
  }
}

/** Writes the stand-in for a system, one for all its processors; answers its folder. */
export function standInElectron(platform, arch, version) {
  const folder = join(root, 'release', 'stand-in-electron', platform);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  papers(folder, version);
  if (platform === 'darwin') macOS(folder, arch);
  else if (platform === 'win32') windows(folder, version);
  else linux(folder);
  return folder;
}
