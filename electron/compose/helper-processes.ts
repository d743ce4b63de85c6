import type { FromCore, HelperEntry, ToCore } from '../desktop/core-messages.ts';

export interface HelperEvents {
  readonly onMessage?: (message: unknown) => void;
  readonly onText?: (text: string) => void;
  /** Called once, when the process has ended for any reason. */
  readonly onEnd: (exitCode: number) => void;
}

export interface HelperProcess {
  send(message: unknown): void;
  kill(): void;
}

export type HelperProcesses = ReturnType<typeof createHelpers>;

/** The core's side of the processes that main starts for it (electron/desktop/helper-processes.ts). */
export function createHelpers(tellMain: (message: FromCore) => void) {
  const running = new Map<number, HelperEvents>();
  let last = 0;

  return {
    start(entry: HelperEntry, args: readonly string[], events: HelperEvents): HelperProcess {
      last += 1;
      const helper = last;
      running.set(helper, events);
      tellMain({ type: 'start-helper', helper, entry, args: [...args] });
      return {
        send: (message) => tellMain({ type: 'tell-helper', helper, message }),
        kill: () => tellMain({ type: 'end-helper', helper }),
      };
    },
    /** Hands over what main relayed; false when the message is not about a helper. */
    receive(message: ToCore): boolean {
      switch (message.type) {
        case 'helper-says':
          running.get(message.helper)?.onMessage?.(message.message);
          return true;
        case 'helper-prints':
          running.get(message.helper)?.onText?.(message.text);
          return true;
        case 'helper-exited': {
          const events = running.get(message.helper);
          running.delete(message.helper);
          events?.onEnd(message.exitCode);
          return true;
        }
        default:
          return false;
      }
    },
  };
}
