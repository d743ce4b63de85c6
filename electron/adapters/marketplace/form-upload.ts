import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import type { PhotoForm, RemotePhoto } from '../../core/ports/marketplace.ts';
import { photoAnswer } from './answers.ts';
import { dateHeader, parseJson, SilentServer, unreachable } from './http.ts';
import { problemOf, readAs } from './problems.ts';

/** Longest silence of the network while bytes go up, in ms; the server may think as long again before it answers. */
const SILENCE_MS = 60_000;
const ANSWER_LIMIT_BYTES = 1024 * 1024;

export interface FormUpload {
  readonly server: string;
  readonly token: string;
  readonly path: string;
  readonly filename: string;
  readonly form: PhotoForm;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((bytes: number) => void | Promise<void>) | undefined;
  readonly silenceMs?: number;
}

/**
 * The marketplace's form POST of one photo (multipart/form-data, RFC 7578), streamed from the disk with its length known
 * beforehand: node:http, because fetch sends a stream without Content-Length, which many PHP servers refuse. Never repeated
 * here: the call is not idempotent. `onProgress` gets the picture's bytes as they leave, in pieces.
 * Errors: file-missing, file-changed, and those of every call.
 */
export async function postPhotoForm(upload: FormUpload): Promise<RemotePhoto> {
  upload.signal?.throwIfAborted();
  const size = await sizeOf(upload.path);
  const boundary = `pouire-${randomUUID()}`;
  const head = Buffer.from(formHead(boundary, upload.form, upload.filename));
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const url = new URL(`${upload.server}/api/photographer/photos`);
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method: 'POST',
    agent: false, // a fresh connection: one that the server closed meanwhile would cost a whole photo
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${upload.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + size + tail.length,
      'user-agent': 'PouireStudio',
    },
  });
  const silenceMs = upload.silenceMs ?? SILENCE_MS;
  request.setTimeout(silenceMs, () => request.destroy(new SilentServer()));
  const onAbort = () => request.destroy();
  upload.signal?.addEventListener('abort', onAbort, { once: true });
  const answered = once(request, 'response');
  const file = createReadStream(upload.path, { highWaterMark: 64 * 1024 });
  try {
    // The server may answer (401, 413, 422) before it has read everything: whichever comes first.
    const sent = sendBody(request, head, file, size, tail, upload);
    const [response] = await Promise.race([answered, sent.then(() => answered)]);
    return readAnswer(upload.server, response, await bodyOf(response));
  } catch (error) {
    if (isStudioError(error)) throw error;
    upload.signal?.throwIfAborted();
    throw unreachable(upload.server, error);
  } finally {
    upload.signal?.removeEventListener('abort', onAbort);
    answered.catch(() => undefined);
    file.destroy();
    request.destroy();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new StudioError('file-missing', { path }, { cause });
  }
}

async function sendBody(
  request: ClientRequest,
  head: Buffer,
  file: ReadStream,
  size: number,
  tail: Buffer,
  upload: FormUpload,
): Promise<void> {
  let read = 0;
  await write(request, head);
  try {
    for await (const chunk of file) {
      if (!Buffer.isBuffer(chunk)) continue;
      read += chunk.length;
      if (read > size) break;
      await write(request, chunk);
      await upload.onProgress?.(chunk.length);
    }
  } catch (cause) {
    if (file.errored) throw new StudioError('file-missing', { path: upload.path }, { cause });
    throw cause;
  }
  if (read !== size) throw new StudioError('file-changed', { path: upload.path });
  request.end(tail);
}

/** Waits until the chunk was handed to the network, so that progress counts what left and memory stays flat. */
function write(request: ClientRequest, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    request.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

function formHead(boundary: string, form: PhotoForm, filename: string): string {
  const fields: [string, string][] = [
    ['title', form.title],
    ['description', form.description],
    ['category_id', form.categoryId],
    ['tags', form.tags.join(',')],
    ['price_standard', String(form.priceStandard)],
    ['price_extended', String(form.priceExtended)],
    ['location', form.location],
  ];
  const parts = fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const contentType = /\.png$/i.test(filename) ? 'image/png' : 'image/jpeg';
  parts.push(
    `--${boundary}\r\nContent-Disposition: form-data; name="photos[]"; filename="${quoted(filename)}"\r\nContent-Type: ${contentType}\r\n\r\n`,
  );
  return parts.join('');
}

/** As browsers do it (WHATWG HTML, multipart/form-data encoding): quotes and line ends are percent-encoded. */
function quoted(filename: string): string {
  return filename.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > ANSWER_LIMIT_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readAnswer(server: string, response: IncomingMessage, text: string): RemotePhoto {
  const status = response.statusCode ?? 0;
  const answer = {
    status,
    body: parseJson(text),
    serverTime: dateHeader(response.headers.date),
    retryAfter: response.headers['retry-after'] ?? null,
  };
  if (status < 200 || status >= 300) throw problemOf(server, answer);
  // Where it can't be read, the photo may well have arrived: the caller looks it up before it sends again.
  return readAs(photoAnswer, 'answer to the form POST', server, answer);
}
