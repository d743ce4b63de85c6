import type { MessagePortMain } from 'electron';
import type { HelperEntry, ToCore } from './core-messages.ts';
import type { ChildProcess, DesktopElectron } from './electron.ts';

/**
 * Processes that the core needs beside it (pixels, the keychain, the local marketplace). Only main can start one where
 * `runAsNode` is burnt out; each gets a line straight to the core, so main carries none of its messages.
 */
export function createHelperProcesses(options: {
  readonly electron: Pick<DesktopElectron, 'utilityProcess' | 'MessageChannelMain'>;
  readonly program: (name: string) => string;
  readonly say: (message: ToCore, ports?: MessagePortMain[]) => void;
}) {
  const running = new Map<number, ChildProcess>();

  return {
    start(helper: number, entry: HelperEntry, args: readonly string[]): void {
      const { port1, port2 } = new options.electron.MessageChannelMain();
      const child = options.electron.utilityProcess.fork(options.program(entry), [...args], {
        serviceName: `Pouire Studio ${entry}`,
        stdio: 'inherit',
      });
      running.set(helper, child);
      child.on('exit', (exitCode) => {
        if (running.get(helper) !== child) return;
        running.delete(helper);
        options.say({ type: 'helper-exited', helper, exitCode });
      });
      child.postMessage({ type: 'line' }, [port1]);
      options.say({ type: 'helper-started', helper }, [port2]);
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
