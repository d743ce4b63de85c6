import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';

const page = join(import.meta.dirname, '..');
const sources = readdirSync(page, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !/^i18n[\\/](fr|en)\.ts$/.test(name))
  .map((name) => readFileSync(join(page, name), 'utf8'))
  .join('\n');

const texts = Object.entries(fr);

/** `label.${colour}` and the like: the part before the first hole. */
const prefixes = [...sources.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map((match) => match[1] ?? '');

/** Names of what a format fills in; a plural's branch of one word begins with a capital. */
function holes(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\s*([a-z]\w*)\s*[,}]/g)].map((match) => match[1] ?? ''))].sort();
}

describe('the texts of the page', () => {
  it('are the same in French and English: every key, with the same holes', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
    for (const [key, text] of Object.entries(en))
      expect([key, holes(text)]).toEqual([key, holes(texts.find(([name]) => name === key)?.[1] ?? '')]);
  });

  it('are all used', () => {
    const unused = texts
      .map(([key]) => key)
      .filter((key) => !sources.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)));
    expect(unused).toEqual([]);
  });

  it('are well-formed, without straight apostrophes, which quote', () => {
    for (const [key, text] of [...texts, ...Object.entries(en)]) {
      expect(() => new IntlMessageFormat(text, 'fr'), key).not.toThrow();
      expect(text, key).not.toContain("'");
    }
  });

  it('are French where they are French: a space before : ; ? ! and inside « »', () => {
    for (const [key, text] of texts) {
      const words = text.replace(/\{[^{}]*\}/g, '');
      expect(words, key).not.toMatch(/\p{L}[;?!](\s|$)/u);
      expect(words, key).not.toMatch(/«\S|\S»/u);
    }
  });
});
