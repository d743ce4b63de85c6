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
import { keptValues } from './kept-values.repository.ts';

const keptPreset = watermarkPreset.extend({ removedAt: z.number().nullable() });
export type KeptPreset = z.infer<typeof keptPreset>;
const keptLogo = watermarkLogo.extend({ png: z.base64() });

const PRESETS = 'watermark.presets';
const CHOSEN = 'watermark.chosen';
const LOGO = 'watermark.logo.';

/** Watermarks as rows among the settings: they travel with the catalogue, logos too. What can't be read is as if not there. */
export function watermarksRepository(db: Database) {
  const kept = keptValues(db);
  const logos = db.prepare<[string, string], { value: string }>(
    'SELECT value FROM settings WHERE key >= ? AND key < ? ORDER BY key',
  );

  return {
    /** Removed ones too. */
    presets: (): KeptPreset[] => kept.understood(PRESETS, z.array(keptPreset)) ?? [],
    setPresets: (presets: readonly KeptPreset[]) => kept.set(PRESETS, presets),
    chosen: (): WatermarkId | null => kept.understood(CHOSEN, watermarkId.nullable()),
    choose: (id: WatermarkId | null) => kept.set(CHOSEN, id),
    logos: (): WatermarkLogo[] =>
      logos.all(LOGO, `${LOGO}~`).flatMap((row) => watermarkLogo.safeParse(JSON.parse(row.value)).data ?? []),
    logo(sha256: Sha256): Uint8Array | null {
      const found = kept.understood(`${LOGO}${sha256}`, keptLogo);
      return found && Buffer.from(found.png, 'base64');
    },
    keepLogo: (logo: WatermarkLogo, png: Uint8Array) =>
      kept.set(`${LOGO}${logo.sha256}`, { ...logo, png: Buffer.from(png).toString('base64') }),
  };
}
