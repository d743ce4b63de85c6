import { Command, CommanderError, Option } from 'commander';
import type { PhotoSort } from '../../shared/contract/library.contract.ts';
import { wordField } from '../../shared/domain/word-edit.ts';
import type { Language } from '../../shared/messages/language.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { type CommandLineKey, commandLineText } from './command-line-text.ts';
import type { DeliveriesWords } from './commands/deliveries.ts';
import type { ExportWords } from './commands/export.ts';
import type { FolderWords } from './commands/folders.ts';
import type { ReplaceOptions } from './commands/replace.ts';
import type { SendingWords } from './commands/sending.ts';
import type { StatementOptions } from './commands/statement.ts';
import type { TemplatesOptions } from './commands/templates.ts';
import type { WriteOptions } from './commands/write.ts';
import { calendarDay, calendarMonth, collect, hoursOrNone, numberOrNone, wholeNumber } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** The options that every command knows. */
export interface CommonOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly lang?: Language;
}

/** What the words on the command line ask for: how it wants to be spoken to, and the work. */
export interface Invocation {
  readonly common: CommonOptions;
  run(context: CommandContext): Promise<CommandResult>;
}

type Text = (key: CommandLineKey, facts?: Record<string, unknown>) => string;

/** Options as commander gives them, by command. Only what a command declared can be there. */
interface SelectionOptions {
  readonly all?: boolean;
  readonly query?: string;
}

/**
 * Reads the command line. Each command's module is loaded only when it is asked for, so that `list` does not wait for what
 * `upload` needs. Help and version are printed by `print` and give null. Errors: UsageError.
 */
