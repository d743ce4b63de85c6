import type { Readable } from 'node:stream';
import type { StartSandbox } from '../core/ports.ts';
import type { Studio } from '../core/studio.ts';
import type { Application } from './application-root.ts';
import type { Terminal } from './terminal.ts';

/** What a studio is given by the command that opens it. */
export interface StudioSurroundings {
  readonly sandbox: StartSandbox | false;
  readonly server: string | null;
  /** Ends the studio and opens another in its place (StudioPorts.restart). */
  readonly restart?: () => void;
}

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly application: Application;
  /** Absolute. */
  readonly dataDir: string;
  /** What relative folders are relative to. */
  readonly workingFolder: string;
  /** Aborted by Ctrl-C and SIGTERM: a command stops cleanly, what was done stays. */
  readonly signal: AbortSignal;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Opens the studio of `dataDir`; closed by the command line when the command ends. Waits 10 s for one that is in use. */
  studio(host?: 'cli' | 'web', more?: StudioSurroundings): Promise<Studio>;
}

/** How a command ended: 0 success, 1 failed in part, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

export interface CommandResult {
  readonly exitCode: ExitCode;
  /** The one JSON document; absent when the command has already given it (serve, sandbox, watch). */
  readonly json?: unknown;
  /** Stopped before its end: what was done is in `json`, and the exit code says that it is not all. */
  readonly interrupted?: boolean;
}
