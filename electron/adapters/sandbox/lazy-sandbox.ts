import type { StartSandbox } from '../../core/ports.ts';
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts';

export interface LazySandbox {
  readonly start: StartSandbox;
  /** Ends the marketplace if it was ever started. */
  stop(): Promise<void>;
}

/** The local marketplace of one studio: started when it is first asked for, found again afterwards, ended with the studio. */
export function lazySandbox(folder: string): LazySandbox {
  let running: Promise<SandboxProcess> | null = null;

  function start(): Promise<SandboxProcess> {
    if (running) return running;
    const starting = startSandboxProcess({ folder, demo: true });
    running = starting;
    // What failed or ended may be tried again.
    const forget = () => {
      if (running === starting) running = null;
    };
    starting.then(({ ended }) => ended.then(forget), forget);
    return starting;
  }

  return {
    async start() {
      const { api, email, password } = await start();
      return { server: api, email, password };
    },
    async stop() {
      const process = await running?.catch(() => null);
      await process?.stop();
    },
  };
}