export function parseCommandLine(
  words: readonly string[],
  language: Language,
  version: string,
  print: (text: string) => void,
): Invocation | null {
  const text: Text = (key, facts) => commandLineText(language, key, facts);
  let invocation: Invocation | null = null;
  const asked = (common: CommonOptions, run: Invocation['run']) => {
    invocation = { common, run };
  };

  const program = new Command('studio')
    .description(text('help.program'))
    .configureHelp({ styleTitle: (title) => titleIn(text, title) })
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .helpOption('-h, --help', text('help.help'))
    .helpCommand(false)
    .version(version, '-V, --version', text('help.version'))
    .showSuggestionAfterError(false);

  const command = (usage: string, help: CommandLineKey) =>
    program
      .command(usage)
      .description(text(help))
      .exitOverride()
      .helpOption('-h, --help', text('help.help'))
      .option('--data <dir>', text('help.data'))
      .option('--json', text('help.json'))
      .addOption(new Option('--lang <lang>', text('help.lang')).choices(['fr', 'en']));
  const selecting = (name: string, help: CommandLineKey) =>
    command(name, help)
      .argument('[ids...]', text('help.ids'))
      .option('--all', text('help.all'))
      .option('--query <text>', text('help.query'));

  command('ingest', 'help.ingest')
    .argument('<folders...>')
    .action((folders: string[], common: CommonOptions) =>
      asked(common, async (context) => (await import('./commands/ingest.ts')).ingest(context, folders)),
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
          (await import('./commands/folders.ts')).folders(context, folder, {
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
          (await import('./commands/import.ts')).importPhotos(context, sources, options),
        ),
    );
  command('watch', 'help.watch')
    .argument('<folders...>')
    .action((folders: string[], common: CommonOptions) =>
      asked(common, async (context) => (await import('./commands/watch.ts')).watch(context, folders)),
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
          (await import('./commands/list.ts')).list(context, { ...options, ...(query !== undefined && { query }) }),
        ),
    );
  command('show', 'help.show')
    .argument('<id>', text('help.ids'))
    .action((id: string, common: CommonOptions) =>
      asked(common, async (context) => (await import('./commands/show.ts')).show(context, id)),
    );
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
          (await import('./commands/describe.ts')).describe(context, { ids, ...options }, options),
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
        (await import('./commands/replace.ts')).replace(context, { ids, ...options }, options),
      ),
    );
  command('templates', 'help.templates')
    .option('--import <file>', text('help.templates.import'))
    .option('--export <file>', text('help.templates.export'))
    .action((options: CommonOptions & TemplatesOptions) =>
      asked(options, async (context) => (await import('./commands/templates.ts')).templates(context, options)),
    );
  for (const [name, help, review] of [
    ['approve', 'help.approve', 'approved'],
    ['reject', 'help.reject', 'rejected'],
  ] as const) {
    selecting(name, help).action((ids: string[], options: CommonOptions & SelectionOptions) =>
      asked(options, async (context) =>
        (await import('./commands/review.ts')).review(context, { ids, ...options }, review),
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
        (await import('./commands/write.ts')).write(context, { ids, ...options }, options),
      ),
    );
  command('login', 'help.login')
    .requiredOption('--server <url>', text('help.login.server'))
    .requiredOption('--email <address>', text('help.login.email'))
    .option('--remember', text('help.login.remember'))
    .action((options: CommonOptions & { server: string; email: string; remember?: boolean }) =>
      asked(options, async (context) =>
        (await import('./commands/login.ts')).login(context, { ...options, remember: options.remember ?? false }),
      ),
    );
  command('logout', 'help.logout').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('./commands/account.ts')).logout(context)),
  );
  command('account', 'help.account').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('./commands/account.ts')).account(context)),
  );
  command('upload', 'help.upload')
    .option('--query <text>', text('help.query'))
    .action((options: CommonOptions & { query?: string }) =>
      asked(options, async (context) => (await import('./commands/upload.ts')).upload(context, options.query)),
    );
  command('sending', 'help.sending')
    .option('--budget <MB>', text('help.sending.budget'), numberOrNone(1, 1_000_000))
    .option('--rate <KBps>', text('help.sending.rate'), numberOrNone(16, 1_000_000))
    .option('--hours <from-to>', text('help.sending.hours'), hoursOrNone)
    .addOption(new Option('--metered <line>', text('help.sending.metered')).choices(['system', 'yes', 'no']))
    .option('--anyway', text('help.sending.anyway'))
    .action((options: CommonOptions & SendingWords) =>
      asked(options, async (context) => (await import('./commands/sending.ts')).sending(context, options)),
    );
  command('deliveries', 'help.deliveries')
    .argument('[query]')
    .option('--csv <file>', text('help.deliveries.csv'))
    .option('--from <day>', text('help.deliveries.from'), calendarDay)
    .option('--to <day>', text('help.deliveries.to'), calendarDay)
    .option('--limit <n>', text('help.list.limit'), wholeNumber(1, 1000), 200)
    .action((query: string | undefined, options: CommonOptions & DeliveriesWords) =>
      asked(options, async (context) => (await import('./commands/deliveries.ts')).deliveries(context, query, options)),
    );
  command('sync', 'help.sync').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('./commands/sync.ts')).sync(context)),
  );
  command('statement', 'help.statement')
    .option('--month <YYYY-MM>', text('help.statement.month'), calendarMonth)
    .option('--from <day>', text('help.statement.from'), calendarDay)
    .option('--to <day>', text('help.statement.to'), calendarDay)
    .option('--out <file>', text('help.statement.out'))
    .option('--csv <file>', text('help.statement.csv'))
    .option('--provisional', text('help.statement.provisional'))
    .action((options: CommonOptions & StatementOptions) =>
      asked(options, async (context) => (await import('./commands/statement.ts')).statement(context, options)),
    );
  command('sales', 'help.sales').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('./commands/sales.ts')).sales(context)),
  );
  command('revenue', 'help.revenue').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('./commands/sales.ts')).revenue(context)),
  );
  command('sandbox', 'help.sandbox')
    .option('--port <n>', text('help.port'), wholeNumber(0, 65_535))
    .option('--demo', text('help.sandbox.demo'))
    .action((options: CommonOptions & { port?: number; demo?: boolean }) =>
      asked(options, async (context) => (await import('./commands/sandbox.ts')).sandbox(context, options)),
    );
  command('doctor', 'help.doctor').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('./commands/doctor.ts')).doctor(context)),
  );
  command('backup', 'help.backup')
    .requiredOption('--to <file>', text('help.backup.to'))
    .action((options: CommonOptions & { to: string }) =>
      asked(options, async (context) => (await import('./commands/storage.ts')).backup(context, options.to)),
    );
  command('restore', 'help.restore')
    .argument('<file>')
    .action((file: string, common: CommonOptions) =>
      asked(common, async (context) => (await import('./commands/storage.ts')).restore(context, file)),
    );
  command('maintain', 'help.maintain').action((common: CommonOptions) =>
    asked(common, async (context) => (await import('./commands/storage.ts')).maintain(context)),
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
    .action((ids: string[], options: CommonOptions & SelectionOptions & ExportWords) =>
      asked(options, async (context) =>
        options.csv === undefined
          ? (await import('./commands/export.ts')).exportPhotos(context, { ids, ...options }, options)
          : (await import('./commands/sales.ts')).salesTable(context, options.csv),
      ),
    );
  command('serve', 'help.serve')
    .option('--port <n>', text('help.port'), wholeNumber(0, 65_535), 0)
    .option('--server <url>', text('help.serve.server'))
    .option('--sandbox', text('help.serve.sandbox'))
    .addOption(new Option('--window').hideHelp())
    .action((options: CommonOptions & { port: number; server?: string; sandbox?: boolean; window?: boolean }) =>
      asked(options, async (context) => (await import('./commands/serve.ts')).serve(context, options)),
    );
  for (const [name, help] of [['withdraw', 'help.withdraw']] as const) {
    command(name, help)
      .argument('[words...]')
      .allowUnknownOption()
      .action((_words: string[], common: CommonOptions) =>
        asked(common, async () => (await import('./commands/not-yet.ts')).notYet(name)),
      );
  }

  try {
    program.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return null;
    throw usageErrorOf(error, words, new Set(program.commands.map((known) => known.name())));
  }
  if (invocation === null) throw new UsageError('use.no-command');
  return invocation;
}

