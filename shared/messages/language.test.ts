import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';

describe('the language of a locale', () => {
  it.each(['en', 'en_GB.UTF-8', 'en-US', 'EN'])('is English for %s', (locale) => {
    expect(languageOf(locale)).toBe('en');
  });
  it.each(['fr_FR.UTF-8', 'fr', 'wo_SN', 'eng', '', null, undefined])('is French for %s', (locale) => {
    expect(languageOf(locale)).toBe('fr');
  });
});
