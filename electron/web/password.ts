import type { CommandContext } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Longest password read; more is not a password. */
const LONGEST = 4096;

/**
 * The password from POUIRE_PASSWORD, or the first line of standard input; on a terminal it is asked for and not shown. Never
 * from the arguments: every program on the machine can read those. Errors: UsageError when there is none.
 */
export async function readPassword({ environment, stdin, terminal, signal }: CommandContext): Promise<string> {
  const fromEnvironment = environment.POUIRE_PASSWORD;
  if (fromEnvironment) return fromEnvironment;
  const password = stdin.isTTY ? await askHidden(terminal.text('password-prompt'), signal) : await firstLine(stdin);
  if (password === '') throw new UsageError('use.no-password');
  return password;
}

async function firstLine(stdin: CommandContext['stdin']): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const piece of stdin) {
    text += String(piece);
    if (text.includes('\n') || text.length > LONGEST) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}

async function askHidden(prompt: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const { Writable } = await import('node:stream');
  process.stderr.write(prompt);
  // readline echoes what is typed to its output: this one shows nothing.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await lines.question('', { signal });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
