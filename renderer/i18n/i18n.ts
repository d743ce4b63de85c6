import i18next from 'i18next';
import ICU from 'i18next-icu';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en as enMessages } from '../../shared/messages/en.ts';
import type { SentenceFacts } from '../../shared/messages/facts.ts';
import { fr as frMessages } from '../../shared/messages/fr.ts';
import { en } from './en.ts';
import type { Language } from './format.ts';
import { fr } from './fr.ts';
import { typesetFrench } from './typeset.ts';

export type TextKey = keyof typeof fr;
export type TextValues = Readonly<Record<string, string | number | boolean | null>>;

/** Says a text of the interface. French is the source; English has the same keys (checked by the compiler and a test). */
export type Say = (key: TextKey, values?: TextValues) => string;

function languageOfBrowser(): Language {
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

function typeset(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, typesetFrench(text)]));
}

/** To be called once before the first rendering; texts are bundled, so it is ready when it returns. */
export function startLanguage(): void {
  void i18next
    .use(ICU)
    .use(initReactI18next)
    .init({
      lng: languageOfBrowser(),
      fallbackLng: 'fr',
      supportedLngs: ['fr', 'en'],
      ns: ['page', 'messages'],
      defaultNS: 'page',
      keySeparator: false,
      nsSeparator: false,
      initAsync: false,
      resources: {
        fr: { page: typeset(fr), messages: typeset(frMessages) },
        en: { page: en, messages: enMessages },
      },
      react: { useSuspense: false },
    });
  document.documentElement.lang = currentLanguage();
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'fr';
}

export function changeLanguage(language: Language): void {
  if (currentLanguage() === language) return;
  void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Outside of components (toasts). */
export const say: Say = (key, values) => i18next.t(key, { ...values });

export function useSay(): Say {
  const { t } = useTranslation();
  return (key, values) => t(key, { ...values });
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'fr';
}

/** A sentence of shared/messages, by its full key; null when there is none (a code newer than its sentence). */
export function sayMessage(key: string, facts: SentenceFacts): string | null {
  if (!i18next.exists(key, { ns: 'messages' })) return null;
  return String(i18next.t(key, { ns: 'messages', ...facts }));
}