/** Commander's headings, in the person's language. */
function titleIn(text: Text, title: string): string {
  switch (title) {
    case 'Usage:':
      return text('help.title.usage');
    case 'Options:':
      return text('help.title.options');
    case 'Commands:':
      return text('help.title.commands');
    case 'Arguments:':
      return text('help.title.arguments');
    default:
      return title;
  }
}

/** Options that say how to speak, not what to do: alone they are no command. */
const COMMON = ['--data', '--json', '--lang'];

/** Commander says what is wrong in English, the word in question in quotes: the word is taken, the sentence is ours. */
function usageErrorOf(error: CommanderError, words: readonly string[], commands: ReadonlySet<string>): UsageError {
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const command = words.find((word) => !word.startsWith('-')) ?? '';
  const [first = '', second = ''] = quoted;
  switch (error.code) {
    case 'commander.unknownCommand':
      return new UsageError('use.unknown-command', { word: first });
    case 'commander.unknownOption':
      if (COMMON.includes(first) && !words.some((word) => commands.has(word))) return new UsageError('use.no-command');
      return new UsageError('use.unknown-option', { word: first, command });
    case 'commander.missingArgument':
    case 'commander.missingMandatoryOptionValue':
      return new UsageError('use.missing-argument', { word: first, command });
    case 'commander.optionMissingArgument':
      return new UsageError('use.missing-value', { word: first });
    case 'commander.invalidArgument':
      return new UsageError('use.invalid-value', { word: first, value: second });
    case 'commander.excessArguments':
      return new UsageError('use.excess-arguments', { command });
    default:
      return new UsageError('use.no-command');
  }
}
