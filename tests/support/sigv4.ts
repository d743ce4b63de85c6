import { createHash, createHmac } from 'node:crypto';

/**
 * Signature Version 4 written from AWS's description, independent of the sandbox's own: for what the AWS SDK won't send
 * (presigned queries, tampered requests, signed chunks).
 */
export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface Wanted {
  readonly method: string;
  readonly url: string;
  readonly key: SigningKey;
  readonly region: string;
  readonly at: Date;
}

const hash = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

function sign(wanted: Wanted, query: URLSearchParams, headers: Record<string, string>, payload: string) {
  const timestamp = stamp(wanted.at);
  const date = timestamp.slice(0, 8);
  const scope = `${date}/${wanted.region}/s3/aws4_request`;
  const names = Object.keys(headers).sort();
  const canonicalQuery = [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = [
    wanted.method,
    new URL(wanted.url).pathname,
    canonicalQuery,
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    payload,
  ].join('\n');
  const signingKey = hmac(
    hmac(hmac(hmac(`AWS4${wanted.key.secretAccessKey}`, date), wanted.region), 's3'),
    'aws4_request',
  );
  const signature = hmac(signingKey, ['AWS4-HMAC-SHA256', timestamp, scope, hash(canonical)].join('\n')).toString(
    'hex',
  );
  return { timestamp, scope, names, signature, signingKey };
}

/** A URL that carries its own signature. */
export function presign(wanted: Wanted & { readonly expiresSeconds: number }): string {
  const url = new URL(wanted.url);
  const timestamp = stamp(wanted.at);
  const set = (name: string, value: string) => url.searchParams.set(name, value);
  set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
  set('X-Amz-Credential', `${wanted.key.accessKeyId}/${timestamp.slice(0, 8)}/${wanted.region}/s3/aws4_request`);
  set('X-Amz-Date', timestamp);
  set('X-Amz-Expires', String(wanted.expiresSeconds));
  set('X-Amz-SignedHeaders', 'host');
  if (wanted.key.sessionToken !== undefined) set('X-Amz-Security-Token', wanted.key.sessionToken);
  const { signature } = sign(wanted, url.searchParams, { host: url.host }, 'UNSIGNED-PAYLOAD');
  set('X-Amz-Signature', signature);
  return url.href;
}

/** Headers of a signed request; `chunks` signs the pieces of an aws-chunked body after it. */
export function signHeaders(wanted: Wanted & { readonly payload: string; readonly headers?: Record<string, string> }) {
  const url = new URL(wanted.url);
  const headers: Record<string, string> = {
    ...wanted.headers,
    host: url.host,
    'x-amz-content-sha256': wanted.payload,
    'x-amz-date': stamp(wanted.at),
    ...(wanted.key.sessionToken === undefined ? {} : { 'x-amz-security-token': wanted.key.sessionToken }),
  };
  const { timestamp, scope, names, signature, signingKey } = sign(wanted, url.searchParams, headers, wanted.payload);
  const authorization = `AWS4-HMAC-SHA256 Credential=${wanted.key.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  let previous = signature;
  const next = (lines: string[]) => {
    previous = hmac(signingKey, lines.join('\n')).toString('hex');
    return previous;
  };
  return {
    headers: { ...headers, authorization },
    chunk: (content: Uint8Array): Buffer => {
      const signed = next(['AWS4-HMAC-SHA256-PAYLOAD', timestamp, scope, previous, hash(''), hash(content)]);
      return Buffer.concat([
        Buffer.from(`${content.length.toString(16)};chunk-signature=${signed}\r\n`),
        content,
        Buffer.from(content.length === 0 ? '' : '\r\n'),
      ]);
    },
    trailer: (name: string, value: string): Buffer => {
      const signed = next(['AWS4-HMAC-SHA256-TRAILER', timestamp, scope, previous, hash(`${name}:${value}\n`)]);
      return Buffer.from(`${name}:${value}\r\nx-amz-trailer-signature:${signed}\r\n\r\n`);
    },
  };
}
