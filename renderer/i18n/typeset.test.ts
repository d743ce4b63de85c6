import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { fr } from './fr.ts';
import { typesetFrench } from './typeset.ts';

describe('French typography', () => {
  it('never leaves a sign alone on the next line', () => {
    expect(typesetFrench('Retirer « Marché » de la vente ?')).toBe('Retirer «\u00a0Marché\u00a0» de la vente\u202f?');
    expect(typesetFrench('Ex. : 30 % ; rien de plus')).toBe('Ex.\u00a0: 30\u00a0%\u202f; rien de plus');
  });

  it('leaves every text of the page well-formed', () => {
    for (const [key, text] of Object.entries(fr)) {
      const set = typesetFrench(text);
      expect(() => new IntlMessageFormat(set, 'fr'), key).not.toThrow();
      expect(set, key).not.toMatch(/« | [:;?!»%]/);
    }
  });
});
