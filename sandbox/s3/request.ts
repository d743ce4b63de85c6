import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { S3Error } from './errors.ts';

/** A request as S3 reads it: path-style bucket and key, decoded query in order, headers as sent. */
export interface S3Request {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  /** Decoded path, for signing. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly message: IncomingMessage;
  /** The body as it comes through the (possibly slow or broken) line. */
  readonly body: Readable;
  parameter(name: string): string | undefined;
  header(name: string): string | undefined;
}

export function readS3Request(message: IncomingMessage, body: Readable): S3Request {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const rawPath = mark < 0 ? target : target.slice(0, mark);
  const path = decode(rawPath);
  const query = (mark < 0 ? '' : target.slice(mark + 1))
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): readonly [string, string] => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
  const slash = path.indexOf('/', 1);
  return {
    method: message.method ?? 'GET',
    bucket: slash < 0 ? path.slice(1) : path.slice(1, slash),
    key: slash < 0 ? '' : path.slice(slash + 1),
    path,
    query,
    message,
    body,
    parameter: (name) => query.find(([known]) => known === name)?.[1],
    header: (name) => {
      const values = message.headersDistinct[name];
      return values === undefined ? undefined : values.map((value) => value.trim().replace(/\s+/g, ' ')).join(',');
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.");
  }
}
