import { Option } from 'commander';
import type { PhotoSort } from '../../../shared/contract/library.contract.ts';
import type { PresetWords } from '../commands/export-presets.ts';
import type { ExportWords } from '../commands/export-words.ts';
import type { FolderWords } from '../commands/folders.ts';
import { collect, wholeNumber } from '../option-values.ts';
import type { CommandBuilder, CommonOptions, SelectionOptions } from './command-builder.ts';

/** Photographs on disk and in the catalogue: found, brought in, listed, exported. */
export function libraryCommands({ command, selecting, asked, text }: CommandBuilder): void {
  command('ingest', 'help.ingest')
    .argument('<folders...>')
    .action((folders: string[], common: CommonOptions) =>
      asked(common, async (context) => (await import('../commands/ingest.ts')).ingest(context, folders)),
    );
  command('folders', 'help.folders')
    .argument('[folder]')
    .option('--ignore <pattern>', text('help.folders.ignore'), collect)
    .option('--no-ignore', text('help.folders.noIgnore'))
    .option('--subfolders', text('help.folders.subfolders'))
    .option('--no-subfolders', text('help.folders.noSubfolders'))
    .option('--pause', text('help.folders.pause'))
    .option('--resume', text('help.folders.resume'))
    .option('--preview', text('help.folders.preview'))
    .option('--moved-to <dir>', text('help.folders.movedTo'))
    .action(
      (folder: string | undefined, { pause, resume, ...words }: CommonOptions & FolderWords & { resume?: boolean }) =>
        asked(words, async (context) =>
          (await import('../commands/folders.ts')).folders(context, folder, {
            ...words,
            ...(pause ? { pause: true } : resume ? { pause: false } : {}),
          }),
        ),
    );
  command('import', 'help.import')
    .argument('<sources...>')
    .requiredOption('--to <dir>', text('help.import.to'))
    .option('--backup <dir>', text('help.import.backup'))
    .option('--pattern <folders>', text('help.import.pattern'), '{YYYY}/{date}')
    .option('--rename <name>', text('help.import.rename'))
    .option('--event <text>', text('help.import.event'), '')
    .option('--again', text('help.import.again'))
    .option('--dry-run', text('help.import.dryRun'))
    .action(
      (
        sources: string[],
        options: CommonOptions & {
          to: string;
          backup?: string;
          pattern: string;
          rename?: string;
          event: string;
          again?: boolean;
          dryRun?: boolean;
        },
      ) =>
        asked(options, async (context) =>
          (await import('../commands/import.ts')).importPhotos(context, sources, options),
        ),
    );
  command('watch', 'help.watch')
    .argument('<folders...>')
    .action((folders: string[], common: CommonOptions) =>
      asked(common, async (context) => (await import('../commands/watch.ts')).watch(context, folders)),
    );
  command('list', 'help.list')
    .argument('[query]')
    .option('--filter <key=value>', text('help.list.filter'), collect, [])
    .option('--limit <n>', text('help.list.limit'), wholeNumber(1, 1_000_000), 200)
    .addOption(
      new Option('--sort <order>', text('help.list.sort'))
        .choices(['captured', 'imported', 'name', 'rating', 'sales'] satisfies PhotoSort[])
        .default('captured'),
    )
    .action(
      (query: string | undefined, options: CommonOptions & { filter: string[]; limit: number; sort: PhotoSort }) =>
        asked(options, async (context) =>
          (await import('../commands/list.ts')).list(context, { ...options, ...(query !== undefined && { query }) }),
        ),
    );
  command('show', 'help.show')
    .argument('<id>', text('help.ids'))
    .action((id: string, common: CommonOptions) =>
      asked(common, async (context) => (await import('../commands/show.ts')).show(context, id)),
    );
  selecting('export', 'help.export')
    .option('--to <folder>', text('help.export.to'))
    .option('--watermark [name]', text('help.export.watermark'))
    .option('--size <px>', text('help.export.size'), wholeNumber(16, 30_000))
    .option('--short-edge <px>', text('help.export.shortEdge'), wholeNumber(16, 30_000))
    .option('--megapixels <n>', text('help.export.megapixels'), wholeNumber(1, 500))
    .option('--quality <n>', text('help.export.quality'), wholeNumber(1, 100))
    .addOption(new Option('--format <format>', text('help.export.format')).choices(['jpeg', 'png', 'webp']))
    .addOption(new Option('--metadata <choice>', text('help.export.metadata')).choices(['all', 'rights', 'none']))
    .option('--gps', text('help.export.gps'))
    .option('--rename <pattern>', text('help.export.rename'))
    .option('--csv <file>', text('help.export.csv'))
    .option('--preset <name>', text('help.export.preset'))
    .option('--save-preset <name>', text('help.export.savePreset'))
    .option('--remove-preset <name>', text('help.export.removePreset'))
    .option('--presets', text('help.export.presets'))
    .option('--resume', text('help.export.resume'))
    .action((ids: string[], options: CommonOptions & SelectionOptions & ExportWords & PresetWords) =>
      asked(options, async (context) => {
        if (options.csv !== undefined) return (await import('../commands/sales.ts')).salesTable(context, options.csv);
        if (options.resume) return (await import('../commands/export.ts')).resumeExports(context);
        if (options.presets || options.savePreset !== undefined || options.removePreset !== undefined)
          return (await import('../commands/export-presets.ts')).exportPresets(context, options);
        return (await import('../commands/export.ts')).exportPhotos(context, { ids, ...options }, options);
      }),
    );
}
