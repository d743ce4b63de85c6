import type { Vault } from '../../core/ports/vault.ts';

/** Secrets for as long as this process lives. `reason`: why the keychain is not used. */
export function memoryVault(reason: string | null = null): Vault {
  const secrets = new Map<string, string>();
  const key = (account: string, name: string) => `${name}|${account}`;
  return {
    keptIn: async () => 'memory',
    unavailableReason: async () => reason,
    get: async (account, name) => secrets.get(key(account, name)) ?? null,
    async set(account, name, secret) {
      secrets.set(key(account, name), secret);
    },
    async delete(account, name) {
      secrets.delete(key(account, name));
    },
  };
}
