import { Command, CommanderError } from 'commander';
import type { Language } from '../../shared/messages/language.ts';
import { type CommandText, commandBuilder, commandText, type Invocation } from './program/command-builder.ts';
import { libraryCommands } from './program/library-commands.ts';
import { moneyCommands } from './program/money-commands.ts';
import { sendingCommands } from './program/sending-commands.ts';
import { systemCommands } from './program/system-commands.ts';
import { wordCommands } from './program/words-commands.ts';
import { UsageError } from './usage-error.ts';

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
  const text = commandText(language);
  let invocation: Invocation | null = null;

  const program = new Command('studio')
    .description(text('help.program'))
    .configureHelp({ styleTitle: (title) => titleIn(text, title) })
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .helpOption('-h, --help', text('help.help'))
    .helpCommand(false)
    .version(version, '-V, --version', text('help.version'))
    .showSuggestionAfterError(false);

  const builder = commandBuilder(program, text, (asked) => {
    invocation = asked;
  });
  libraryCommands(builder);
  wordCommands(builder);
  sendingCommands(builder);
  moneyCommands(builder);
  systemCommands(builder);

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
function titleIn(text: CommandText, title: string): string {
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
