import { DEFAULT_SETTINGS, type Settings, settings as schema } from '../../../shared/contract/system.contract.ts';
import { languageOf } from '../../../shared/messages/language.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { settingsRows } from './settings.repository.ts';

/** What she has not chosen herself. */
export function defaultSettings(locale: string | null | undefined): Settings {
  return { ...DEFAULT_SETTINGS, language: languageOf(locale) };
}

/** What she chose: kept as rows, each with a default, so that a new version's settings need no migration. */
export function createSettings(
  context: Pick<StudioContext, 'db' | 'events' | 'log'> & { ports: Pick<StudioContext['ports'], 'locale'> },
) {
  const rows = settingsRows(context.db);
  const defaults = defaultSettings(context.ports.locale);
  let current = readAll();

  /** A row that this version can't read (an older or damaged one) is as if not chosen. */
  function readAll(): Settings {
    const kept = rows.read();
    const chosen: Record<string, unknown> = { ...defaults };
    for (const [key, field] of Object.entries(schema.shape)) {
      if (!kept.has(key)) continue;
      const parsed = field.safeParse(kept.get(key));
      if (parsed.success) chosen[key] = parsed.data;
      else context.log.warn('setting not understood', { key });
    }
    return schema.parse(chosen);
  }

  function get(): Settings {
    return current;
  }

  /** Keeps the fields that are given; the others stay. */
  function set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
    const given = new Map<string, unknown>(Object.entries(change).filter(([, value]) => value !== undefined));
    const next = schema.parse({ ...current, ...Object.fromEntries(given) });
    rows.write(given);
    current = next;
    context.events.emit({ type: 'settings-changed' });
    return current;
  }

  return {
    get,
    set,
    router: (os: ContractImplementer) => ({
      settings: {
        get: os.settings.get.handler(() => get()),
        set: os.settings.set.handler(({ input }) => set(input)),
      },
    }),
  };
}

export type SettingsFeature = ReturnType<typeof createSettings>;
