import type { ImageAnswer, ImageRequest } from '../adapters/images/protocol.ts';
import { prepareImageWorker, serveImageRequest } from '../adapters/pixels/image-worker.ts';

/**
 * An image process: takes one photograph at a time, answers, and may die without harm. It knows pixels and files; no database,
 * no network. Speaks over Electron's parent port where there is one, over Node's channel otherwise.
 */
interface ParentPort {
  on(event: 'message', listener: (message: { data: ImageRequest }) => void): void;
  postMessage(message: ImageAnswer): void;
}

function electronParentPort(): ParentPort | null {
  // Electron adds it to `process` in utility processes (https://www.electronjs.org/docs/latest/api/process#processparentport).
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  return parentPort ?? null;
}

prepareImageWorker();
const port = electronParentPort();
const answer = (message: ImageAnswer): void => {
  if (port) port.postMessage(message);
  else process.send?.(message);
};
const giveUp = (): void => {
  setTimeout(() => process.exit(1), 50);
};
const serve = (request: ImageRequest): void => void serveImageRequest(request, answer, giveUp);

if (port) port.on('message', ({ data }) => serve(data));
else {
  process.on('message', (message) => serve(message as ImageRequest));
  // The studio is gone, however it ended: so are we.
  process.on('disconnect', () => process.exit(0));
}
