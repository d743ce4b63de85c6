import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join, relative } from 'node:path';
import { extractFile, getRawHeader, statFile } from '@electron/asar';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { contentsOf } from '../../scripts/packaging/contents.mjs';

/** Which system and processor a file's first bytes are for; null for what is no native code. */
export function nativeKind(file: string): string | null {
  const head = Buffer.alloc(512);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  if (head.toString('latin1', 0, 4) === '\x7fELF')
    return `linux-${{ 62: 'x64', 183: 'arm64' }[head.readUInt16LE(18)] ?? head.readUInt16LE(18)}`;
  if (head.toString('latin1', 0, 2) === 'MZ') {
    const at = head.readUInt32LE(0x3c);
    const machine = at < head.length - 6 ? head.readUInt16LE(at + 4) : 0;
    return `win32-${{ 34404: 'x64', 43620: 'arm64' }[machine] ?? machine}`;
  }
  if (head.readUInt32LE(0) === 0xfeedfacf)
    return `darwin-${{ 16777223: 'x64', 16777228: 'arm64' }[head.readUInt32LE(4)] ?? head.readUInt32LE(4)}`;
  return null;
}

/** A packed application's archive and what lies beside it. */
export function openPackage(resources: string) {
  const archive = join(resources, 'app.asar');
  const beside = `${archive}.unpacked`;
  const contents = contentsOf(archive);
  return {
    archive,
    contents,
    text: (path: string) => extractFile(archive, path).toString('utf8'),
    /** Path → kind, of every native file beside the archive. */
    natives(): Map<string, string> {
      const found = new Map<string, string>();
      for (const entry of readdirSync(beside, { withFileTypes: true, recursive: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        const kind = nativeKind(file);
        if (kind !== null) found.set(`/${relative(beside, file).replaceAll('\\', '/')}`, kind);
      }
      return found;
    },
    /** What only the system can open and lies inside the archive all the same. */
    shutIn: () =>
      contents.files.filter((path) => {
        const entry = statFile(archive, path.slice(1));
        return /\.(node|dll|exe|dylib|so[\d.]*|pm|pl)$/.test(path) && !('unpacked' in entry && entry.unpacked === true);
      }),
    /** What Electron compares the archive with before it runs it. */
    headerHash: () => createHash('sha256').update(getRawHeader(archive).headerString).digest('hex'),
  };
}

/** Version, icon and list of materials of a Windows program. */
export function readProgram(file: string) {
  const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(file)));
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const [language] = version?.getAllLanguagesForStringValues() ?? [];
  const [icon] = Resource.IconGroupEntry.fromEntries(entries);
  const integrity = entries.find((entry) => entry.type === 'INTEGRITY' && entry.id === 'ELECTRONASAR');
  return {
    said: version && language ? version.getStringValues(language) : {},
    iconSizes: icon?.icons.map(({ width }) => width || 256).sort((a, b) => a - b) ?? [],
    integrity: integrity ? Buffer.from(integrity.bin).toString('utf8') : null,
  };
}
