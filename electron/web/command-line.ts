import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { languageOf } from '../../shared/messages/language.ts';
import type { StudioPorts } from '../core/ports.ts';
import type { Studio } from '../core/studio.ts';
import type { Application } from './application-root.ts';
import type { CommandContext, StudioSurroundings } from './command.ts';
import { dataFolder } from './data-folder.ts';
import { failureOf } from './failure.ts';
import type { Invocation } from './program/command-builder.ts';
import { parseCommandLine } from './program.ts';
import { createTerminal, type Output, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** The process around the command line, so that tests can be one. */
export interface CommandLineOptions {
  /** What stands after `studio`. */
  readonly words: readonly string[];
  readonly application: Application;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** What the system says of the person's locale; `--lang` goes first. */
  readonly locale: string | null;
  /** Loaded only by commands that need a studio. */
  readonly createPorts: (
    options: StudioSurroundings & { readonly dataDir: string; readonly host: 'cli' | 'web' },
  ) => Promise<StudioPorts>;
  readonly patience?: number;
}

/** Runs one command and gives its exit code. Never throws: whatever happens is said in a sentence, or as JSON. */
export async function runCommandLine(options: CommandLineOptions): Promise<number> {
  const { words, application, stdout, stderr } = options;
  const language = languageOf(optionValue(words, '--lang') ?? options.locale);
  const json = words.includes('--json');
  const terminal = createTerminal({ stdout, stderr, language, json });
  const workingFolder = folderOfCaller(options.environment);
  let dataDir = dataFolderOf(words, options.environment);
  let studio: Studio | null = null;
  try {
    const invocation = parse(words, terminal, application.version, stdout);
    if (invocation === null) return 0;
    dataDir = dataFolder(invocation.common.data, options.environment, workingFolder);
    const context: CommandContext = {
      terminal,
      application,
      dataDir,
      workingFolder,
      signal: options.signal,
      stdin: options.stdin,
      environment: options.environment,
      async studio(host = 'cli', more = { sandbox: false, server: null }) {
        const [{ openStudio }, ports] = await Promise.all([
          import('./open-studio.ts'),
          options.createPorts({ dataDir, host, ...more }),
        ]);
        studio = await openStudio(
          { ...ports, ...(more.restart && { restart: more.restart }) },
          options.signal,
          (seconds) => terminal.notice('waiting-for-catalogue', { seconds }),
          options.patience,
        );
        return studio;
      },
    };
    const result = await invocation.run(context);
    if (result.json !== undefined) terminal.document(result.json);
    return options.signal.aborted && result.exitCode === 0 && result.interrupted ? 1 : result.exitCode;
  } catch (thrown) {
    return await fail(
      options.signal.aborted ? new UsageError('use.interrupted') : thrown,
      terminal,
      stderr,
      dataDir,
      options.signal.aborted,
    );
  } finally {
    await closed(studio);
  }
}

/** TypeScript can't see that the closure above assigns. */
async function closed(studio: Studio | null): Promise<void> {
  await studio?.close();
}

function parse(words: readonly string[], terminal: Terminal, version: string, stdout: Output): Invocation | null {
  return parseCommandLine(words, terminal.language, version, (text) => stdout.write(text));
}

async function fail(
  thrown: unknown,
  terminal: Terminal,
  stderr: Output,
  dataDir: string,
  interrupted: boolean,
): Promise<number> {
  const { exitCode, error, expected } = failureOf(thrown, terminal, dataDir);
  if (terminal.json) terminal.document({ error: interrupted ? { ...error, code: 'interrupted' } : error });
  else stderr.write(`${error.message}\n`);
  if (!expected) await logWhole(thrown, dataDir);
  return interrupted ? 1 : exitCode;
}

/** What nobody foresaw is kept whole, where its sentence says. */
async function logWhole(error: unknown, dataDir: string): Promise<void> {
  const [{ logFile }, { systemClock }, { createLogger }] = await Promise.all([
    import('../adapters/system/log-file.ts'),
    import('../adapters/system/clock.ts'),
    import('../core/log.ts'),
  ]);
  createLogger(logFile(join(dataDir, 'logs')), systemClock).error('command failed', { error });
}

/** The data folder that these words mean, as far as can be said before they are understood. */
export function dataFolderOf(words: readonly string[], environment: CommandLineOptions['environment']): string {
  return dataFolder(optionValue(words, '--data'), environment, folderOfCaller(environment));
}

/** Reads an option before the command line is understood: its language and folder are needed to say what is wrong with it. */
function optionValue(words: readonly string[], name: string): string | undefined {
  const joined = words.find((word) => word.startsWith(`${name}=`));
  if (joined) return joined.slice(name.length + 1);
  const index = words.indexOf(name);
  return index === -1 ? undefined : words[index + 1];
}

/** npm runs a script in the package's folder and says in INIT_CWD where it was called. */
function folderOfCaller(environment: CommandLineOptions['environment']): string {
  return (environment.npm_lifecycle_event === 'studio' && environment.INIT_CWD) || process.cwd();
}
