import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { SessionCredentials } from '../storage.ts';
import { S3Error } from './errors.ts';

const grant = z.object({ accessKeyId: z.string(), prefix: z.string(), expiresAt: z.number() });
type Grant = z.infer<typeof grant>;

/** Who signs a request and what that key may do. */
export interface Signer {
  readonly secret: string;
  /** Undefined for the root key, which may do everything. */
  readonly prefix: string | undefined;
  readonly expiresAt: number | undefined;
}

/**
 * Issues and recognises keys. Session tokens carry their own grant, sealed with this sandbox's master secret, so that
 * they still hold after a restart.
 */
export class Keys {
  readonly rootAccessKeyId: string;
  readonly rootSecret: string;
  readonly #master: string;

  constructor(master: string) {
    this.#master = master;
    this.rootAccessKeyId = `SANDBOXROOT${this.#seal('root id').slice(0, 9).toUpperCase()}`;
    this.rootSecret = this.#seal('root secret');
  }

  issue(prefix: string, expiresAt: number): SessionCredentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const body = Buffer.from(JSON.stringify({ accessKeyId, prefix, expiresAt } satisfies Grant)).toString('base64url');
    return {
      accessKeyId,
      secretAccessKey: this.#seal(`secret ${accessKeyId}`),
      sessionToken: `${body}.${this.#seal(`token ${body}`)}`,
      expiresAt,
    };
  }

  /** Finds the secret for a key id. Whether a session has expired is for the caller to say after the signature is checked. */
  signer(accessKeyId: string, sessionToken: string | undefined): Signer {
    if (sessionToken === undefined) {
      if (accessKeyId === this.rootAccessKeyId)
        return { secret: this.rootSecret, prefix: undefined, expiresAt: undefined };
      throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
        AWSAccessKeyId: accessKeyId,
      });
    }
    const [body = '', seal = ''] = sessionToken.split('.');
    const expected = Buffer.from(this.#seal(`token ${body}`));
    const given = Buffer.from(seal);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new S3Error('InvalidToken', 'The provided token is malformed or otherwise invalid.');
    }
    const read = grant.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    if (read.accessKeyId !== accessKeyId)
      throw new S3Error('InvalidToken', 'The provided token is not of this access key.');
    return { secret: this.#seal(`secret ${accessKeyId}`), prefix: read.prefix, expiresAt: read.expiresAt };
  }

  #seal(subject: string): string {
    return createHmac('sha256', this.#master).update(subject).digest('base64url');
  }
}
