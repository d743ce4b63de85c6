import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StartSandbox } from '../core/ports.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { HelperProcesses } from './helper-processes.ts';

/** What the local marketplace prints when it is ready (sandbox/main.ts). */
const ready = z.object({ api: z.url(), s3: z.url(), email: z.string(), password: z.string() });
type Ready = z.infer<typeof ready>;

/** Its address is part of the account she works with, so it comes back at the ports it had. The web host keeps the same file. */
const address = z.object({ api: z.int().min(1).max(65_535), s3: z.int().min(1).max(65_535) });
const ANY_PORT = { api: 0, s3: 0 };

/** The local marketplace in a process that main starts. One at most; if it ends, the next call starts it again. */
export function createHelperSandbox(helpers: HelperProcesses, dataDir: string): StartSandbox {
  const addressFile = join(dataDir, 'address.json');
  let running: Promise<Ready> | null = null;

  function run(at: { api: number; s3: number }): Promise<Ready> {
    const ports = ['--port', String(at.api), '--s3-port', String(at.s3)];
    return new Promise((resolve, reject) => {
      let printed = '';
      helpers.start('sandbox', ['--data', dataDir, '--demo', ...ports], {
        onText: (text) => {
          printed += text;
          const end = printed.indexOf('\n');
          if (end < 0) return;
          const line = ready.safeParse(parsed(printed.slice(0, end)));
          if (line.success) resolve(line.data);
          else reject(new Error(`the local marketplace said: ${printed.slice(0, 200)}`));
        },
        onEnd: (exitCode) => {
          running = null;
          reject(new Error(`the local marketplace ended with ${exitCode}`));
        },
      });
    });
  }

  async function start(): Promise<Ready> {
    makeFolder(dataDir);
    const before = keptAddress(addressFile);
    // Somebody else may have taken its ports meanwhile: then any.
    const started = before ? await run(before).catch(() => run(ANY_PORT)) : await run(ANY_PORT);
    const now = { api: Number(new URL(started.api).port), s3: Number(new URL(started.s3).port) };
    writeFileSync(addressFile, JSON.stringify(now));
    return started;
  }

  return async () => {
    const starting = running ?? start();
    running = starting;
    try {
      const { api, email, password } = await starting;
      return { server: api, email, password };
    } catch (error) {
      if (running === starting) running = null;
      throw error;
    }
  };
}

function keptAddress(file: string): z.infer<typeof address> | null {
  try {
    return address.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
