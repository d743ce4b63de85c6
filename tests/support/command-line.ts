import { Readable } from 'node:stream';
import { memoryVault } from '../../electron/adapters/vault/memory-vault.ts';
import type { Vault } from '../../electron/core/ports/vault.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';
import { findApplication } from '../../electron/web/application-root.ts';
import { runCommandLine } from '../../electron/web/command-line.ts';
import { nodePorts } from '../../electron/web/node-ports.ts';

export interface CommandRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON document of stdout. Fails when there is none, or more than one. */
  json(): unknown;
}

export interface CommandSurroundings {
  readonly stdin?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly locale?: string | null;
  /** Milliseconds to wait for a catalogue in use. */
  readonly patience?: number;
}

/**
 * The command line in this process, on a data folder of its own and on real parts. Secrets are kept by one memory vault for
 * all commands of the test, as a keychain would. `change` replaces ports that a test wants to decide itself.
 */
export function commandLine(dataDir: string, change: Partial<StudioPorts> = {}) {
  const vault: Vault = memoryVault();
  return async (words: readonly string[], surroundings: CommandSurroundings = {}): Promise<CommandRun> => {
    const said = { stdout: '', stderr: '' };
    const hear = (stream: keyof typeof said) => ({
      write: (text: string) => {
        said[stream] += text;
      },
    });
    const exitCode = await runCommandLine({
      words: [...words, '--data', dataDir],
      application: findApplication(),
      stdin: Readable.from(surroundings.stdin === undefined ? [] : [Buffer.from(surroundings.stdin)]),
      stdout: hear('stdout'),
      stderr: hear('stderr'),
      environment: surroundings.environment ?? {},
      signal: surroundings.signal ?? new AbortController().signal,
      locale: surroundings.locale ?? null,
      createPorts: async (options) => ({ ...(await nodePorts(options)), vault, ...change }),
      ...(surroundings.patience !== undefined && { patience: surroundings.patience }),
    });
    return {
      exitCode,
      ...said,
      json() {
        const lines = said.stdout.split('\n').filter((line) => line !== '');
        if (lines.length !== 1) throw new Error(`${lines.length} lines on stdout:\n${said.stdout}\n${said.stderr}`);
        return JSON.parse(said.stdout);
      },
    };
  };
}
