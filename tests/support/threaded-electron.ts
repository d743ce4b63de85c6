import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import type { ChildProcess, DesktopElectron } from '../../electron/desktop/electron.ts';

// Electron's processes and ports played by Node's own: the core runs for real in a thread, image processes and the local
// marketplace run for real in processes. Only windows are missing.

// A library that a thread loaded is unloaded with it, and GObject does not survive seeing libsecret's types a second time. Held
// by this thread, it stays. In Electron the core is a process of its own and nothing is ever loaded twice.
try {
  createRequire(import.meta.url)('keytar');
} catch {
  // No libsecret on this machine: then no thread loads it either.
}

/** Electron's MessagePortMain over a port of Node's. */
class PortMain extends EventEmitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
  }
  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }
  start(): void {
    this.port.start();
  }
  close(): void {
    this.port.close();
  }
}

/** The Node port behind one that the host handed out. */
export function portOf(port: MessagePortMain | null): MessagePort {
  if (!(port instanceof PortMain)) throw new Error('not a port of this Electron');
  return port.port;
}

class ThreadProcess extends EventEmitter implements ChildProcess {
  readonly pid = process.pid;
  readonly stdout = null;
  readonly worker: Worker;
  constructor(module: string, args: readonly string[]) {
    super();
    const entry = resolve('tests/support/utility-process-entry.ts');
    this.worker = new Worker(entry, { argv: [...args], workerData: pathToFileURL(module).href });
    this.worker.on('message', (message: unknown) => this.emit('message', message));
    this.worker.on('error', (error) => console.error(error));
    this.worker.on('exit', (code) => this.emit('exit', code));
  }
  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    const ports = transfer.map(portOf);
    this.worker.postMessage({ data: message, ports }, ports);
  }
  kill(): boolean {
    void this.worker.terminate();
    return true;
  }
}

class ForkedProcess extends EventEmitter implements ChildProcess {
  readonly child: ReturnType<typeof fork>;
  constructor(module: string, args: readonly string[]) {
    super();
    this.child = fork(module, [...args], { serialization: 'advanced', stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    this.child.on('message', (message) => this.emit('message', message));
    this.child.on('exit', (code) => this.emit('exit', code ?? 1));
  }
  get pid(): number | undefined {
    return this.child.pid;
  }
  get stdout(): ChildProcess['stdout'] {
    return this.child.stdout;
  }
  postMessage(message: unknown): void {
    if (this.child.connected && typeof message === 'object' && message !== null) this.child.send(message);
  }
  kill(): boolean {
    return this.child.kill('SIGKILL');
  }
}

export function threadedElectron() {
  const cores: ThreadProcess[] = [];
  const helpers: ForkedProcess[] = [];
  const electron: Pick<DesktopElectron, 'utilityProcess' | 'MessageChannelMain'> = {
    MessageChannelMain: class {
      readonly port1: PortMain;
      readonly port2: PortMain;
      constructor() {
        const { port1, port2 } = new MessageChannel();
        this.port1 = new PortMain(port1);
        this.port2 = new PortMain(port2);
      }
    },
    utilityProcess: {
      fork(module, args = []) {
        if (module.includes('core-process')) {
          const core = new ThreadProcess(module, args);
          cores.push(core);
          return core;
        }
        const helper = new ForkedProcess(module, args);
        helpers.push(helper);
        return helper;
      },
    },
  };
  return { electron, cores, helpers };
}
