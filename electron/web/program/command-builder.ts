import { type Command, Option } from 'commander';
import type { Language } from '../../../shared/messages/language.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { type CommandLineKey, commandLineText } from '../command-line-text.ts';

/** The options that every command knows. */
export interface CommonOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly lang?: Language;
}

/** Options as commander gives them, by command. Only what a command declared can be there. */
export interface SelectionOptions {
  readonly all?: boolean;
  readonly query?: string;
}

/** What the words on the command line ask for: how it wants to be spoken to, and the work. */
export interface Invocation {
  readonly common: CommonOptions;
  run(context: CommandContext): Promise<CommandResult>;
}

export type CommandText = (key: CommandLineKey, facts?: Record<string, unknown>) => string;

export function commandText(language: Language): CommandText {
  return (key, facts) => commandLineText(language, key, facts);
}

/** What each room declares its commands with. */
export interface CommandBuilder {
  /** A command with the options that every command knows. */
  command(usage: string, help: CommandLineKey): Command;
  /** One that works on photos she names. */
  selecting(name: string, help: CommandLineKey): Command;
  /** The words asked for this. */
  asked(common: CommonOptions, run: Invocation['run']): void;
  readonly text: CommandText;
}

export function commandBuilder(
  program: Command,
  text: CommandText,
  asked: (invocation: Invocation) => void,
): CommandBuilder {
  const command = (usage: string, help: CommandLineKey) =>
    program
      .command(usage)
      .description(text(help))
      .exitOverride()
      .helpOption('-h, --help', text('help.help'))
      .option('--data <dir>', text('help.data'))
      .option('--json', text('help.json'))
      .addOption(new Option('--lang <lang>', text('help.lang')).choices(['fr', 'en']));
  return {
    command,
    selecting: (name, help) =>
      command(name, help)
        .argument('[ids...]', text('help.ids'))
        .option('--all', text('help.all'))
        .option('--query <text>', text('help.query')),
    asked: (common, run) => asked({ common, run }),
    text,
  };
}
