import { type ChildProcess, spawn } from 'node:child_process';
import type { Vault } from '../../core/ports/vault.ts';
import { agentAddress } from './agent-address.ts';
import { askAgent, ensureAgent } from './agent-client.ts';
import { type Keychain, KeychainError, type KeychainReason, type Keytar, openKeychain } from './keychain-vault.ts';
import { memoryVault } from './memory-vault.ts';
import { owedDeletions } from './owed-deletions.ts';

export interface VaultOptions {
  readonly dataDir: string;
  /** Where secrets live when there is no keychain: this process's memory, or the session agent's. */
  readonly fallback: 'memory' | 'agent';
  /** Starts the agent process (see agentStarter). Only with fallback 'agent'. */
  readonly startAgent?: () => ChildProcess;
  /** For tests: null is a keytar that does not load. */
  readonly keytar?: Keytar | null;
  readonly patienceMs?: number;
}

type Store = Keychain & { readonly keptIn: 'keychain' | 'memory' | 'agent' };

/**
 * The keychain where there is one that works, else the fallback. Decided at first use, and once more when the keychain gives
 * up later: from then on the fallback holds everything, and `unavailableReason` says why.
 */
export function openVault(options: VaultOptions): Vault {
  let reason: KeychainReason | null = null;
  let store: Promise<Store> | null = null;
  const owed = owedDeletions(options.dataDir);

  async function choose(): Promise<Store> {
    try {
      const keychain = await openKeychain(options.dataDir, options);
      for (const { account, name } of owed.read()) await keychain.delete(account, name);
      owed.clear();
      return { ...keychain, keptIn: 'keychain' };
    } catch (error) {
      return fallback(error);
    }
  }

  function fallback(error: unknown): Store {
    reason = error instanceof KeychainError ? error.reason : 'failed';
    return options.fallback === 'agent' && options.startAgent
      ? agentStore(options.dataDir, options.startAgent)
      : memoryStore();
  }

  async function use<T>(work: (store: Store) => Promise<T>): Promise<T> {
    store ??= choose();
    const chosen = await store;
    try {
      return await work(chosen);
    } catch (error) {
      if (chosen.keptIn === 'memory') throw error;
      if (chosen.keptIn === 'keychain') store = Promise.resolve(fallback(error));
      else store = Promise.resolve(memoryStore()); // an agent that can't be started: at least this process knows
      return work(await store);
    }
  }

  return {
    keptIn: () => use(async (chosen) => chosen.keptIn),
    unavailableReason: () => use(async () => reason),
    get: (account, name) => use((chosen) => chosen.get(account, name)),
    set: (account, name, secret) => use((chosen) => chosen.set(account, name, secret)),
    async delete(account, name) {
      await use((chosen) => chosen.delete(account, name));
      // A keychain that is locked or away now may have it from an earlier run.
      if (reason !== null && reason !== 'module-missing') owed.add({ account, name });
    },
  };
}

function memoryStore(): Store {
  const { get, set, delete: forget } = memoryVault();
  return { keptIn: 'memory', get, set, delete: forget };
}

/** Asks the agent; starts it only when there is something to keep. */
function agentStore(dataDir: string, start: () => ChildProcess): Store {
  const address = agentAddress(dataDir);
  return {
    keptIn: 'agent',
    async get(account, name) {
      const said = await askAgent(address, { op: 'get', account, name });
      return said?.ok ? said.secret : null;
    },
    async set(account, name, secret) {
      if (!(await ensureAgent(address, start))) throw new Error('the session agent does not start');
      const said = await askAgent(address, { op: 'set', account, name, secret });
      if (!said?.ok) throw new Error('the session agent does not keep the secret');
    },
    async delete(account, name) {
      await askAgent(address, { op: 'delete', account, name });
    },
  };
}

/** What the agent's environment is made of: nothing that could carry a password along (POUIRE_PASSWORD, tokens of shells). */
const ENVIRONMENT = ['PATH', 'HOME', 'USERPROFILE', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR', 'XDG_RUNTIME_DIR', 'LANG'];

/**
 * How a host starts the agent: `entry` is its file (dist/node/vault-agent.js, or the source), run by this process's Node.
 * Detached and without a pipe to its parent, so that a script that waits for the command's output is not kept waiting.
 */
export function agentStarter(entry: string, dataDir: string, idleMinutes = 60): () => ChildProcess {
  const env = Object.fromEntries(
    ENVIRONMENT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  return () =>
    spawn(process.execPath, [entry, agentAddress(dataDir), String(idleMinutes)], {
      detached: true,
      stdio: 'ignore',
      cwd: '/',
      env: { ...env, ...(process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) },
      windowsHide: true,
    });
}
