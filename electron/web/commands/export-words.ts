import { resolve } from 'node:path';
import type { ExportOptions, ExportPreset, ExportSize } from '../../../shared/contract/export.contract.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import type { StudioClient } from '../../core/studio.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../usage-error.ts';

export interface ExportWords {
  readonly to?: string;
  /** Alone: what previews bear; with a name: that preset. */
  readonly watermark?: string | true;
  /** Pixels of the long edge. */
  readonly size?: number;
  readonly shortEdge?: number;
  readonly megapixels?: number;
  readonly format?: ExportOptions['format'];
  readonly quality?: number;
  readonly metadata?: ExportOptions['metadata'];
  readonly gps?: boolean;
  readonly rename?: string;
  /** Instead of photos: every sale, as a table in this file. */
  readonly csv?: string;
  /** What is not said is as this preset says. */
  readonly preset?: string;
  /** Instead of photos: goes on with what was interrupted. */
  readonly resume?: boolean;
}

/** What the words mean, over the preset they name. Errors: UsageError, export-preset-unknown, watermark-unknown. */
export async function exportOptionsOf(
  { workingFolder }: Pick<CommandContext, 'workingFolder'>,
  client: StudioClient,
  words: ExportWords,
): Promise<ExportOptions> {
  const kept = words.preset === undefined ? null : await presetNamed(client, words.preset);
  const folder = words.to === undefined ? kept?.options.folder : resolve(workingFolder, words.to);
  if (folder === undefined) throw new UsageError('use.export-to');
  const base = kept?.options;
  return {
    folder,
    format: words.format ?? base?.format ?? 'jpeg',
    quality: words.quality ?? base?.quality ?? 90,
    size: sizeOf(words) ?? base?.size ?? { kind: 'full' },
    watermark: (await watermarkOf(client, words.watermark)) ?? base?.watermark ?? 'none',
    metadata: words.metadata ?? base?.metadata ?? 'rights',
    gps: words.gps ?? base?.gps ?? false,
    namePattern: words.rename ?? base?.namePattern ?? null,
  };
}

/** Errors: export-preset-unknown. */
export async function presetNamed(client: StudioClient, name: string): Promise<ExportPreset> {
  const presets = await client.exports.presets();
  const found = presets.find((preset) => preset.name.toLocaleLowerCase('fr') === name.trim().toLocaleLowerCase('fr'));
  if (!found) throw new StudioError('export-preset-unknown', { name });
  return found;
}

/** Errors: UsageError for two sizes. */
function sizeOf({ size, shortEdge, megapixels }: ExportWords): ExportSize | null {
  if ([size, shortEdge, megapixels].filter((given) => given !== undefined).length > 1)
    throw new UsageError('use.export-one-size');
  if (size !== undefined) return { kind: 'long-edge', pixels: size };
  if (shortEdge !== undefined) return { kind: 'short-edge', pixels: shortEdge };
  return megapixels === undefined ? null : { kind: 'megapixels', megapixels };
}

/** Errors: watermark-unknown. */
async function watermarkOf(
  client: StudioClient,
  word: string | true | undefined,
): Promise<ExportOptions['watermark'] | null> {
  if (word === undefined) return null;
  if (word === true) return 'chosen';
  const { presets } = await client.watermarks.list();
  const preset = presets.find(({ name }) => name.toLowerCase() === word.toLowerCase());
  if (!preset) throw new StudioError('watermark-unknown', {});
  return preset.id;
}
