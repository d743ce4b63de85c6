import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SecretName } from '../../core/ports/vault.ts';

const names = ['access-token', 'password'] as const satisfies readonly SecretName[];
const owed = z.array(z.object({ account: z.string(), name: z.enum(names) }));
type OwedDeletion = z.infer<typeof owed>[number];

/**
 * Secrets that were to be forgotten while the keychain was locked or away: names only, in a file of the data folder, until it can
 * be opened again. Without them, signing out of a locked computer would leave a token behind.
 */
export function owedDeletions(dataDir: string) {
  const path = join(dataDir, 'keychain-to-forget.json');

  function read(): OwedDeletion[] {
    try {
      return owed.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      return []; // none, or nothing that can be read
    }
  }

  return {
    read,
    add(deletion: OwedDeletion): void {
      const others = read().filter(({ account, name }) => account !== deletion.account || name !== deletion.name);
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(path, JSON.stringify([...others, deletion]), { mode: 0o600 });
    },
    clear: (): void => rmSync(path, { force: true }),
  };
}
