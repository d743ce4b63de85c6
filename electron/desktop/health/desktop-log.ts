import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';

/** Bytes after which the earlier half is put aside (`.1`). */
const LARGEST = 1_000_000;

export type DesktopLog = (event: string, fields: Record<string, unknown>) => void;

/**
 * What happens around the studio — processes that end, pages that hang, errors of main itself — as JSON lines of the studio's
 * own log format, in a file of its own: the studio may be the one that is down. No secrets and no photo names pass main.
 */
export function openDesktopLog(file: string): DesktopLog {
  return (event, fields) => {
    try {
      makeFolder(dirname(file));
      if (existsSync(file) && statSync(file).size > LARGEST) renameSync(file, `${file}.1`);
      const line = { at: new Date().toISOString(), level: 'warn', event, fields: plain(fields) };
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // A full disk must not end the application.
    }
  };
}

function plain(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? { name: value.name, message: value.message, stack: value.stack ?? '' } : value,
    ]),
  );
}

/** Writes an error that nobody caught before Node or Electron do what they do about it. */
export function logUncaught(log: DesktopLog, source: Pick<NodeJS.EventEmitter, 'on'>): void {
  source.on('uncaughtExceptionMonitor', (error: unknown, origin: unknown) =>
    log('main process failed', { error, origin: String(origin) }),
  );
}
