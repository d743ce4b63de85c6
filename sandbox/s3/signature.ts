import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Keys, Signer } from './credentials.ts';
import { S3Error } from './errors.ts';
import type { S3Request } from './request.ts';

/** AWS Signature Version 4 as S3 uses it (AWS General Reference, "Create a signed AWS API request"). */
const ALGORITHM = 'AWS4-HMAC-SHA256';
/** S3 refuses requests whose clock differs by more than 15 minutes. */
const MAXIMUM_SKEW_MS = 15 * 60_000;
const MAXIMUM_PRESIGNED_SECONDS = 7 * 86_400;
export const EMPTY_SHA256 = createHash('sha256').digest('hex');

/** A request whose signature was found right. */
export interface Signed {
  readonly signer: Signer;
  /** The payload hash as declared: 64 hex digits, UNSIGNED-PAYLOAD or a STREAMING-… name. */
  readonly payload: string;
  /** What aws-chunked bodies go on signing with. */
  readonly chain: SignatureChain;
}

/** Signs the chunks of an aws-chunked body, each over the signature before it. */
export class SignatureChain {
  readonly #key: Buffer;
  readonly #timestamp: string;
  readonly #scope: string;
  #previous: string;

  constructor(key: Buffer, timestamp: string, scope: string, seed: string) {
    this.#key = key;
    this.#timestamp = timestamp;
    this.#scope = scope;
    this.#previous = seed;
  }

  chunk(contentSha256: string): string {
    return this.#next([
      `${ALGORITHM}-PAYLOAD`,
      this.#timestamp,
      this.#scope,
      this.#previous,
      EMPTY_SHA256,
      contentSha256,
    ]);
  }

  trailer(trailersSha256: string): string {
    return this.#next([`${ALGORITHM}-TRAILER`, this.#timestamp, this.#scope, this.#previous, trailersSha256]);
  }

  #next(lines: readonly string[]): string {
    this.#previous = createHmac('sha256', this.#key).update(lines.join('\n')).digest('hex');
    return this.#previous;
  }
}

interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  readonly payload: string;
  readonly presigned: boolean;
  readonly expiresSeconds: number | undefined;
}

/**
 * Verifies a request's signature, from the Authorization header or the query.
 * `wall` is the clock that signatures are compared with; `sessions` the one session tokens expire by.
 */
export function verifySignature(request: S3Request, keys: Keys, region: string, wall: Clock, sessions: Clock): Signed {
  const claim = request.parameter('X-Amz-Algorithm') === undefined ? headerClaim(request) : queryClaim(request);
  if (claim.region !== region) {
    throw new S3Error(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${claim.region}' is wrong; expecting '${region}'`,
      { Region: region },
    );
  }
  if (!claim.timestamp.startsWith(claim.date)) {
    throw new S3Error(
      'AuthorizationHeaderMalformed',
      'The date of the credential scope is not the date of the request.',
    );
  }
  const signer = keys.signer(claim.accessKeyId, claim.sessionToken);
  const scope = `${claim.date}/${region}/s3/aws4_request`;
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(Buffer.from(`AWS4${signer.secret}`), claim.date), region));
  const canonical = canonicalRequest(request, claim);
  const toSign = [ALGORITHM, claim.timestamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const expected = createHmac('sha256', key).update(toSign).digest('hex');
  if (!same(expected, claim.signature)) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      {
        AWSAccessKeyId: claim.accessKeyId,
        StringToSign: toSign,
        CanonicalRequest: canonical,
      },
    );
  }
  checkTime(claim, wall.now());
  if (signer.expiresAt !== undefined && sessions.now() >= signer.expiresAt) {
    throw new S3Error('ExpiredToken', 'The provided token has expired.');
  }
  return { signer, payload: claim.payload, chain: new SignatureChain(key, claim.timestamp, scope, expected) };
}

