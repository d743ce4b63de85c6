import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from './database.ts';

export const photographerStatus = z.enum(['pending', 'approved', 'rejected', 'suspended']);
export type PhotographerStatus = z.infer<typeof photographerStatus>;

const account = z.object({
  id: z.string(),
  email: z.string(),
  password: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  account_type: z.enum(['user', 'photographer', 'admin']),
  photographer_status: photographerStatus.nullable(),
  phone: z.string().nullable(),
  bio: z.string().nullable(),
  avatar: z.string().nullable(),
  created_at: z.number(),
  updated_at: z.number(),
});
export type Account = z.infer<typeof account>;

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly accountType: 'user' | 'photographer';
  readonly status: PhotographerStatus | null;
  readonly phone?: string | null;
}

/** People of the marketplace, their tokens that no longer count, and their forgotten passwords. */
export class Accounts {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  create(wanted: NewAccount): Account {
    const now = this.#clock.now();
    const id = randomUUID();
    this.#database.run(
      `INSERT INTO accounts (id, email, password, first_name, last_name, account_type, photographer_status, phone, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      wanted.email,
      hashPassword(wanted.password),
      wanted.firstName,
      wanted.lastName,
      wanted.accountType,
      wanted.status,
      wanted.phone ?? null,
      now,
      now,
    );
    return this.require(id);
  }

  byId(id: string): Account | undefined {
    return this.#database.first(account, 'SELECT * FROM accounts WHERE id = ?', id);
  }

  byEmail(email: string): Account | undefined {
    return this.#database.first(account, 'SELECT * FROM accounts WHERE email = ?', email);
  }

  all(): Account[] {
    return this.#database.all(account, 'SELECT * FROM accounts ORDER BY created_at, id');
  }

  setStatus(id: string, status: PhotographerStatus): void {
    this.#database.run(
      'UPDATE accounts SET photographer_status = ?, updated_at = ? WHERE id = ?',
      status,
      this.#clock.now(),
      id,
    );
  }

  setPassword(id: string, password: string): void {
    this.#database.run(
      'UPDATE accounts SET password = ?, updated_at = ? WHERE id = ?',
      hashPassword(password),
      this.#clock.now(),
      id,
    );
  }

  setAvatar(id: string, avatar: string): void {
    this.#database.run('UPDATE accounts SET avatar = ?, updated_at = ? WHERE id = ?', avatar, this.#clock.now(), id);
  }

  setProfile(id: string, profile: Pick<Account, 'first_name' | 'last_name' | 'phone' | 'bio'>): Account {
    this.#database.run(
      'UPDATE accounts SET first_name = ?, last_name = ?, phone = ?, bio = ?, updated_at = ? WHERE id = ?',
      profile.first_name,
      profile.last_name,
      profile.phone,
      profile.bio,
      this.#clock.now(),
      id,
    );
    return this.require(id);
  }

  revokeToken(jti: string, expiresAt: number): void {
    this.#database.run('INSERT OR IGNORE INTO revoked_tokens (jti, expires_at) VALUES (?, ?)', jti, expiresAt);
  }

  isRevoked(jti: string): boolean {
    return (
      this.#database.first(z.object({ jti: z.string() }), 'SELECT jti FROM revoked_tokens WHERE jti = ?', jti) !==
      undefined
    );
  }

  /** A token that lets the holder set a new password within the hour. */
  startReset(email: string): string {
    const token = randomBytes(32).toString('hex');
    this.#database.run(
      'INSERT INTO reset_tokens (token, email, created_at) VALUES (?, ?, ?)',
      token,
      email,
      this.#clock.now(),
    );
    return token;
  }

  finishReset(email: string, token: string): boolean {
    return (
      this.#database.run(
        'DELETE FROM reset_tokens WHERE token = ? AND email = ? AND created_at > ?',
        token,
        email,
        this.#clock.now() - 3_600_000,
      ) > 0
    );
  }

  /** Reset tokens not used yet: the sandbox sends no mail, tests read them from the books. */
  openResets(): { token: string; email: string }[] {
    return this.#database.all(
      z.object({ token: z.string(), email: z.string() }),
      'SELECT token, email FROM reset_tokens',
    );
  }

  require(id: string): Account {
    const found = this.byId(id);
    if (found === undefined) throw new Error(`no account ${id}`);
    return found;
  }
}

/** scrypt with a salt of its own, written `salt:hash` in hexadecimal. */
function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${scryptSync(password, salt, 32, { N: 1024 }).toString('hex')}`;
}

export function passwordMatches(kept: string, given: string): boolean {
  const [salt = '', hash = ''] = kept.split(':');
  return timingSafeEqual(Buffer.from(hash, 'hex'), scryptSync(given, Buffer.from(salt, 'hex'), 32, { N: 1024 }));
}
