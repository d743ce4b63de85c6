import type { License } from '../domain/license.ts';
import type { Language } from './language.ts';

/** As papers, tables and letters name a licence in a line of a sale. */
export const LICENSE_NAMES: Readonly<Record<Language, Readonly<Record<License, string>>>> = {
  fr: { standard: 'standard', extended: 'étendue' },
  en: { standard: 'standard', extended: 'extended' },
};