function headerClaim(request: S3Request): Claim {
  const authorization = request.header('authorization');
  if (authorization === undefined) throw new S3Error('AccessDenied', 'Access Denied: the request is not signed.');
  const match = /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
    authorization,
  );
  if (match === null)
    throw new S3Error('AuthorizationHeaderMalformed', 'The authorization header that you provided is not valid.');
  const payload = request.header('x-amz-content-sha256');
  if (payload === undefined)
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  const timestamp = request.header('x-amz-date') ?? fromHttpDate(request.header('date'));
  return {
    ...credential(match[1] ?? ''),
    signedHeaders: (match[2] ?? '').split(';'),
    signature: match[3] ?? '',
    timestamp,
    sessionToken: request.header('x-amz-security-token'),
    payload,
    presigned: false,
    expiresSeconds: undefined,
  };
}

function queryClaim(request: S3Request): Claim {
  const need = (name: string): string => {
    const value = request.parameter(name);
    if (value === undefined) {
      throw new S3Error(
        'AuthorizationQueryParametersError',
        `Query-string authentication requires the ${name} parameter.`,
      );
    }
    return value;
  };
  if (need('X-Amz-Algorithm') !== ALGORITHM)
    throw new S3Error('AuthorizationQueryParametersError', 'X-Amz-Algorithm only supports AWS4-HMAC-SHA256');
  const expiresSeconds = Number(need('X-Amz-Expires'));
  if (!Number.isInteger(expiresSeconds) || expiresSeconds < 1 || expiresSeconds > MAXIMUM_PRESIGNED_SECONDS) {
    throw new S3Error('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds.');
  }
  return {
    ...credential(need('X-Amz-Credential')),
    signedHeaders: need('X-Amz-SignedHeaders').split(';'),
    signature: need('X-Amz-Signature'),
    timestamp: need('X-Amz-Date'),
    sessionToken: request.parameter('X-Amz-Security-Token'),
    payload: request.parameter('X-Amz-Content-Sha256') ?? request.header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
    presigned: true,
    expiresSeconds,
  };
}

function credential(text: string): Pick<Claim, 'accessKeyId' | 'date' | 'region'> {
  const [accessKeyId = '', date = '', region = '', service, terminator, ...rest] = text.split('/');
  if (service !== 's3' || terminator !== 'aws4_request' || rest.length > 0) {
    throw new S3Error(
      'AuthorizationHeaderMalformed',
      'The credential is malformed; expecting "<key>/YYYYMMDD/REGION/s3/aws4_request".',
    );
  }
  return { accessKeyId, date, region };
}

function canonicalRequest(request: S3Request, claim: Claim): string {
  const signed = new Set(claim.signedHeaders);
  if (!signed.has('host')) throw new S3Error('AccessDenied', 'The host header must be signed.');
  for (const name of Object.keys(request.message.headersDistinct)) {
    if (name.startsWith('x-amz-') && !signed.has(name)) {
      throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
        HeadersNotSigned: name,
      });
    }
  }
  const query = request.query
    .filter(([name]) => !(claim.presigned && name === 'X-Amz-Signature'))
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, av], [b, bv]) => compare(a, b) || compare(av, bv))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = claim.signedHeaders.map((name) => `${name}:${request.header(name) ?? ''}\n`).join('');
  const path = request.path.split('/').map(encode).join('/');
  return [request.method, path, query, headers, claim.signedHeaders.join(';'), claim.payload].join('\n');
}

function checkTime(claim: Claim, now: number): void {
  const at = parseTimestamp(claim.timestamp);
  if (claim.expiresSeconds === undefined) {
    if (Math.abs(now - at) > MAXIMUM_SKEW_MS) {
      throw new S3Error(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
        {
          RequestTime: claim.timestamp,
          ServerTime: new Date(now).toISOString(),
          MaxAllowedSkewMilliseconds: String(MAXIMUM_SKEW_MS),
        },
      );
    }
    return;
  }
  if (now > at + claim.expiresSeconds * 1000) throw new S3Error('AccessDenied', 'Request has expired');
  if (at > now + MAXIMUM_SKEW_MS) throw new S3Error('AccessDenied', 'Request is not valid yet');
}

function parseTimestamp(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null)
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

function fromHttpDate(date: string | undefined): string {
  const instant = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(instant))
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  return `${new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

/** URI-encodes as SigV4 asks: everything but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
