import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readAnswer } from './lines.ts';
import type { ImageAnswer, ImageRequest } from './protocol.ts';

/** A process that decodes, as the pool sees it: it takes requests, gives answers and may end at any moment. */
export interface ImageProcess {
  send(request: ImageRequest): void;
  /** Ends it at once, whatever it does. */
  kill(): void;
}

export interface ImageProcessEvents {
  onAnswer(answer: ImageAnswer): void;
  /** Called once, when the process has ended for any reason. */
  onEnd(reason: string): void;
}

/** How the host starts an image process: `fork` here, `utilityProcess` in Electron. */
export type StartImageProcess = (events: ImageProcessEvents) => ImageProcess;

/** glibc keeps an arena a thread otherwise: measured 300 → 216 MB for the same work. */
export const IMAGE_PROCESS_ENVIRONMENT: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };

/** Where the entry of the image process lies: beside the built studio, or among the sources. */
export function imageProcessEntry(): string {
  // Built, this module lies in dist/node or dist/node/chunks; unbuilt, in electron/adapters/images.
  const candidates = ['./image-process.js', '../image-process.js', '../../workers/image-process.ts'];
  for (const candidate of candidates) {
    const path = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error(`image process entry not found beside ${import.meta.url}`);
}

/** Starts image processes with Node's own fork. */
export const forkImageProcess: StartImageProcess = (events) => {
  // Pictures are large and soon gone: giving back what they took each time, as the core does, would cost time.
  const { MALLOC_TRIM_THRESHOLD_: _ofTheCore, ...environment } = process.env;
  const child = fork(imageProcessEntry(), [], {
    env: { ...environment, ...IMAGE_PROCESS_ENVIRONMENT },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let ended = false;
  const end = (reason: string) => {
    if (ended) return;
    ended = true;
    events.onEnd(reason);
  };
  child.on('message', (message) => {
    const answer = readAnswer(message);
    if (answer) events.onAnswer(answer);
  });
  child.once('exit', (code, signal) => end(signal ?? `exit ${code}`));
  child.once('error', (error) => end(error.message));
  return {
    send: (request) => {
      child.send(request, (error) => {
        if (error) child.kill('SIGKILL');
      });
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
};
