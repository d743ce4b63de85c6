import type { HelperEntry, ToCore } from './core-messages.ts';
import type { ChildProcess, DesktopElectron } from './electron.ts';

/**
 * glibc keeps a heap a thread otherwise, and memory that a decoded photograph has left is not given back
 * (measured: 300 → 216 MB for the same pictures).
 */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };

/**
 * Processes that the core needs beside it: pixels, the local marketplace. Where `runAsNode` is burnt out only main can start
 * one, so it does, and carries what they say to each other without reading it.
 */
export function createHelperProcesses(options: {
  readonly electron: Pick<DesktopElectron, 'utilityProcess'>;
  readonly program: (name: string) => string;
  readonly say: (message: ToCore) => void;
}) {
  const running = new Map<number, ChildProcess>();

  return {
    start(helper: number, entry: HelperEntry, args: readonly string[]): void {
      const child = options.electron.utilityProcess.fork(options.program(entry), [...args], {
        serviceName: `Pouire Studio ${entry}`,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ...ENVIRONMENT },
      });
      running.set(helper, child);
      child.on('message', (message) => options.say({ type: 'helper-says', helper, message }));
      child.stdout?.on('data', (text) => options.say({ type: 'helper-prints', helper, text: String(text) }));
      child.on('exit', (exitCode) => {
        if (running.get(helper) !== child) return;
        running.delete(helper);
        options.say({ type: 'helper-exited', helper, exitCode });
      });
    },
    tell(helper: number, message: unknown): void {
      running.get(helper)?.postMessage(message);
    },
    end(helper: number): void {
      running.get(helper)?.kill();
    },
    /** The core is gone: its helpers have nobody to work for. */
    endAll(): void {
      const orphans = [...running.values()];
      running.clear();
      for (const child of orphans) child.kill();
    },
  };
}
