import { join } from 'node:path';
import { systemClock } from '../adapters/system/clock.ts';
import { logFile } from '../adapters/system/log-file.ts';
import { createLogger } from '../core/log.ts';

/**
 * Writes what ends this process unforeseen (an uncaught exception, a rejection that nobody handled) into the data folder's
 * log before it ends. Node's own end follows as ever: a monitor changes nothing about it.
 */
export function logLastWords(dataDir: string): void {
  process.on('uncaughtExceptionMonitor', (error, origin) => {
    createLogger(logFile(join(dataDir, 'logs')), systemClock).error('process failed', { origin, error });
  });
}
