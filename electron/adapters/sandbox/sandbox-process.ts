import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { makeFolder } from '../../files/make-folder.ts';

const said = z.object({ api: z.url(), s3: z.url(), email: z.string(), password: z.string() });
/** What the local marketplace says of itself once it answers. */
export type SandboxAddress = z.infer<typeof said>;

const ports = z.object({ api: z.int().min(1).max(65_535), s3: z.int().min(1).max(65_535) });
type Ports = z.infer<typeof ports>;

export interface SandboxProcessOptions {
  /** Everything the marketplace keeps, its address included. Created when missing. */
  readonly folder: string;
  /** Moderators and buyers act by themselves. */
  readonly demo: boolean;
  /** Absent: the one it had before, else any free one. */
  readonly port?: number;
}

export interface SandboxProcess extends SandboxAddress {
  /** Resolves when the process has ended by itself or through `stop`. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** A start takes a second; a minute means that something hangs. */
const START_LIMIT_MS = 60_000;
/** Time to close its files before it is ended by force. */
const STOP_LIMIT_MS = 5_000;

/**
 * Starts the local marketplace as a process of its own. It comes back at the address it had, because that address is part of
 * the account she works with; when somebody else has taken the port meanwhile, at a new one. Fails with what the process said.
 */
export async function startSandboxProcess(options: SandboxProcessOptions): Promise<SandboxProcess> {
  makeFolder(options.folder);
  const wanted = options.port === undefined ? readPorts(options.folder) : { api: options.port, s3: 0 };
  let started: SandboxProcess;
  try {
    started = await start(options, wanted ?? { api: 0, s3: 0 });
  } catch (error) {
    if (wanted === null || options.port !== undefined || !/EADDRINUSE/.test(String(error))) throw error;
    started = await start(options, { api: 0, s3: 0 });
  }
  if (options.port === undefined) {
    const now: Ports = { api: Number(new URL(started.api).port), s3: Number(new URL(started.s3).port) };
    writeFileSync(addressFile(options.folder), JSON.stringify(now));
  }
  return started;
}

async function start(options: SandboxProcessOptions, at: { api: number; s3: number }): Promise<SandboxProcess> {
  const words = ['--data', options.folder, '--port', String(at.api), '--s3-port', String(at.s3), '--stop-with-parent'];
  const child = spawn(process.execPath, [sandboxEntry(), ...words, ...(options.demo ? ['--demo'] : [])], {
    // A group of its own: Ctrl-C in a terminal reaches the studio, which then stops the marketplace in order.
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const address = await firstLine(child, ended);
  return {
    ...address,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(force);
    },
  };
}

function firstLine(child: ChildProcess, ended: Promise<void>): Promise<SandboxAddress> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = (reason: string) => {
      child.kill('SIGKILL');
      reject(new Error(complaint.trim().slice(-500) || reason));
    };
    const limit = setTimeout(fail, START_LIMIT_MS, 'the local marketplace did not start in time');
    child.stderr?.on('data', (text: Buffer) => {
      complaint = (complaint + text.toString()).slice(-2000);
    });
    child.once('error', (error) => fail(error.message));
    ended.then(() => fail('the local marketplace ended at once'));
    if (!child.stdout) return fail('no output');
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(limit);
      try {
        resolve(said.parse(JSON.parse(line)));
      } catch {
        fail(line);
      }
    });
  });
}

function addressFile(folder: string): string {
  return join(folder, 'address.json');
}

function readPorts(folder: string): Ports | null {
  try {
    return ports.parse(JSON.parse(readFileSync(addressFile(folder), 'utf8')));
  } catch {
    return null; // never started here, or not by us
  }
}

/** Where the marketplace's entry lies: beside the built studio, or among the sources. */
function sandboxEntry(): string {
  // Built, this module lies in dist/node or dist/node/chunks; unbuilt, in electron/adapters/sandbox.
  for (const candidate of ['./sandbox.js', '../sandbox.js', '../../../sandbox/main.ts']) {
    const path = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error(`the local marketplace is not part of this build (${import.meta.url})`);
}
