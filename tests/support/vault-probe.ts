import { openVault } from '../../electron/adapters/vault/open-vault.ts';

// Uses the real keychain the way the studio does, in a process whose environment a test chose; prints what came of it.
const [dataDir = '/tmp', action = 'all'] = process.argv.slice(2);
const vault = openVault({ dataDir, fallback: 'memory', patienceMs: 8_000 });
const account = 'https://example.org|awa@example.bf';
if (action === 'all' || action === 'set') await vault.set(account, 'password', 'é-secret');
const read = await vault.get(account, 'password');
if (action === 'all' || action === 'delete') await vault.delete(account, 'password');
const after = await vault.get(account, 'password');
console.log(JSON.stringify({ keptIn: await vault.keptIn(), reason: await vault.unavailableReason(), read, after }));
process.exit(0);
