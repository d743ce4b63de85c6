import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Clock, machineClock } from '../clock.ts';
import type { FaultAction } from '../faults.ts';
import { ConnectionCut, type Wire } from '../wire.ts';
import type { S3Answer } from './answer.ts';
import type { Keys } from './credentials.ts';
import { authorise, type OperationName, operationName, perform } from './dispatch.ts';
import type { Engine } from './engine.ts';
import { type S3Code, S3Error } from './errors.ts';
import { readS3Request } from './request.ts';
import { verifySignature } from './signature.ts';
import { errorDocument } from './xml.ts';

export interface S3Options {
  readonly engine: Engine;
  readonly keys: Keys;
  readonly region: string;
  readonly buckets: ReadonlySet<string>;
  readonly wire: Wire;
  /** Session tokens expire by the sandbox's clock, which tests move; signatures are compared with the machine's. */
  readonly sessions: Clock;
}

/**
 * A strict, path-style S3 on plain node:http: bodies are streams that go to disk as they come, and the signature is over
 * the raw target, so a framework's body parsing and routing would only be in the way.
 */
export function createS3Server(options: S3Options): Server {
  const server = createServer((message, response) => {
    answer(options, message, response).catch(() => response.socket?.destroy());
  });
  // A 1 Mbit/s link takes minutes for one part; the default of five would cut it.
  server.requestTimeout = 0;
  return server;
}

async function answer(options: S3Options, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { wire } = options;
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const log: { name: OperationName | 'unknown' } = { name: 'unknown' };
  let fault: Exclude<FaultAction, { kind: 'delay' }> | undefined;
  let result: S3Answer;
  try {
    fault = await wire.greet('s3', message);
    result = await work(options, message, fault, log);
  } catch (error) {
    if (error instanceof ConnectionCut || (message.destroyed && !message.complete)) {
      // The caller is gone in the middle: nothing was stored and nobody is there to be told.
      wire.counters.answered(`s3 ${log.name}`, 'dropped');
      response.destroy();
      return;
    }
    result = failure(error, requestId, message.url ?? '');
  }
  wire.counters.answered(`s3 ${log.name}`, String(result.status));
  const headers = {
    'x-amz-request-id': requestId,
    'x-amz-id-2': requestId,
    server: 'PouireSandboxS3',
    ...result.headers,
  };
  await write(wire, message, response, result, headers, fault);
}

async function work(
  options: S3Options,
  message: IncomingMessage,
  fault: FaultAction | undefined,
  log: { name: OperationName | 'unknown' },
): Promise<S3Answer> {
  const refusal = fault?.kind === 'status' ? onDemand(fault) : undefined;
  if (fault?.kind === 'status' && !fault.after) {
    log.name = operationName(readS3Request(message, message));
    await drain(message);
    throw onDemand(fault);
  }
  const request = readS3Request(message, options.wire.incoming(message, fault));
  log.name = operationName(request);
  const signed = verifySignature(request, options.keys, options.region, machineClock, options.sessions);
  const call = { engine: options.engine, request, signed };
  authorise(call, log.name, options.buckets);
  const result = await perform(call, log.name);
  if (refusal !== undefined) throw refusal;
  return result;
}

function onDemand({ status, retry_after }: Extract<FaultAction, { kind: 'status' }>): S3Error {
  const facts = retry_after === undefined ? {} : { RetryAfter: String(retry_after) };
  return new S3Error(STATUS_CODE[status], 'A fault of the sandbox, on demand.', facts);
}

async function drain(message: IncomingMessage): Promise<void> {
  for await (const _ of message);
}

const STATUS_CODE = {
  401: 'AccessDenied',
  403: 'AccessDenied',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'SlowDown',
} as const satisfies Record<number, S3Code>;

function failure(error: unknown, requestId: string, resource: string): S3Answer {
  const known =
    error instanceof S3Error
      ? error
      : new S3Error(
          'InternalError',
          `We encountered an internal error: ${error instanceof Error ? error.message : String(error)}`,
        );
  const { RetryAfter, ...facts } = known.facts;
  return {
    status: known.status,
    headers: { 'content-type': 'application/xml', ...(RetryAfter === undefined ? {} : { 'retry-after': RetryAfter }) },
    body: errorDocument({
      Code: known.code,
      Message: known.message,
      ...facts,
      Resource: resource.split('?')[0] ?? '',
      RequestId: requestId,
    }),
  };
}

async function write(
  wire: Wire,
  message: IncomingMessage,
  response: ServerResponse,
  result: S3Answer,
  headers: Record<string, string>,
  fault: FaultAction | undefined,
): Promise<void> {
  // An early refusal leaves the rest of the body unread; taking it in keeps the caller from a broken pipe before it has read why.
  if (!message.complete) message.resume();
  if (result.body === undefined || message.method === 'HEAD') {
    if (result.body !== undefined && typeof result.body !== 'string') result.body.destroy();
    if (message.method === 'HEAD' || result.status === 204) {
      response.writeHead(result.status, headers).end();
      return;
    }
    await wire.send(response, result.status, headers, Buffer.alloc(0), fault);
    return;
  }
  if (typeof result.body === 'string') {
    await wire.send(response, result.status, headers, Buffer.from(result.body), fault);
    return;
  }
  response.writeHead(result.status, headers);
  await pipeline(result.body, wire.outgoing(), response);
}
