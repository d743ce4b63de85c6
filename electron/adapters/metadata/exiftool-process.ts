import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ExifTool } from 'exiftool-vendored';

export interface ExifToolOptions {
  /** Where the packaged application keeps ExifTool; absent, exiftool-vendored finds its own. */
  readonly exiftoolPath?: string;
  /** How long one file may take, ms. */
  readonly taskTimeoutMs?: number;
}

interface Running {
  readonly tool: ExifTool;
  /** Never resolves; rejects when no process could be started. */
  readonly cannotStart: Promise<never>;
}

/**
 * One ExifTool process, started when it is first needed and kept. Where it can't be started (a virus scanner took it away, it may
 * not be executed) whatever waits for it is told so, and the next question tries anew. Errors of `use`: the library's; the
 * system's (ENOENT, EACCES) under "ExifTool does not start".
 */
export function exifToolProcess(options: ExifToolOptions) {
  let running: Promise<Running> | null = null;

  async function open(): Promise<Running> {
    // Loaded when it is first asked for: with time zones and all it takes megabytes that most days need not.
    const { ExifTool } = await import('exiftool-vendored');
    const settings = {
      maxProcs: 1,
      taskTimeoutMillis: options.taskTimeoutMs ?? 60_000,
      useMWG: false,
      ...(options.exiftoolPath === undefined ? {} : { exiftoolPath: options.exiftoolPath }),
    };
    // Only for how the library would start its process.
    const usual = new ExifTool(settings);
    const start = usual.options.processFactory;
    await usual.end();
    const failed = Promise.withResolvers<never>();
    failed.promise.catch(() => {});
    const tool: ExifTool = new ExifTool({
      ...settings,
      processFactory: async () => {
        try {
          return await started(await start());
        } catch (error) {
          // The library would try again for ever, and what waits would wait.
          running = null;
          failed.reject(new Error(`ExifTool does not start: ${messageOf(error)}`, { cause: error }));
          void tool.end(false).catch(() => {});
          throw error;
        }
      },
    });
    return { tool, cannotStart: failed.promise };
  }

  return {
    async use<T>(work: (tool: ExifTool) => Promise<T>): Promise<T> {
      running ??= open();
      const { tool, cannotStart } = await running;
      return await Promise.race([work(tool), cannotStart]);
    },
    async close(): Promise<void> {
      const ending = running;
      running = null;
      await (await ending)?.tool.end(true);
    },
  };
}

/** A process that did not start says so in an event that comes before the library listens, and unheard it would end the studio. */
async function started(process: ChildProcess): Promise<ChildProcess> {
  if (process.pid !== undefined) return process;
  const [error] = await once(process, 'error');
  throw error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
