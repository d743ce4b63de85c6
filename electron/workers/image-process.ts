import { z } from 'zod';
import { readRequest } from '../adapters/images/lines.ts';
import type { ImageAnswer } from '../adapters/images/protocol.ts';
import { prepareImageWorker, serveImageRequest } from '../adapters/pixels/image-worker.ts';

/**
 * An image process: takes one photograph at a time, answers, and may die without harm. It knows pixels and files; no database,
 * no network. Speaks over Electron's parent port where there is one, over Node's channel otherwise.
 */
interface ParentPort {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  postMessage(message: ImageAnswer): void;
}

/** Electron adds it to `process` in utility processes (https://www.electronjs.org/docs/latest/api/process#processparentport). */
const electronPort = z
  .custom<ParentPort>((port) => typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port)
  .optional();
/** What it gives to listeners (https://www.electronjs.org/docs/latest/api/parent-port). */
const portMessage = z.object({ data: z.unknown() });

prepareImageWorker();
const port = electronPort.parse(Reflect.get(process, 'parentPort'));
const answer = (message: ImageAnswer): void => {
  if (port) port.postMessage(message);
  else process.send?.(message);
};
const giveUp = (): void => {
  setTimeout(() => process.exit(1), 50);
};
const serve = (message: unknown): void => {
  const request = readRequest(message);
  if (request) void serveImageRequest(request, answer, giveUp);
};

if (port) port.on('message', (message) => serve(portMessage.parse(message).data));
else {
  process.on('message', serve);
  // The studio is gone, however it ended: so are we.
  process.on('disconnect', () => process.exit(0));
}
answer({ kind: 'started', pid: process.pid });
