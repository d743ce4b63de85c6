import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../../shared/domain/errors.ts';
import { testPorts } from '../../../tests/support/studio-builder.ts';
import { memoryVault } from '../../adapters/vault/memory-vault.ts';
import type { Session } from '../account/session.ts';
import { type StudioContext, studioPaths } from '../context.ts';
import { type OpenedCatalogue, openCatalogue } from '../db/open.ts';
import { createEventBus } from '../events.ts';
import { createLogger } from '../log.ts';
import type { Images } from '../ports/images.ts';
import type { Marketplace } from '../ports/marketplace.ts';
import type { Metadata } from '../ports/metadata.ts';
import type { StudioPorts } from '../ports.ts';
import { diagnose } from './doctor.ts';

let folder: string;
let catalogue: OpenedCatalogue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-doctor-test-'));
  catalogue = openCatalogue(folder, { stamp: '20261121T000000' });
});
afterEach(() => {
  catalogue.close();
  rmSync(folder, { recursive: true, force: true });
});

const ACCOUNT = {
  id: 1,
  server: 'https://api.exemple.bf',
  email: 'awa@exemple.bf',
  name: 'Awa',
  remoteUserId: 'u',
  isSandbox: false,
};
const signedOut: Session = {
  current: () => null,
  authorised: () => Promise.reject(new StudioError('not-signed-in', {})),
  onActive: () => () => {},
};
const signedIn = (failure: Error): Session => ({
  ...signedOut,
  current: () => ACCOUNT,
  authorised: () => Promise.reject(failure),
});

const brokenImages: Images = {
  concurrency: 2,
  recipe: 'x',
  read: async () => ({ outcome: 'refused', code: 'decoder-crashed', detail: 'SIGSEGV' }),
  fingerprint: async () => null,
  full: async () => ({ outcome: 'missing' }),
  close: async () => {},
};
const brokenMetadata: Metadata = {
  readAll: () => Promise.reject(new Error('spawn perl ENOENT')),
  writeSent: async () => {},
  close: async () => {},
};

async function checksWith(change: Partial<StudioPorts>, session: Session = signedOut) {
  const ports = testPorts(folder, [], { images: brokenImages, metadata: brokenMetadata, ...change });
  const context: StudioContext = {
    ports,
    paths: studioPaths(folder),
    db: catalogue.db,
    events: createEventBus(),
    log: createLogger(ports.log, ports.clock),
    lifetime: new AbortController().signal,
  };
  const { ok, checks } = await diagnose(context, { session, language: 'fr' });
  return { ok, check: (name: string) => checks.find((check) => check.name === name), checks };
}

/** A marketplace of which only health is asked here. */
function health(
  answer: () => Promise<{ version: string; serverTime: number | null }>,
): StudioPorts['connectMarketplace'] {
  const asked = () => Promise.reject(new Error('not part of this test'));
  const other: Omit<Marketplace, 'health'> = {
    login: asked,
    refresh: asked,
    logout: asked,
    me: asked,
    abilities: asked,
    categories: asked,
    photos: asked,
    photo: asked,
    updatePhoto: asked,
    deletePhoto: asked,
    postPhoto: asked,
    openUpload: asked,
    completeUpload: asked,
    abortUpload: asked,
    transactions: asked,
    revenueMonths: asked,
    availableBalance: asked,
    pendingBalance: asked,
    notifications: asked,
    markNotificationRead: asked,
    markAllNotificationsRead: asked,
    invoice: asked,
    withdrawals: { list: asked, ask: asked, cancel: asked },
    profile: {
      read: asked,
      update: asked,
      setPicture: asked,
      picture: asked,
      changePassword: asked,
      healths: async () => [],
    },
  };
  return () => ({ ...other, health: answer });
}

describe('the diagnosis', () => {
  it('says of each fault what it is and what to do, in a sentence', async () => {
    const { ok, check, checks } = await checksWith({});
    expect(ok).toBe(false);
    expect(check('images')).toMatchObject({
      ok: false,
      code: 'broken',
      detail: expect.stringContaining('SIGSEGV'),
      fix: expect.stringContaining('npm ci'),
    });
    expect(check('metadata')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('spawn perl ENOENT'),
      fix: expect.stringContaining('Perl'),
    });
    for (const { name, ok: fine, code, detail, fix } of checks) {
      expect(detail, name).not.toBe(code);
      if (!fine) expect(fix, name).not.toBe('');
    }
  });

  it('takes being signed out as no fault', async () => {
    const { check } = await checksWith({});
    for (const name of ['api', 'storage', 'clock']) expect(check(name)).toMatchObject({ ok: true, code: 'signed-out' });
  });

  it('compares the clock with the server’s, between asking and hearing', async () => {
    const off = (seconds: number) =>
      checksWith(
        { connectMarketplace: health(async () => ({ version: '1', serverTime: Date.now() + seconds * 1000 })) },
        signedIn(new Error('x')),
      );
    expect((await off(5)).check('clock')).toMatchObject({ ok: true, code: 'ok' });
    expect((await off(1000)).check('clock')).toMatchObject({ ok: false, code: 'behind' });
    expect((await off(-1000)).check('clock')).toMatchObject({ ok: false, code: 'ahead' });
  });

  it('says which server does not answer and why; an expired session is no broken storage', async () => {
    const away = health(() =>
      Promise.reject(new StudioError('server-unreachable', { server: ACCOUNT.server, reason: 'refused' })),
    );
    const { check } = await checksWith(
      { connectMarketplace: away },
      signedIn(new StudioError('session-expired', { email: ACCOUNT.email })),
    );
    expect(check('api')).toMatchObject({
      ok: false,
      code: 'unreachable',
      detail: 'https://api.exemple.bf ne répond pas (connexion refusée).',
    });
    expect(check('storage')).toMatchObject({ ok: true, code: 'session-expired' });
  });

  it('names the folders that are away', async () => {
    const { db } = catalogue;
    db.run(
      db.sql.insertInto('folders').values([
        { path: folder, added_at: 0, state: 'ok', last_scan_at: null },
        { path: join(folder, 'usb'), added_at: 0, state: 'offline', last_scan_at: null },
      ]),
    );
    expect((await checksWith({})).check('folders')).toMatchObject({
      ok: false,
      code: 'away',
      detail: `1 dossier sur 2 n’est pas joignable : ${join(folder, 'usb')}`,
    });
  });

  it('says why the keychain is not used, in words', async () => {
    const vault = {
      ...memoryVault(),
      unavailableReason: async () => 'no-bus',
      keptIn: async () => 'agent' as const,
    };
    expect((await checksWith({ vault })).check('keychain')).toMatchObject({
      ok: false,
      code: 'agent',
      detail: expect.stringContaining('aucune session D-Bus'),
    });
  });
});
