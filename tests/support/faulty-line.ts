import { once } from 'node:events';
import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong with a request on its way to the storage. */
export type LineFault =
  | { readonly kind: 'status'; readonly status: number; readonly code: string; readonly retryAfter?: number }
  /** The connection is cut after so many bytes of the request's body. */
  | { readonly kind: 'cut-request'; readonly afterBytes: number }
  /** The storage does the work, its answer is lost. */
  | { readonly kind: 'lose-answer' }
  /** The storage does the work, half of its answer arrives. */
  | { readonly kind: 'halve-answer' }
  /** Nothing moves any more after so many bytes. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Nothing moves after so many bytes (0: before anything) until the promise resolves; then all goes on as if nothing had been. */
  | { readonly kind: 'hold'; readonly afterBytes: number; readonly until: Promise<unknown> };

export interface LineRule {
  readonly method: string;
  /** Tested against path and query. */
  readonly target: RegExp;
  /** How often it strikes. */
  times: number;
  readonly fault: LineFault;
}

/** Until the request takes more, or is over. */
async function roomIn(onward: ClientRequest): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([
      once(onward, 'drain', { signal: over.signal }),
      once(onward, 'close', { signal: over.signal }),
    ]);
  } finally {
    over.abort();
  }
}

/**
 * A line to a storage that fails on demand, the same way in front of every engine. Signatures stay valid: the storage sees the
 * Host that was signed.
 */
export async function startFaultyLine(upstream: string) {
  /** Bytes of request bodies per second over all connections; infinity: as fast as the machine. */
  let bytesPerSecond = Number.POSITIVE_INFINITY;
  let freeAt = 0;
  /** Every request and every answer takes so long, ms. */
  let latencyMs = 0;
  /** Decides for each request that no rule is for. */
  let weather: ((request: { method: string; target: string }) => LineFault | undefined) | null = null;
  /** After so many bytes of bodies, of all connections together, every connection is cut; and again. */
  let cutEvery = Number.POSITIVE_INFINITY;
  let sinceCut = 0;

  /** Resolves when so many bytes have crossed; bytes of all connections queue for the same line. */
  async function cross(bytes: number): Promise<void> {
    if (bytesPerSecond === Number.POSITIVE_INFINITY) return;
    freeAt = Math.max(freeAt, performance.now()) + (bytes * 1000) / bytesPerSecond;
    const wait = freeAt - performance.now();
    if (wait > 1) await sleep(wait);
  }

  const target = new URL(upstream);
  const rules: LineRule[] = [];
  const seen: { method: string; target: string; bodyBytes: number }[] = [];

  const server = createServer((message, response) => {
    const entry = { method: message.method ?? '', target: message.url ?? '', bodyBytes: 0 };
    seen.push(entry);
    const rule = rules.find(
      (candidate) => candidate.times > 0 && candidate.method === entry.method && candidate.target.test(entry.target),
    );
    if (rule) rule.times -= 1;
    message.on('error', () => {});
    count(message, entry);
    const fault = rule?.fault ?? weather?.(entry);
    if (latencyMs === 0) serve(message, response, fault);
    else void sleep(latencyMs).then(() => serve(message, response, fault));
  });

  /** Counts without taking the stream out of its pace. */
  function count(message: IncomingMessage, entry: { bodyBytes: number }): void {
    const push = message.push.bind(message);
    message.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      entry.bodyBytes += chunk?.length ?? 0;
      return push(chunk, encoding);
    };
  }

  function serve(message: IncomingMessage, response: ServerResponse, fault: LineFault | undefined): void {
    if (fault?.kind === 'status') {
      message.resume();
      message.on('end', () => {
        response.writeHead(fault.status, {
          'content-type': 'application/xml',
          ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
        });
        response.end(`<?xml version="1.0"?><Error><Code>${fault.code}</Code><Message>on demand</Message></Error>`);
      });
      return;
    }
    const { expect: _, ...headers } = message.headers;
    const { socket } = message; // the message lets go of it when it is over
    const onward = request({
      host: target.hostname,
      port: target.port,
      method: message.method,
      path: message.url,
      headers,
      agent: false,
    });
    onward.on('error', () => socket.destroy());
    onward.on('response', (answer) => {
      if (fault?.kind === 'lose-answer') {
        answer.resume();
        answer.on('end', () => socket.destroy());
        return;
      }
      if (fault?.kind === 'halve-answer') {
        const body: Buffer[] = [];
        answer.on('data', (piece: Buffer) => body.push(piece));
        answer.on('end', () => {
          const whole = Buffer.concat(body);
          response.writeHead(answer.statusCode ?? 502, {
            ...answer.headers,
            'content-length': String(whole.length + 2),
          });
          response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => socket.destroy());
        });
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    response.on('close', () => onward.destroy());
    forward(message, onward, fault).catch(() => onward.destroy());
  }

  async function forward(message: IncomingMessage, onward: ClientRequest, fault: LineFault | undefined): Promise<void> {
    const { socket } = message;
    let held = fault?.kind === 'hold' ? fault : null;
    let passed = 0;
    if (held?.afterBytes === 0) await held.until;
    for await (const chunk of message) {
      const bytes: Buffer = chunk;
      await cross(bytes.length);
      passed += bytes.length;
      sinceCut += bytes.length;
      if (sinceCut >= cutEvery) {
        sinceCut = 0;
        server.closeAllConnections();
        return;
      }
      if (!onward.write(bytes)) await roomIn(onward);
      if (held !== null && passed >= held.afterBytes) {
        await Promise.race([held.until, once(message, 'close')]);
        held = null;
      }
      if (fault === undefined || fault.kind === 'hold' || !('afterBytes' in fault) || passed < fault.afterBytes)
        continue;
      if (fault.kind === 'stall') await once(message, 'close');
      socket.destroy();
      return;
    }
    onward.end();
  }

  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** Every request that came, in order. */
    seen,
    add(rule: Omit<LineRule, 'times'> & { times?: number }): void {
      rules.push({ times: 1, ...rule });
    },
    limit(rate: number): void {
      bytesPerSecond = rate;
    },
    latency(ms: number): void {
      latencyMs = ms;
    },
    weather(judge: typeof weather): void {
      weather = judge;
    },
    cutEvery(bytes: number): void {
      cutEvery = bytes;
      sinceCut = 0;
    },
    /** Nobody answers at this address: connections are cut, new ones refused. */
    async goAway(): Promise<void> {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
    async comeBack(): Promise<void> {
      await new Promise<void>((resolve) => server.listen(address.port, '127.0.0.1', () => resolve()));
    },
    clear(): void {
      latencyMs = 0;
      weather = null;
      cutEvery = Number.POSITIVE_INFINITY;
      rules.length = 0;
      seen.length = 0;
      bytesPerSecond = Number.POSITIVE_INFINITY;
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type FaultyLine = Awaited<ReturnType<typeof startFaultyLine>>;
