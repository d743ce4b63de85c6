import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenedCatalogue, openCatalogue } from '../db/open.ts';
import { createEventBus } from '../events.ts';
import { createLogger } from '../log.ts';
import type { LogLine } from '../ports/log.ts';
import { createSettings, defaultSettings } from './settings.ts';

let folder: string;
let catalogue: OpenedCatalogue;
const log: LogLine[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-settings-'));
  catalogue = openCatalogue(folder, { stamp: '20261121T000000' });
  log.length = 0;
});
afterEach(() => {
  catalogue.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(locale: string | null = 'fr_BF.UTF-8') {
  const events = createEventBus();
  const clock = { now: () => 0, monotonic: () => 0, sleep: () => Promise.resolve() };
  const settings = createSettings({
    db: catalogue.db,
    events,
    log: createLogger((line) => log.push(line), clock),
    ports: { locale },
  });
  return { settings, events };
}

describe('settings', () => {
  it('have defaults, the language from the locale', () => {
    expect(open().settings.get()).toEqual(defaultSettings('fr'));
    expect(open('en_GB.UTF-8').settings.get().language).toBe('en');
    expect(open(null).settings.get()).toMatchObject({ language: 'fr', theme: 'system', sendGps: false });
  });

  it('keep what she chose, and only that, across restarts', () => {
    open().settings.set({ theme: 'dark', artist: 'Awa Ouédraogo' });
    const again = open('en_GB.UTF-8').settings.get();
    expect(again).toEqual({ ...defaultSettings('en'), theme: 'dark', artist: 'Awa Ouédraogo' });
  });

  it('leave a field that is not given, or given as undefined, as it is', () => {
    const { settings } = open();
    settings.set({ gridSize: 300 });
    expect(settings.set({ gridSize: undefined, autoAdvance: false })).toMatchObject({
      gridSize: 300,
      autoAdvance: false,
    });
  });

  it('refuse what is out of bounds and keep the old value', () => {
    const { settings } = open();
    expect(() => settings.set({ gridSize: 9000 })).toThrow();
    expect(settings.get().gridSize).toBe(180);
    expect(open().settings.get().gridSize).toBe(180);
  });

  it('take a row that this version can’t read as not chosen, and say so in the log', () => {
    const { db } = catalogue;
    db.run(
      db.sql.insertInto('settings').values([
        { key: 'theme', value: '"sepia"' },
        { key: 'of-a-later-version', value: '1' },
      ]),
    );
    expect(open().settings.get().theme).toBe('system');
    expect(log).toMatchObject([{ level: 'warn', fields: { key: 'theme' } }]);
  });

  it('say that they changed', () => {
    const { settings, events } = open();
    const heard: string[] = [];
    events.subscribe(({ type }) => heard.push(type));
    settings.set({ onboarded: true });
    events.flush();
    expect(heard).toEqual(['settings-changed']);
  });
});
