import { z } from 'zod';
import {
  type WatermarkId,
  type WatermarkLogo,
  watermarkId,
  watermarkLogo,
  watermarkPreset,
} from '../../../shared/contract/watermark.contract.ts';
import type { Sha256 } from '../../../shared/domain/ids.ts';
import type { Database } from '../db/database.ts';

const keptPreset = watermarkPreset.extend({ removedAt: z.number().nullable() });
export type KeptPreset = z.infer<typeof keptPreset>;
const keptLogo = watermarkLogo.extend({ png: z.base64() });

const PRESETS = 'watermark.presets';
const CHOSEN = 'watermark.chosen';
const LOGO = 'watermark.logo.';

/** Watermarks as rows among the settings: they travel with the catalogue, logos too. What can't be read is as if not there. */
export function watermarksRepository(db: Database) {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?');
  const write = db.prepare<[string, string], never>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const logos = db.prepare<[string, string], { value: string }>(
    'SELECT value FROM settings WHERE key >= ? AND key < ? ORDER BY key',
  );

  function get<T>(key: string, schema: z.ZodType<T>): T | null {
    const row = read.get(key);
    return row ? (schema.safeParse(JSON.parse(row.value)).data ?? null) : null;
  }

  return {
    /** Removed ones too. */
    presets: (): KeptPreset[] => get(PRESETS, z.array(keptPreset)) ?? [],
    setPresets: (presets: readonly KeptPreset[]) => void write.run(PRESETS, JSON.stringify(presets)),
    chosen: (): WatermarkId | null => get(CHOSEN, watermarkId.nullable()),
    choose: (id: WatermarkId | null) => void write.run(CHOSEN, JSON.stringify(id)),
    logos: (): WatermarkLogo[] =>
      logos.all(LOGO, `${LOGO}~`).flatMap((row) => watermarkLogo.safeParse(JSON.parse(row.value)).data ?? []),
    logo(sha256: Sha256): Uint8Array | null {
      const kept = get(`${LOGO}${sha256}`, keptLogo);
      return kept && Buffer.from(kept.png, 'base64');
    },
    keepLogo: (logo: WatermarkLogo, png: Uint8Array) =>
      void write.run(`${LOGO}${logo.sha256}`, JSON.stringify({ ...logo, png: Buffer.from(png).toString('base64') })),
  };
}
