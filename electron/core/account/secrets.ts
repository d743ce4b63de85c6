import type { Logger } from '../log.ts';
import type { SecretName, Vault } from '../ports/vault.ts';
import { vaultKey } from './accounts.repository.ts';

interface SecretOwner {
  readonly server: string;
  readonly email: string;
}

/** The Vault as the session uses it: a keychain that fails costs a convenience, never the session. */
export function sessionSecrets(vault: Vault, log: Logger) {
  async function attempt<T>(what: string, work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      log.warn('vault failed', { what, error });
      return otherwise;
    }
  }

  const read = (owner: SecretOwner, name: SecretName) =>
    attempt(`get ${name}`, () => vault.get(vaultKey(owner), name), null);
  const forget = (owner: SecretOwner, name: SecretName) =>
    attempt(`delete ${name}`, () => vault.delete(vaultKey(owner), name), undefined);

  return {
    token: (owner: SecretOwner) => read(owner, 'access-token'),
    password: (owner: SecretOwner) => read(owner, 'password'),
    keepToken: (owner: SecretOwner, token: string) =>
      attempt('set access-token', () => vault.set(vaultKey(owner), 'access-token', token), undefined),
    forgetToken: (owner: SecretOwner) => forget(owner, 'access-token'),
    forgetPassword: (owner: SecretOwner) => forget(owner, 'password'),
    /** Keeps the password in the OS keychain or nowhere; false: nowhere. */
    async keepPassword(owner: SecretOwner, password: string): Promise<boolean> {
      return attempt(
        'set password',
        async () => {
          if ((await vault.keptIn()) !== 'keychain') return false;
          await vault.set(vaultKey(owner), 'password', password);
          if ((await vault.keptIn()) === 'keychain') return true;
          await vault.delete(vaultKey(owner), 'password'); // the keychain gave up meanwhile
          return false;
        },
        false,
      );
    },
    async forgetAll(owner: SecretOwner): Promise<void> {
      await forget(owner, 'access-token');
      await forget(owner, 'password');
    },
  };
}

export type SessionSecrets = ReturnType<typeof sessionSecrets>;
