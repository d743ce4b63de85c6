import type { MessagePortMainLike } from '@orpc/client/message-port';

/** A line as Electron gives it to a utility process (https://www.electronjs.org/docs/latest/api/message-port-main). */
export type CorePort = MessagePortMainLike & { start(): void };

export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: CorePort[] }) => void): unknown;
  postMessage(message: unknown): void;
}

/** Whether this is Electron's utility process. */
export function hasParent(): boolean {
  return Reflect.get(process, 'parentPort') !== undefined;
}

/** The line to the process that started this one (`process.parentPort`, known to TypeScript only through electron). Throws outside Electron's utility process. */
export function parentPort(): ParentPort {
  const port: ParentPort | undefined = Reflect.get(process, 'parentPort');
  if (!port) throw new Error('this program is started by the desktop application (electron/main.ts)');
  return port;
}
