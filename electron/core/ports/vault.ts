/** What secrets are kept of one account. */
export type SecretName = 'access-token' | 'password';

/**
 * Secrets, by account key (`server|email`). Never SQLite, logs or arguments.
 * Implementations fall back from the OS keychain; `keptIn` says where secrets really are.
 */
export interface Vault {
  keptIn(): Promise<'keychain' | 'memory' | 'agent'>;
  /** Why the keychain is not used: a code for messages (`keychain.<reason>`); null when it is. */
  unavailableReason(): Promise<string | null>;
  get(account: string, name: SecretName): Promise<string | null>;
  set(account: string, name: SecretName, secret: string): Promise<void>;
  delete(account: string, name: SecretName): Promise<void>;
}
