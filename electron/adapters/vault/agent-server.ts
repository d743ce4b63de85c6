import { chmodSync, renameSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { isPrivateFolder } from './agent-address.ts';
import { agentAnswers } from './agent-client.ts';
import { type Answer, parseLine, type Question, question, readLines } from './agent-protocol.ts';

/** A connection that says nothing is closed after this, in ms. */
const SILENCE_MS = 10_000;
const MOST_CONNECTIONS = 16;
/** Secrets held at most: a handful of accounts has two each. */
const MOST_SECRETS = 64;

export interface AgentOptions {
  readonly address: string;
  /** Ends by itself after this many ms without a question. */
  readonly idleMs: number;
  readonly onEnd: () => void;
}

/**
 * Holds secrets in this process's memory for those who may open the socket, and ends when nobody asks any more or nothing is
 * left to hold. Resolves to null where another agent already listens, or where the folder is not private.
 */
export async function startAgent(options: AgentOptions): Promise<Server | null> {
  const { address } = options;
  const onWindows = process.platform === 'win32';
  if (!onWindows) {
    if (!isPrivateFolder(dirname(address), true)) return null;
    if (!(await freeAddress(address))) return null;
  }
  const secrets = new Map<string, string>();
  const sockets = new Set<Socket>();
  let idle: NodeJS.Timeout | undefined;

  const server = createServer((socket) => {
    if (sockets.size >= MOST_CONNECTIONS) return void socket.destroy();
    sockets.add(socket);
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    readLines(socket, (line) => {
      const asked = parseLine(line, question);
      const said = asked ? reply(asked) : { ok: false as const };
      const emptied = asked?.op === 'delete' && secrets.size === 0;
      socket.write(`${JSON.stringify(said)}\n`, () => {
        if (emptied && secrets.size === 0) end();
      });
      postpone();
    });
  });

  function reply(asked: Question): Answer {
    if (asked.op === 'ping') return { ok: true, secret: null };
    const key = `${asked.name}|${asked.account}`;
    switch (asked.op) {
      case 'get':
        return { ok: true, secret: secrets.get(key) ?? null };
      case 'set':
        if (!secrets.has(key) && secrets.size >= MOST_SECRETS) return { ok: false };
        secrets.set(key, asked.secret);
        return { ok: true, secret: null };
      case 'delete':
        secrets.delete(key);
        return { ok: true, secret: null };
    }
  }

  function postpone(): void {
    clearTimeout(idle);
    idle = setTimeout(end, options.idleMs);
  }

  function end(): void {
    clearTimeout(idle);
    secrets.clear();
    server.close(() => options.onEnd());
    for (const socket of sockets) socket.destroy();
  }

  return new Promise((resolve) => {
    server.on('error', () => {
      clearTimeout(idle);
      resolve(null); // lost the race against another agent, or the folder vanished
    });
    const before = onWindows ? 0 : process.umask(0o177); // the socket is born closed to others
    server.listen(address, () => {
      if (!onWindows) chmodSync(address, 0o600);
      postpone();
      resolve(server);
    });
    if (!onWindows) process.umask(before);
  });
}

/**
 * Clears away the socket of an agent that was killed; false where one is alive. The socket is moved aside before it is judged
 * dead for good: of two agents that start together, the later one must not remove the socket the first has just made.
 */
async function freeAddress(address: string): Promise<boolean> {
  if (await agentAnswers(address)) return false;
  const aside = `${address}.${process.pid}`;
  try {
    renameSync(address, aside);
  } catch {
    return true; // nothing was there
  }
  if (await agentAnswers(aside)) {
    renameSync(aside, address);
    return false;
  }
  rmSync(aside, { force: true });
  return true;
}
