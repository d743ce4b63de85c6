import { resolve } from 'node:path';
import type { ExportOptions, ExportSize } from '../../../shared/contract/export.contract.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import type { StudioClient } from '../../core/studio.ts';
import { choosePhotos, type PhotoWords } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenProblem } from '../spoken.ts';
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
}

/**
 * Writes copies of photos into a folder and waits. Interrupted, what is written stays, whole. Exit 1 when a photo could not be
 * written. Errors: as exports.start.
 */
export async function exportPhotos(
  context: CommandContext,
  words: PhotoWords,
  options: ExportWords,
): Promise<CommandResult> {
  if (options.to === undefined) throw new UsageError('use.export-to');
  const { terminal, signal } = context;
  const studio = await context.studio();
  const { client } = studio;
  const selection = await choosePhotos(client, words);
  const { id } = await client.exports.start({
    selection,
    options: {
      folder: resolve(context.workingFolder, options.to),
      format: options.format ?? 'jpeg',
      quality: options.quality ?? 90,
      size: sizeOf(options),
      watermark: await watermarkOf(client, options.watermark),
      metadata: options.metadata ?? 'rights',
      gps: options.gps ?? false,
      namePattern: options.rename ?? null,
    },
  });
  const stop = () => void client.exports.cancel({ id }).catch(() => {});
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const ended = studio.exports.ended(id, ({ written, failed, total }) =>
    terminal.progress('export-progress', {
      done: written.length + failed.length,
      total,
      secondsLeft: null,
    }),
  );
  const { folder, written, failed, total } = await ended;
  signal.removeEventListener('abort', stop);
  terminal.say('export.done', { count: written.length, folder });
  const spoken = failed.map(({ id: photo, problem }) => ({
    id: photo,
    code: problem.code,
    message: spokenProblem(terminal.language, problem),
  }));
  for (const { message } of spoken) terminal.line(`  ${message}`);
  const whole = written.length === total;
  return {
    exitCode: whole ? 0 : 1,
    json: { written, failed: spoken },
    ...(signal.aborted && { interrupted: true }),
  };
}

/** Errors: UsageError for two sizes. */
function sizeOf({ size, shortEdge, megapixels }: ExportWords): ExportSize {
  if ([size, shortEdge, megapixels].filter((given) => given !== undefined).length > 1)
    throw new UsageError('use.export-one-size');
  if (size !== undefined) return { kind: 'long-edge', pixels: size };
  if (shortEdge !== undefined) return { kind: 'short-edge', pixels: shortEdge };
  return megapixels === undefined ? { kind: 'full' } : { kind: 'megapixels', megapixels };
}

/** Errors: watermark-unknown. */
async function watermarkOf(client: StudioClient, word: string | true | undefined): Promise<ExportOptions['watermark']> {
  if (word === undefined) return 'none';
  if (word === true) return 'chosen';
  const { presets } = await client.watermarks.list();
  const preset = presets.find(({ name }) => name.toLowerCase() === word.toLowerCase());
  if (!preset) throw new StudioError('watermark-unknown', {});
  return preset.id;
}
