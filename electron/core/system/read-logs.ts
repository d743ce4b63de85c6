import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type LogEntry, logLevel } from '../../../shared/contract/diagnostics.contract.ts';

/** Read of one file, from its end: more is not looked through, bytes. */
const READ_AT_MOST = 2_000_000;
/** Characters of one line's fields that are told. */
const LONGEST_FIELDS = 8000;

const GRAVITY = logLevel.options;

const written = z.object({
  at: z.iso.datetime(),
  level: logLevel,
  event: z.string(),
  fields: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Lines of all `*.log` files in the folders, the newest first. A line that is none (cut by a crash) and a folder that is not
 * there are passed over.
 */
export async function readLogs(
  folders: readonly string[],
  wanted: { readonly level: LogEntry['level']; readonly text: string; readonly limit: number },
): Promise<LogEntry[]> {
  const lowest = GRAVITY.indexOf(wanted.level);
  const text = wanted.text.trim().toLowerCase();
  const lines: LogEntry[] = [];
  for (const file of await logFiles(folders)) {
    for (const line of (await endOf(file)).split('\n')) {
      if (line === '' || (text !== '' && !line.toLowerCase().includes(text))) continue;
      const entry = readLine(line);
      if (entry && GRAVITY.indexOf(entry.level) >= lowest) lines.push(entry);
    }
  }
  return lines.sort((one, other) => other.at - one.at).slice(0, wanted.limit);
}

function readLine(line: string): LogEntry | null {
  try {
    const { at, level, event, fields } = written.parse(JSON.parse(line));
    return { at: Date.parse(at), level, event, fields: JSON.stringify(fields).slice(0, LONGEST_FIELDS) };
  } catch {
    return null;
  }
}

async function logFiles(folders: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    files.push(...names.filter((name) => /\.log(\.1)?$/.test(name)).map((name) => join(folder, name)));
  }
  return files;
}

async function endOf(file: string): Promise<string> {
  const { size } = await stat(file);
  const handle = await open(file, 'r');
  try {
    const length = Math.min(size, READ_AT_MOST);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
