import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { connectMarketplace } from '../../electron/adapters/marketplace/marketplace.ts';
import { createAccount } from '../../electron/core/account/account.ts';
import { contractImplementer } from '../../electron/core/contract.ts';
import { createNotifications } from '../../electron/core/notifications/notifications.ts';
import type { LogLine } from '../../electron/core/ports/log.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';
import { createProfile } from '../../electron/core/profile/profile.ts';
import { createSales } from '../../electron/core/sales/sales.ts';
import { createSettings } from '../../electron/core/settings/settings.ts';
import { createWithdrawals } from '../../electron/core/withdrawals/withdrawals.ts';
import { idlePorts } from './idle-ports.ts';
import { studioGround } from './studio-ground.ts';

/** A clock that a test moves. Sleepers wake when it passes their time. */
export function movableClock(start = Date.UTC(2026, 10, 21, 8)) {
  let wall = start;
  let steady = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => wall,
    monotonic: () => steady,
    sleep(ms: number, signal?: AbortSignal): Promise<void> {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { until: steady + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            sleepers.delete(sleeper);
            reject(signal.reason);
          },
          { once: true },
        );
      });
    },
    /** Time passes on both clocks. */
    pass(ms: number): void {
      wall += ms;
      steady += ms;
      for (const sleeper of [...sleepers]) {
        if (sleeper.until > steady) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    /** Somebody sets the clock, or the computer slept: only the wall clock moves. */
    set(ms: number): void {
      wall = ms;
    },
    sleeping: () => sleepers.size,
  };
}

export type MovableClock = ReturnType<typeof movableClock>;

/** The account and sales features on a real catalogue, a real adapter and a movable clock; nothing else of the studio. */
export function accountStudio(options: { clock: MovableClock; dataDir?: string; ports?: Partial<StudioPorts> }) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'pouire-account-'));
  const lines: LogLine[] = [];
  const ports = idlePorts(
    { dataDir, clock: options.clock, log: (line) => lines.push(line) },
    { connectMarketplace, ...options.ports },
  );
  const ground = studioGround(ports);
  const { context } = ground;
  const account = createAccount(context);
  const sales = createSales(context, { session: account.session });
  const withdrawals = createWithdrawals(context, { session: account.session });
  account.alsoFetch(withdrawals.sync);
  const profile = createProfile(context, account);
  account.alsoFetch(profile.sync);
  const settings = createSettings(context);
  const notifications = createNotifications(context, { session: account.session, settings, marking: account.marking });
  const os = contractImplementer(context.log);
  const client = createRouterClient({
    ...account.router(os),
    ...sales.router(os),
    ...notifications.router(os),
    ...withdrawals.router(os),
    ...profile.router(os),
  });
  return {
    dataDir,
    ports,
    context,
    account,
    sales,
    settings,
    notifications,
    withdrawals,
    profile,
    client,
    lines,
    events: ground.events,
    async close(keep: 'keep' | 'remove' = 'remove'): Promise<void> {
      ground.end();
      await account.stop();
      await withdrawals.stop();
      await profile.stop();
      ground.close();
      if (keep === 'remove') rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type AccountStudio = ReturnType<typeof accountStudio>;
