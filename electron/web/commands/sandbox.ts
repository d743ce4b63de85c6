import { startSandboxProcess } from '../../adapters/sandbox/sandbox-process.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { sandboxFolder } from '../data-folder.ts';
import { portTaken } from '../port-taken.ts';
import { whenAborted } from '../when-aborted.ts';

export interface SandboxOptions {
  readonly data?: string;
  readonly port?: number;
  readonly demo?: boolean;
}

/** The local marketplace until interrupted. `--data` is its own folder; without it, the one that the studio uses. */
export async function sandbox(context: CommandContext, options: SandboxOptions): Promise<CommandResult> {
  const { terminal } = context;
  const folder = options.data === undefined ? sandboxFolder(context.dataDir) : context.dataDir;
  const running = await startSandboxProcess({
    folder,
    demo: options.demo ?? false,
    ...(options.port !== undefined && { port: options.port }),
  }).catch((error: unknown) => Promise.reject(portTaken(error, options.port)));
  const { api, s3, email, password } = running;
  terminal.address({ api, s3, email, password });
  if (terminal.interactive) terminal.say('sandbox.running', { api, s3, email, password });
  await Promise.race([whenAborted(context.signal), running.ended]);
  const alone = !context.signal.aborted;
  await running.stop();
  return { exitCode: alone ? 1 : 0 };
}
