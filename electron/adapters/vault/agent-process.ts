import { startAgent } from './agent-server.ts';

/**
 * Entry of the session agent: `vault-agent <address> [idle minutes]`. Keeps the session's secrets in memory between calls of
 * the command line where there is no keychain (docs/decisions/session-agent.md). Its arguments hold no secret.
 */
const [address, minutes = '60'] = process.argv.slice(2);
const idleMs = Number(minutes) * 60_000;
// A terminal that closes takes its processes along, not this one.
process.on('SIGHUP', () => undefined);
process.title = 'pouire-session-agent';
if (address === undefined || !(idleMs > 0)) {
  process.exitCode = 2;
} else {
  const server = await startAgent({ address, idleMs, onEnd: () => process.exit(0) });
  if (server === null) process.exit(0);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.close(() => process.exit(0)));
}
