import { rm } from 'node:fs/promises';
import type { ExportOptions } from '../../../../shared/contract/export.contract.ts';
import type { Settings } from '../../../../shared/contract/system.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { sha256 } from '../../../../shared/domain/ids.ts';
import { readRights, rightsOver } from '../../../../shared/domain/photo-rights.ts';
import { flushFile } from '../../../files/flush-file.ts';
import type { StudioContext } from '../../context.ts';
import type { Watermark } from '../../ports/images.ts';
import { type Copied, hashFile } from '../import/copy-file.ts';
import type { FileRow, PhotoRow } from '../photos/photos.repository.ts';

export interface PhotoToExport {
  readonly row: PhotoRow;
  readonly files: readonly FileRow[];
}

export interface ExportParts {
  readonly options: ExportOptions;
  readonly watermark: Watermark | null;
  readonly settings: Pick<Settings, 'artist' | 'copyright'> &
    Partial<Pick<Settings, 'credit' | 'usageTerms' | 'noAiTraining'>>;
}

/**
 * Writes one copy under a hidden name, with its words, flushed; nothing stays under that name where it fails. Errors:
 * file-missing, file-unreadable, file-changed, disk-full, metadata-unwritable, not-supported-here.
 */
export async function makeCopy(
  { ports }: Pick<StudioContext, 'ports'>,
  { row, files }: PhotoToExport,
  { options, watermark, settings }: ExportParts,
  temporary: string,
  signal: AbortSignal,
): Promise<Copied> {
  const { images, metadata } = ports;
  let reason: StudioError = new StudioError('file-missing', { path: row.file_name });
  try {
    // What a crash left under this very name is made again.
    await rm(temporary, { force: true });
    for (const { path, state } of files) {
      if (state !== 'present') continue;
      const made = await images.render?.(
        {
          path,
          sha256: sha256.parse(row.sha256),
          target: temporary,
          turn: Number(row.turn),
          format: options.format,
          quality: options.quality,
          size: options.size,
          watermark,
        },
        signal,
      );
      if (!made) throw new StudioError('not-supported-here', { what: 'exports.start' });
      if (made.outcome !== 'made') {
        if (made.outcome === 'refused') reason = new StudioError('file-unreadable', { path, reason: made.code });
        if (made.outcome === 'changed') reason = new StudioError('file-changed', { path });
        continue;
      }
      if (options.metadata === 'all') await metadata.copyInto?.(path, temporary, signal);
      if (options.metadata !== 'none') {
        await metadata.writeSent(temporary, wordsOf(row, options, settings), signal);
        await flushFile(temporary);
      }
      return await hashFile(temporary, { signal });
    }
    throw reason;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function wordsOf(row: PhotoRow, options: ExportOptions, settings: ExportParts['settings']) {
  return {
    title: row.title,
    caption: row.caption,
    keywords: keywordsOf(row.keywords),
    place: row.place,
    ...rightsOver({ ...settings, creator: settings.artist }, readRights(row.rights)),
    keepGps: options.metadata === 'all' && options.gps,
  };
}

function keywordsOf(text: string): string[] {
  const words: unknown = JSON.parse(text);
  return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
}
