import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough, pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Counters } from './counters.ts';
import { type FaultAction, Faults } from './faults.ts';

/** The line between the sandbox and its callers: one modem that both servers share. */
export class Link {
  bitsPerSecond = 0;
  latencyMs = 0;
  #freeAt = 0;

  set(bitsPerSecond: number, latencyMs: number): void {
    this.bitsPerSecond = bitsPerSecond;
    this.latencyMs = latencyMs;
    this.#freeAt = 0;
  }

  /** Resolves when so many bytes have crossed. Bytes of all connections queue for the same line. */
  async cross(bytes: number): Promise<void> {
    if (this.bitsPerSecond === 0) return;
    const now = performance.now();
    this.#freeAt = Math.max(this.#freeAt, now) + (bytes * 8000) / this.bitsPerSecond;
    const wait = this.#freeAt - now;
    if (wait > 1) await sleep(wait);
  }
}

/** Bytes pass in slices, so that a slow line is slow from the first to the last of them. */
const SLICE = 16 * 1024;

/** The connection was cut on demand, even when the rest of the body had already arrived. */
export class ConnectionCut extends Error {}

class Line extends Transform {
  readonly #link: Link;
  readonly #dropAfter: number;
  readonly #cut: () => void;
  #passed = 0;

  constructor(link: Link, dropAfter: number, cut: () => void) {
    super({ highWaterMark: SLICE });
    this.#link = link;
    this.#dropAfter = dropAfter;
    this.#cut = cut;
  }

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#pass(bytes).then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }

  async #pass(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; at += SLICE) {
      const slice = bytes.subarray(at, at + SLICE).subarray(0, Math.max(0, this.#dropAfter - this.#passed));
      await this.#link.cross(slice.length);
      this.#passed += slice.length;
      this.push(slice);
      if (this.#passed >= this.#dropAfter) {
        this.#cut();
        throw new ConnectionCut('a fault cut the connection');
      }
    }
  }
}

/** Faults, the slow link and the counters, as both servers meet them. */
export class Wire {
  readonly faults = new Faults();
  readonly link = new Link();
  readonly counters = new Counters();

  /** What strikes a request that just came in, delays already waited for. */
  async greet(
    server: 'api' | 's3',
    message: IncomingMessage,
  ): Promise<Exclude<FaultAction, { kind: 'delay' }> | undefined> {
    let struck: Exclude<FaultAction, { kind: 'delay' }> | undefined;
    for (const action of this.faults.strike(server, message.method ?? 'GET', message.url ?? '/')) {
      if (action.kind === 'delay') await sleep(action.ms);
      else struck = action;
    }
    if (this.link.latencyMs > 0) await sleep(this.link.latencyMs);
    return struck;
  }

  /** The body of a request as it comes over the line; cutting the connection destroys it. */
  incoming(message: IncomingMessage, action: FaultAction | undefined): Readable {
    const dropAfter =
      action?.kind === 'drop-after-bytes' && action.of === 'request' ? action.bytes : Number.POSITIVE_INFINITY;
    if (dropAfter === 0) message.socket.destroy();
    if (this.link.bitsPerSecond === 0 && dropAfter === Number.POSITIVE_INFINITY) return message;
    const line = new Line(this.link, dropAfter, () => message.socket.destroy());
    // A caller that goes away destroys the line too, so that its reader hears of it.
    pipeline(message, line, () => undefined);
    return line;
  }

  /** Sends an answer over the line, cutting it where the fault says. */
  async send(
    response: ServerResponse,
    status: number,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    action: FaultAction | undefined,
  ): Promise<void> {
    const cutAt = answerCut(action, body.length);
    if (cutAt === 0) {
      response.socket?.destroy();
      return;
    }
    response.writeHead(status, { ...headers, 'content-length': String(body.length) });
    response.flushHeaders();
    for (let at = 0; at < Math.min(cutAt, body.length); at += SLICE) {
      const slice = body.subarray(at, Math.min(at + SLICE, cutAt));
      await this.link.cross(slice.length);
      response.write(slice);
    }
    if (cutAt < body.length) response.socket?.destroySoon();
    else response.end();
  }

  /** A stream of bytes to the caller, as slow as the line. */
  outgoing(): Transform {
    return this.link.bitsPerSecond === 0
      ? new PassThrough()
      : new Line(this.link, Number.POSITIVE_INFINITY, () => undefined);
  }
}

/** How many bytes of an answer of this length go out before the connection is cut (0: not even its head); infinity when it isn't. */
export function answerCut(action: FaultAction | undefined, length: number): number {
  if (action?.kind === 'truncate') return Math.floor(length / 2);
  if (action?.kind === 'drop-after-bytes' && action.of === 'response') return Math.min(action.bytes, length);
  return Number.POSITIVE_INFINITY;
}
