import { IntlMessageFormat } from 'intl-messageformat';
import { en } from '../../../shared/messages/en.ts';
import { factsForSentence } from '../../../shared/messages/facts.ts';
import { fr, type MessageKey } from '../../../shared/messages/fr.ts';
import type { Language } from '../../../shared/messages/language.ts';

const compiled = new Map<string, IntlMessageFormat>();

/** The sentence of a key, its {facts} filled in. */
export function sentence(language: Language, key: MessageKey, facts: Readonly<Record<string, unknown>> = {}): string {
  const name = `${language} ${key}`;
  let format = compiled.get(name);
  if (!format) {
    format = new IntlMessageFormat(
      (language === 'fr' ? fr : en)[key],
      language === 'fr' ? 'fr-FR' : 'en-GB',
      undefined,
      { ignoreTag: true },
    );
    compiled.set(name, format);
  }
  return String(format.format(factsForSentence(facts)));
}

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(fr, key);
}

/** The sentence of a code that came from somewhere else (`error.` + code, say); the code itself where none is known. */
export function sentenceOf(
  language: Language,
  prefix: string,
  code: string,
  facts: Readonly<Record<string, unknown>> = {},
): string {
  const key = `${prefix}.${code}`;
  return isMessageKey(key) ? sentence(language, key, facts) : code;
}
