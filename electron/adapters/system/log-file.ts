import { closeSync, existsSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { LogLevel, LogLine, LogSink } from '../../core/ports/log.ts';
import { makeFolder } from '../../files/make-folder.ts';

export interface LogFileOptions {
  /** Bytes after which a new file is begun. */
  readonly maximumBytes?: number;
  /** Files kept besides the current one: studio.1.log is the youngest. */
  readonly kept?: number;
  /** Lines below this level are not written. */
  readonly level?: LogLevel;
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * Writes log lines as JSON, one a line, into `<folder>/studio.log`, and begins a new file when it is full. Lines are written
 * at once, so that the last one before a crash is there; a log that can't be written never stops the studio.
 */
export function logFile(folder: string, options: LogFileOptions = {}): LogSink {
  const maximumBytes = options.maximumBytes ?? 5 * 1024 * 1024;
  const kept = options.kept ?? 4;
  const lowest = LEVELS.indexOf(options.level ?? 'info');
  const current = join(folder, 'studio.log');
  let open: { file: number; size: number } | null = null;

  function begin(): { file: number; size: number } {
    makeFolder(folder);
    const file = openSync(current, 'a', 0o600);
    return { file, size: fstatSync(file).size };
  }

  function turnOver(): void {
    if (open) closeSync(open.file);
    open = null;
    rmSync(join(folder, `studio.${kept}.log`), { force: true });
    for (let number = kept - 1; number >= 1; number--) {
      const from = join(folder, `studio.${number}.log`);
      if (existsSync(from)) renameSync(from, join(folder, `studio.${number + 1}.log`));
    }
    if (kept > 0) renameSync(current, join(folder, 'studio.1.log'));
    else rmSync(current, { force: true });
  }

  return (line) => {
    if (LEVELS.indexOf(line.level) < lowest) return;
    try {
      open ??= begin();
      if (open.size >= maximumBytes) {
        turnOver();
        open = begin();
      }
      open.size += writeSync(open.file, `${asText(line)}\n`);
    } catch {
      // A full disk or a vanished folder: the studio says so itself where it matters; the next line tries again.
      open = null;
    }
  };
}

function asText(line: LogLine): string {
  const fields = JSON.stringify(line.fields, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return `{"at":${JSON.stringify(new Date(line.at).toISOString())},"level":${JSON.stringify(line.level)},"event":${JSON.stringify(line.event)},"fields":${fields}}`;
}
