import { createHash, type Hash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { S3Error } from './errors.ts';
import { EMPTY_SHA256, type SignatureChain } from './signature.ts';

/** Longest line (chunk header or trailer) that is read: signatures and checksums are far shorter. */
const MAXIMUM_LINE = 4096;

/**
 * Takes the framing off an `aws-chunked` body (AWS, "Signature calculations: transferring payload in multiple chunks"),
 * checking each chunk's signature where the body is signed. What comes out is the content alone; framing never reaches an object.
 */
export class ChunkedDecoder extends Transform {
  /** Trailers by lower-case name; complete when the stream has ended. */
  readonly trailers = new Map<string, string>();
  /** What was wrong with the framing. The rest of the body is still taken in, so that the caller can be told. */
  failure: S3Error | undefined;
  readonly #chain: SignatureChain | undefined;
  readonly #withTrailers: boolean;
  #state: 'header' | 'content' | 'content-end' | 'trailer' | 'done' = 'header';
  #line = '';
  #left = 0;
  #claimed = '';
  #hash: Hash = createHash('sha256');
  #signedTrailers = '';

  constructor(chain: SignatureChain | undefined, withTrailers: boolean) {
    super();
    this.#chain = chain;
    this.#withTrailers = withTrailers;
  }

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    try {
      let at = 0;
      while (this.failure === undefined && at < bytes.length) {
        at = this.#state === 'content' ? this.#content(bytes, at) : this.#readLine(bytes, at);
      }
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      this.failure = error;
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.#state !== 'done')
      this.failure ??= new S3Error('IncompleteBody', 'The request body terminated unexpectedly');
    done();
  }

  #content(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    const piece = bytes.subarray(at, end);
    if (this.#chain !== undefined) this.#hash.update(piece);
    this.push(piece);
    this.#left -= piece.length;
    if (this.#left === 0) this.#state = 'content-end';
    return end;
  }

  #readLine(bytes: Buffer, at: number): number {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline + 1;
    this.#line += bytes.toString('latin1', at, end);
    if (this.#line.length > MAXIMUM_LINE) throw malformed();
    if (newline < 0) return end;
    if (!this.#line.endsWith('\r\n')) throw malformed();
    const line = this.#line.slice(0, -2);
    this.#line = '';
    this.#takeLine(line);
    return end;
  }

  #takeLine(line: string): void {
    switch (this.#state) {
      case 'header':
        this.#chunkHeader(line);
        return;
      case 'content-end':
        if (line !== '') throw malformed();
        this.#checkChunk(this.#hash.digest('hex'));
        this.#hash = createHash('sha256');
        this.#state = 'header';
        return;
      case 'trailer':
        this.#trailer(line);
        return;
      default:
        throw malformed();
    }
  }

  #chunkHeader(line: string): void {
    const match = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
    if (match === null || (this.#chain !== undefined && match[2] === undefined)) throw malformed();
    this.#left = Number.parseInt(match[1] ?? '', 16);
    this.#claimed = match[2] ?? '';
    if (this.#left > 0) {
      this.#state = 'content';
      return;
    }
    this.#checkChunk(EMPTY_SHA256);
    this.#state = 'trailer';
  }

  #trailer(line: string): void {
    if (line === '') {
      if (this.#withTrailers && this.#chain !== undefined && this.#claimed !== 'trailer verified') {
        throw new S3Error('MalformedTrailerError', 'The trailer signature is missing.');
      }
      this.#state = 'done';
      return;
    }
    const colon = line.indexOf(':');
    if (!this.#withTrailers || colon < 1)
      throw new S3Error('MalformedTrailerError', 'The request contained trailing data that was not well-formed.');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      this.#checkTrailers(value);
      return;
    }
    this.#signedTrailers += `${name}:${value}\n`;
    this.trailers.set(name, value);
  }

  #checkChunk(contentSha256: string): void {
    if (this.#chain !== undefined && this.#chain.chunk(contentSha256) !== this.#claimed) throw unsigned();
  }

  #checkTrailers(claimed: string): void {
    if (this.#chain === undefined) return;
    if (this.#chain.trailer(createHash('sha256').update(this.#signedTrailers).digest('hex')) !== claimed)
      throw unsigned();
    this.#claimed = 'trailer verified';
  }
}

function malformed(): S3Error {
  return new S3Error('IncompleteBody', 'The aws-chunked framing of the request body is not well-formed.');
}

function unsigned(): S3Error {
  return new S3Error(
    'SignatureDoesNotMatch',
    'The chunk signature we calculated does not match the signature you provided.',
  );
}
