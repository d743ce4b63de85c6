import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  CHECKSUM_ALGORITHMS,
  CHECKSUM_ELEMENT,
  type ChecksumAlgorithm,
  DIGEST_LENGTH,
  startChecksum,
} from './checksums.ts';
import { ChunkedDecoder } from './chunked.ts';
import { S3Error } from './errors.ts';
import type { S3Request } from './request.ts';
import type { Signed } from './signature.ts';

/** Content received whole and found to be what its headers say. */
export interface ReceivedContent {
  readonly size: number;
  readonly md5: Buffer;
  readonly sha256: Buffer;
  /** The checksum the client asked for, verified; base64. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
}

const STREAMING = /^STREAMING-(AWS4-HMAC-SHA256|UNSIGNED)-PAYLOAD(-TRAILER)?$/;

/**
 * Streams a request's body into `file`, verifying length, SHA-256, Content-MD5, aws-chunked signatures and
 * `x-amz-checksum-*` (header or trailer). On any failure the file is removed and nothing is stored.
 * `received` is told of content bytes as they come.
 */
export async function receiveContent(
  request: S3Request,
  signed: Signed,
  file: string,
  expected: ChecksumAlgorithm | undefined,
  received: (bytes: number) => void,
): Promise<ReceivedContent> {
  const streaming = STREAMING.exec(signed.payload);
  const length = declaredLength(request, streaming !== null);
  const claim = declaredChecksum(request);
  const algorithm = claim?.algorithm ?? expected;
  const tally = new Tally(algorithm, received);
  const decoder =
    streaming === null
      ? undefined
      : new ChunkedDecoder(streaming[1] === 'UNSIGNED' ? undefined : signed.chain, streaming[2] !== undefined);
  try {
    const sink = createWriteStream(file);
    if (decoder === undefined) await pipeline(request.body, tally, sink);
    else await pipeline(request.body, decoder, tally, sink);
    if (decoder?.failure !== undefined) throw decoder.failure;
    if (tally.size !== length)
      throw new S3Error(
        'IncompleteBody',
        'You did not provide the number of bytes specified by the Content-Length HTTP header',
      );
    const content = tally.finish();
    if (/^[0-9a-f]{64}$/.test(signed.payload) && content.sha256.toString('hex') !== signed.payload) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    checkMd5(request, content.md5);
    checkClaim(claim, decoder, content.checksum);
    return content;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

interface ChecksumClaim {
  readonly algorithm: ChecksumAlgorithm;
  /** Undefined when the value comes as a trailer. */
  readonly value: string | undefined;
}

/** The checksum that the client promises, in a header or as a trailer. */
function declaredChecksum(request: S3Request): ChecksumClaim | undefined {
  const claims = CHECKSUM_ALGORITHMS.flatMap((algorithm): ChecksumClaim[] => {
    const header = `x-amz-checksum-${algorithm}`;
    const value = request.header(header) ?? request.parameter(header);
    if (value !== undefined) return [{ algorithm, value }];
    return request.header('x-amz-trailer')?.toLowerCase() === header ? [{ algorithm, value: undefined }] : [];
  });
  if (claims.length > 1)
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  const claim = claims[0];
  if (claim?.value !== undefined) checkForm(claim.algorithm, claim.value);
  return claim;
}

function checkForm(algorithm: ChecksumAlgorithm, value: string): void {
  if (Buffer.from(value, 'base64').length !== DIGEST_LENGTH[algorithm]) {
    throw new S3Error('InvalidRequest', `Value for x-amz-checksum-${algorithm} header is invalid.`);
  }
}

function checkClaim(
  claim: ChecksumClaim | undefined,
  decoder: ChunkedDecoder | undefined,
  computed: ReceivedContent['checksum'],
): void {
  if (claim === undefined || computed === undefined) return;
  const value = claim.value ?? decoder?.trailers.get(`x-amz-checksum-${claim.algorithm}`);
  if (value === undefined)
    throw new S3Error(
      'MalformedTrailerError',
      `The trailer x-amz-checksum-${claim.algorithm} was announced and did not come.`,
    );
  checkForm(claim.algorithm, value);
  if (value !== computed.value) {
    throw new S3Error(
      'BadDigest',
      `The ${CHECKSUM_ELEMENT[claim.algorithm].slice('Checksum'.length)} you specified did not match the calculated checksum.`,
    );
  }
}

function declaredLength(request: S3Request, streaming: boolean): number {
  const name = streaming ? 'x-amz-decoded-content-length' : 'content-length';
  const text = request.header(name);
  if (text === undefined || !/^\d+$/.test(text))
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  // Anything that isn't plain or aws-chunked would end up framed inside the object.
  const framed = (request.header('content-encoding') ?? '').split(',').includes('aws-chunked');
  if (framed && !streaming)
    throw new S3Error('InvalidRequest', 'Content-Encoding aws-chunked needs a STREAMING-… x-amz-content-sha256.');
  return Number(text);
}

function checkMd5(request: S3Request, md5: Buffer): void {
  const claimed = request.header('content-md5');
  if (claimed === undefined) return;
  const bytes = Buffer.from(claimed, 'base64');
  if (bytes.length !== 16) throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (!bytes.equals(md5)) {
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
      ExpectedDigest: claimed,
      CalculatedDigest: md5.toString('base64'),
    });
  }
}

/** Counts and hashes what flows through. */
class Tally extends Transform {
  size = 0;
  readonly #md5 = createHash('md5');
  readonly #sha256 = createHash('sha256');
  readonly #algorithm: ChecksumAlgorithm | undefined;
  readonly #checksum: ReturnType<typeof startChecksum> | undefined;
  readonly #received: (bytes: number) => void;

  constructor(algorithm: ChecksumAlgorithm | undefined, received: (bytes: number) => void) {
    super();
    this.#algorithm = algorithm;
    // SHA-256 runs anyway.
    this.#checksum = algorithm === undefined || algorithm === 'sha256' ? undefined : startChecksum(algorithm);
    this.#received = received;
  }

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.size += bytes.length;
    this.#md5.update(bytes);
    this.#sha256.update(bytes);
    this.#checksum?.update(bytes);
    this.#received(bytes.length);
    done(null, bytes);
  }

  finish(): ReceivedContent {
    const sha256 = this.#sha256.digest();
    const algorithm = this.#algorithm;
    const digest = this.#checksum?.digest() ?? sha256;
    return {
      size: this.size,
      md5: this.#md5.digest(),
      sha256,
      checksum: algorithm === undefined ? undefined : { algorithm, value: digest.toString('base64') },
    };
  }
}
