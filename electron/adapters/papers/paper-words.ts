import type { License } from '../../../shared/domain/license.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { LICENSE_NAMES } from '../../../shared/messages/license-names.ts';

/** Words that every paper has. */
export interface PaperWords {
  readonly locale: string;
  readonly number: (number: string) => string;
  readonly provisional: string;
  readonly drawnUp: string;
  readonly account: string;
  readonly licenses: Readonly<Record<License, string>>;
  readonly page: (page: number, pages: number) => string;
}

export const PAPER_WORDS: Readonly<Record<Language, PaperWords>> = {
  fr: {
    locale: 'fr-FR',
    number: (number) => `N° ${number}`,
    provisional: 'Provisoire',
    drawnUp: 'Établi le',
    account: 'Compte',
    licenses: LICENSE_NAMES.fr,
    page: (page, pages) => `Page ${page} sur ${pages}`,
  },
  en: {
    locale: 'en-GB',
    number: (number) => `No. ${number}`,
    provisional: 'Provisional',
    drawnUp: 'Drawn up on',
    account: 'Account',
    licenses: LICENSE_NAMES.en,
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};

/** What a kind of paper adds to them for the parts that all papers have (paper-parts.ts). */
export interface TitledWords extends PaperWords {
  readonly title: string;
  readonly provisionalNote: string;
  readonly notes: readonly string[];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than a hundred uses. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  formats.set(key, format);
  return format;
}

/** A calendar day in words that no one reads the wrong way round: `5 nov. 2026`. */
export function dayInWords(day: string, locale: string, month: 'short' | 'long' = 'short'): string {
  return formatOf(locale, { day: 'numeric', month, year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
}

/** The month of a calendar day: `novembre 2026`. */
export function monthInWords(day: string, locale: string): string {
  return formatOf(locale, { month: 'long', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
}
