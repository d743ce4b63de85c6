import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type CephGateway, cephStorage } from './ceph-storage.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../../scripts/ceph-rgw.sh', import.meta.url));
const PROGRAMS = ['radosgw', 'radosgw-admin', 'ceph-mon', 'ceph-osd', 'ceph', 'monmaptool'];

const gatewayLine = z.object({
  endpoint: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  roleArn: z.string(),
});

/** Why Ceph RADOS Gateway can't be tested against here; null when it can. */
export function cephMissing(): string | null {
  const missing = PROGRAMS.filter(
    (program) => !['/usr/bin', '/usr/sbin'].some((folder) => existsSync(join(folder, program))),
  );
  return missing.length === 0
    ? null
    : `Ceph RADOS Gateway is not installed (${missing.join(', ')}): apt-get install radosgw ceph-mon ceph-osd ceph-common`;
}

/** Starts a gateway of its own (about 15 s), with the storage that lets the sandbox hand out sessions on it. */
export async function startCeph() {
  const folder = await mkdtemp(join(tmpdir(), 'ceph-'));
  const gateway = await startGateway(folder);
  const storage = await cephStorage(gateway);
  return {
    storage,
    async stop(): Promise<void> {
      storage.close();
      await run(SCRIPT, ['stop', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** On a busy machine a daemon of the cluster now and then meets the other too early: a fresh cluster is a new chance. */
async function startGateway(folder: string): Promise<CephGateway> {
  for (let chance = 3; ; chance -= 1) {
    try {
      const { stdout } = await run(SCRIPT, ['start', folder, String(await freePortPair())]);
      return gatewayLine.parse(JSON.parse(stdout));
    } catch (error) {
      if (chance === 1) throw error;
    }
  }
}

/** Two free ports side by side: the gateway's and the monitor's. */
async function freePortPair(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error('no two free ports side by side');
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
