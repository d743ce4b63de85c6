import { Option } from 'commander';
import { dataMining, releaseState } from '../../../shared/domain/photo-rights.ts';
import { wordField } from '../../../shared/domain/word-edit.ts';
import type { ReplaceOptions } from '../commands/replace.ts';
import type { RightsOptions } from '../commands/rights.ts';
import type { SpellOptions } from '../commands/spell.ts';
import type { TemplatesOptions } from '../commands/templates.ts';
import type { WriteOptions } from '../commands/write.ts';
import { collect, wholeNumber } from '../option-values.ts';
import type { CommandBuilder, CommonOptions, SelectionOptions } from './command-builder.ts';

/** What she decides and says of photographs: words, review, files. */
export function wordCommands({ command, selecting, asked, text }: CommandBuilder): void {
  selecting('describe', 'help.describe')
    .option('--title <text>', text('help.describe.title'))
    .option('--caption <text>', text('help.describe.caption'))
    .option('--tags <list>', text('help.describe.tags'))
    .option('--category <name>', text('help.describe.category'))
    .option('--price <xof>', text('help.describe.price'), wholeNumber(0, 1_000_000_000))
    .option('--price-extended <xof>', text('help.describe.priceExtended'), wholeNumber(0, 1_000_000_000))
    .option('--place <text>', text('help.describe.place'))
    .option('--template <name>', text('help.describe.template'))
    .action(
      (
        ids: string[],
        options: CommonOptions &
          SelectionOptions & {
            title?: string;
            caption?: string;
            tags?: string;
            category?: string;
            price?: number;
            priceExtended?: number;
            place?: string;
            template?: string;
          },
      ) =>
        asked(options, async (context) =>
          (await import('../commands/describe.ts')).describe(context, { ids, ...options }, options),
        ),
    );
  selecting('rights', 'help.rights')
    .option('--creator <text>', text('help.rights.creator'))
    .option('--copyright <text>', text('help.rights.copyright'))
    .option('--credit <text>', text('help.rights.credit'))
    .option('--usage-terms <text>', text('help.rights.usageTerms'))
    .addOption(new Option('--data-mining <how>', text('help.rights.dataMining')).choices(['', ...dataMining.options]))
    .addOption(
      new Option('--model-release <state>', text('help.rights.release')).choices(['', ...releaseState.options]),
    )
    .addOption(
      new Option('--property-release <state>', text('help.rights.release')).choices(['', ...releaseState.options]),
    )
    .action((ids: string[], options: CommonOptions & SelectionOptions & RightsOptions) =>
      asked(options, async (context) =>
        (await import('../commands/rights.ts')).rights(context, { ids, ...options }, options),
      ),
    );
  selecting('spell', 'help.spell')
    .option('--suggest', text('help.spell.suggest'))
    .option('--own', text('help.spell.own'))
    .option('--add <word>', text('help.spell.add'), collect)
    .option('--remove <word>', text('help.spell.remove'), collect)
    .action((ids: string[], options: CommonOptions & SelectionOptions & SpellOptions) =>
      asked(options, async (context) =>
        (await import('../commands/spell.ts')).spell(context, { ids, ...options }, options),
      ),
    );
  selecting('replace', 'help.replace')
    .requiredOption('--find <text>', text('help.replace.find'))
    .requiredOption('--by <text>', text('help.replace.by'))
    .addOption(new Option('--in <fields...>', text('help.replace.in')).choices(wordField.options))
    .option('--match-case', text('help.replace.matchCase'))
    .option('--match-accents', text('help.replace.matchAccents'))
    .option('--whole-word', text('help.replace.wholeWord'))
    .option('--dry-run', text('help.replace.dryRun'))
    .action((ids: string[], options: CommonOptions & SelectionOptions & ReplaceOptions) =>
      asked(options, async (context) =>
        (await import('../commands/replace.ts')).replace(context, { ids, ...options }, options),
      ),
    );
  command('templates', 'help.templates')
    .option('--import <file>', text('help.templates.import'))
    .option('--export <file>', text('help.templates.export'))
    .action((options: CommonOptions & TemplatesOptions) =>
      asked(options, async (context) => (await import('../commands/templates.ts')).templates(context, options)),
    );
  for (const [name, help, review] of [
    ['approve', 'help.approve', 'approved'],
    ['reject', 'help.reject', 'rejected'],
  ] as const) {
    selecting(name, help).action((ids: string[], options: CommonOptions & SelectionOptions) =>
      asked(options, async (context) =>
        (await import('../commands/review.ts')).review(context, { ids, ...options }, review),
      ),
    );
  }
  selecting('write', 'help.write')
    .option('--sidecar', text('help.write.sidecar'))
    .option('--original', text('help.write.original'))
    .option('--restore', text('help.write.restore'))
    .option('--dry-run', text('help.write.dryRun'))
    .option('--yes', text('help.write.yes'))
    .action((ids: string[], options: CommonOptions & SelectionOptions & WriteOptions) =>
      asked(options, async (context) =>
        (await import('../commands/write.ts')).write(context, { ids, ...options }, options),
      ),
    );
}
