import { execFileSync } from 'node:child_process';
import { openVault } from '../../electron/adapters/vault/open-vault.ts';

// Uses the real keychain the way the studio does, in a process whose environment a test chose; prints what came of it.
const [dataDir = '/tmp', action = 'all'] = process.argv.slice(2);
const vault = openVault({ dataDir, fallback: 'memory', patienceMs: 8_000 });
const account = 'https://example.org|awa@example.bf';
if (action !== 'delete') await vault.set(account, 'password', 'é-secret');
if (action === 'lock') {
  // As a person's screen lock does: org.freedesktop.Secret.Service.Lock (Secret Service API, "Locking").
  const collection = 'array:objpath:/org/freedesktop/secrets/collection/login';
  const service = ['--dest=org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock'];
  execFileSync('dbus-send', ['--session', '--print-reply', ...service, collection]);
  await vault.set(account, 'password', 'é-secret');
}
const read = await vault.get(account, 'password');
if (action !== 'set') await vault.delete(account, 'password');
const after = await vault.get(account, 'password');
console.log(JSON.stringify({ keptIn: await vault.keptIn(), reason: await vault.unavailableReason(), read, after }));
process.exit(0);
