export type Language = 'fr' | 'en';

/** The studio's language for a locale (`en_GB.UTF-8`, `fr-FR`): English for English, French, its source language, for the rest. */
export function languageOf(locale: string | null | undefined): Language {
  return locale && /^en(\b|_)/i.test(locale) ? 'en' : 'fr';
}
