import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { SecretName } from '../../core/ports/vault.ts';

/** Why the OS keychain can't be used; sentences `keychain.<reason>` in shared/messages. */
export type KeychainReason = 'module-missing' | 'no-bus' | 'no-provider' | 'locked' | 'failed';

export class KeychainError extends Error {
  override readonly name = 'KeychainError';
  readonly reason: KeychainReason;

  constructor(reason: KeychainReason, options?: ErrorOptions) {
    super(`keychain ${reason}`, options);
    this.reason = reason;
  }
}

export interface Keychain {
  get(account: string, name: SecretName): Promise<string | null>;
  set(account: string, name: SecretName, secret: string): Promise<void>;
  delete(account: string, name: SecretName): Promise<void>;
}

/** The part of keytar that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const SERVICE = 'Pouire Studio';
/** Long enough for a person to type the password of a locked keychain, short enough not to hang for ever. In ms. */
const PATIENCE_MS = 45_000;

/** keytar, or null where its native part or the library below it (libsecret) is missing. */
export async function loadKeytar(): Promise<Keytar | null> {
  try {
    const { default: keytar } = await import('keytar');
    return keytar;
  } catch {
    return null;
  }
}

/**
 * Opens the OS keychain (Windows Credential Manager, macOS Keychain, Secret Service) and proves it with a secret written, read
 * and removed: a locked Secret Service reads as empty and fails only when written to. Rejects with KeychainError, never hangs
 * longer than `patienceMs`. Entries carry a mark of the data folder, so that two catalogues never fight over one token.
 */
export async function openKeychain(
  dataDir: string,
  options: { keytar?: Keytar | null; patienceMs?: number } = {},
): Promise<Keychain> {
  const keytar = options.keytar === undefined ? await loadKeytar() : options.keytar;
  if (keytar === null) throw new KeychainError('module-missing');
  const run = oneAtATime(options.patienceMs ?? PATIENCE_MS);
  const mark = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 8);
  const key = (account: string, name: string) => `${name}|${account}|${mark}`;

  const keychain: Keychain = {
    get: (account, name) => run(() => keytar.getPassword(SERVICE, key(account, name))),
    set: (account, name, secret) => run(() => keytar.setPassword(SERVICE, key(account, name), secret)),
    async delete(account, name) {
      await run(() => keytar.deletePassword(SERVICE, key(account, name)));
    },
  };
  await prove(run, keytar, key(`probe-${process.pid}`, 'probe'));
  return keychain;
}

async function prove(run: Runner, keytar: Keytar, key: string): Promise<void> {
  await run(() => keytar.setPassword(SERVICE, key, 'probe'));
  const read = await run(() => keytar.getPassword(SERVICE, key));
  await run(() => keytar.deletePassword(SERVICE, key));
  if (read !== 'probe') throw new KeychainError('locked');
}

type Runner = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * keytar blocks a thread of Node's small pool while the keychain thinks. One call at a time, and none after one that never
 * came back, so that a hanging keychain can hold one thread and no more.
 */
function oneAtATime(patienceMs: number): Runner {
  let last: Promise<unknown> = Promise.resolve();
  let hung = false;
  return <T>(work: () => Promise<T>) => {
    const turn = last.then(async () => {
      if (hung) throw new KeychainError('failed');
      const { promise: patience, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => {
        hung = true;
        reject(new KeychainError('failed'));
      }, patienceMs);
      try {
        return await Promise.race([work(), patience]);
      } catch (cause) {
        throw cause instanceof KeychainError ? cause : new KeychainError(reasonOf(cause), { cause });
      } finally {
        clearTimeout(timer);
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Messages of libsecret and GDBus, as seen on Debian 12 and Ubuntu; and the two of macOS for a refused dialog. */
export function reasonOf(error: unknown): KeychainReason {
  const message = error instanceof Error ? error.message : String(error);
  if (/org\.freedesktop\.secrets|ServiceUnknown|not provided by any/i.test(message)) return 'no-provider';
  if (/Object does not exist at path|locked|dismissed|cancell?ed|interaction is not allowed/i.test(message))
    return 'locked';
  if (
    /D-?Bus|autolaunch|Could not connect|connection is closed|message bus|\.X11-unix|No such file or directory/i.test(
      message,
    )
  )
    return 'no-bus';
  return 'failed';
}
