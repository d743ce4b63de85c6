import { z } from 'zod';
import type { StartSandbox } from '../core/ports.ts';
import type { HelperProcesses } from './helper-processes.ts';

/** What the local marketplace prints when it is ready (sandbox/main.ts). */
const ready = z.object({ api: z.url(), email: z.string(), password: z.string() });
type Ready = Awaited<ReturnType<StartSandbox>>;

/** The local marketplace in a process that main starts. One at most; if it ends, the next call starts it again. */
export function createHelperSandbox(helpers: HelperProcesses, dataDir: string): StartSandbox {
  let running: Promise<Ready> | null = null;

  const start = () =>
    new Promise<Ready>((resolve, reject) => {
      let printed = '';
      helpers.start('sandbox', ['--data', dataDir, '--demo'], {
        onText: (text) => {
          printed += text;
          const end = printed.indexOf('\n');
          if (end < 0) return;
          const line = ready.safeParse(parsed(printed.slice(0, end)));
          if (line.success) resolve({ server: line.data.api, email: line.data.email, password: line.data.password });
          else reject(new Error(`the local marketplace said: ${printed.slice(0, 200)}`));
        },
        onEnd: (exitCode) => {
          running = null;
          reject(new Error(`the local marketplace ended with ${exitCode}`));
        },
      });
    });

  return () => {
    running ??= start().catch((error: unknown) => {
      running = null;
      throw error;
    });
    return running;
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
