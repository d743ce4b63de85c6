import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPrivateFolder } from './agent-address.ts';
import { type Answer, answer, parseLine, type Question, readLines } from './agent-protocol.ts';

const ANSWER_MS = 5_000;
/** Longest a new agent may take until it listens, in ms: a cold Node on a slow disk. */
const START_MS = 10_000;

/** One question, one answer; null: no agent there, or none that can be trusted. */
export function askAgent(address: string, asked: Question): Promise<Answer | null> {
  if (process.platform !== 'win32' && !isPrivateFolder(dirname(address), false)) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = connect(address);
    const finish = (said: Answer | null) => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(ANSWER_MS, () => finish(null));
    socket.on('error', () => finish(null));
    socket.on('close', () => resolve(null));
    socket.on('connect', () => socket.write(`${JSON.stringify(asked)}\n`));
    readLines(socket, (line) => finish(parseLine(line, answer)));
  });
}

export async function agentAnswers(address: string): Promise<boolean> {
  return (await askAgent(address, { op: 'ping' }))?.ok === true;
}

/** Starts an agent where none answers and waits until it does. */
export async function ensureAgent(address: string, start: () => ChildProcess): Promise<boolean> {
  if (await agentAnswers(address)) return true;
  const child = start();
  child.on('error', () => undefined); // shows as an agent that never answers
  child.unref();
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    if (await agentAnswers(address)) return true;
    await sleep(50);
  }
  return false;
}
