import { IntlMessageFormat } from 'intl-messageformat';
import { commandLineEn } from '../../shared/messages/command-line.en.ts';
import { type CommandLineKey, commandLineFr } from '../../shared/messages/command-line.fr.ts';
import { factsForSentence } from '../../shared/messages/facts.ts';
import type { Language } from '../../shared/messages/language.ts';

export type { CommandLineKey };

/** A text of the command line, its {facts} filled in. */
export function commandLineText(
  language: Language,
  key: CommandLineKey,
  facts: Readonly<Record<string, unknown>> = {},
): string {
  const texts: Readonly<Record<CommandLineKey, string>> = language === 'fr' ? commandLineFr : commandLineEn;
  return String(
    new IntlMessageFormat(texts[key], language === 'fr' ? 'fr-FR' : 'en-GB', undefined, { ignoreTag: true }).format(
      factsForSentence(facts),
    ),
  );
}
