import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Network } from '../../core/ports/network.ts';

const run = promisify(execFile);
const SERVICE = 'org.freedesktop.NetworkManager';
/** A bus that does not answer is not waited for, ms. */
const PATIENCE_MS = 2_000;

/** Asks NetworkManager (Linux). Other systems have no answer that a program may ask for without native code: null. */
export function systemNetwork(platform: NodeJS.Platform = process.platform): Network {
  if (platform !== 'linux') return { metered: async () => null };
  const question = ['get-property', SERVICE, '/org/freedesktop/NetworkManager', SERVICE, 'Metered'];
  return {
    async metered() {
      const answer = await run('busctl', question, { timeout: PATIENCE_MS }).catch(() => null);
      return answer && parseMetered(answer.stdout);
    },
  };
}

/** `u 4`: NMMetered of the NetworkManager D-Bus API — 1 yes, 2 no, 3 guessed yes, 4 guessed no, 0 unknown. */
export function parseMetered(said: string): boolean | null {
  const value = /^u (\d+)\s*$/.exec(said)?.[1];
  return value === '1' || value === '3' ? true : value === '2' || value === '4' ? false : null;
}
