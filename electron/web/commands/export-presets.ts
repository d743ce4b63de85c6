import type { ExportOptions } from '../../../shared/contract/export.contract.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { type ExportWords, exportOptionsOf, presetNamed } from './export-words.ts';

export interface PresetWords {
  readonly presets?: boolean;
  readonly savePreset?: string;
  readonly removePreset?: string;
}

/**
 * Lists her ways to export; keeps the one these words say (over `--preset`, where it is given), or removes one. Errors:
 * export-preset-unknown, pattern-invalid, watermark-unknown.
 */
export async function exportPresets(
  context: CommandContext,
  { savePreset, removePreset, ...words }: ExportWords & PresetWords,
): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  if (removePreset !== undefined) {
    const { name } = await presetNamed(client, removePreset);
    await client.exports.removePreset({ name });
    terminal.say('export.preset.removed', { name });
  }
  if (savePreset !== undefined) {
    const options = await exportOptionsOf(context, client, words);
    await client.exports.savePreset({ name: savePreset, options });
    terminal.say('export.preset.saved', { name: savePreset.trim() });
  }
  const presets = await client.exports.presets();
  for (const { name, options } of presets) terminal.line(`${name} — ${shortly(options)}`);
  if (presets.length === 0) terminal.say('export.preset.none');
  return { exitCode: 0, json: { presets } };
}

function shortly({ folder, format, quality, size, namePattern }: ExportOptions): string {
  const amount =
    size.kind === 'full' ? 'full' : size.kind === 'megapixels' ? `${size.megapixels} MP` : `${size.pixels} px`;
  const how = format === 'png' ? 'PNG' : `${format === 'webp' ? 'WebP' : 'JPEG'} ${quality}`;
  return [how, amount, namePattern, folder].filter((part) => part !== null).join(' · ');
}
