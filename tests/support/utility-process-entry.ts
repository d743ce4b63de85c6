import { type MessagePort, parentPort, workerData } from 'node:worker_threads';

// What Electron does before a utility process runs: it puts the line to main on `process`. A thread plays the process, so
// that ports can be handed over for real.

interface Letter {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

const line = parentPort;
if (!line) throw new Error('to be started as a worker');
const standIn = {
  on: (_event: 'message', listener: (letter: Letter) => void) => line.on('message', listener),
  postMessage: (message: unknown) => line.postMessage(message),
};
Reflect.set(process, 'parentPort', standIn);
await import(String(workerData));
