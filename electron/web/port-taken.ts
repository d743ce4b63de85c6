import { UsageError } from './usage-error.ts';

/** A port that somebody else listens on, as its own sentence; every other failure as it is. */
export function portTaken(error: unknown, port: number | undefined): unknown {
  const isTaken = error instanceof Error && /EADDRINUSE/.test(error.message);
  return isTaken ? new UsageError('use.port-taken', { port: String(port ?? 0) }) : error;
}
