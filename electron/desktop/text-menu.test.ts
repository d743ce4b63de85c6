import { expect, test, vi } from 'vitest';
import { ContentsDouble, createElectronDouble } from '../../tests/support/electron-double.ts';
import type { TextClick } from './electron.ts';
import { checkSpelling, offerTextMenu } from './text-menu.ts';

const editFlags: TextClick['editFlags'] = {
  canUndo: true,
  canRedo: true,
  canCut: true,
  canCopy: true,
  canPaste: false,
  canDelete: true,
  canSelectAll: true,
  canEditRichly: false,
};
const click = (parts: Partial<TextClick>): TextClick => ({
  dictionarySuggestions: [],
  misspelledWord: '',
  isEditable: true,
  selectionText: '',
  editFlags,
  ...parts,
});

function offered() {
  const double = createElectronDouble({ userData: '/nowhere' });
  const contents = new ContentsDouble();
  offerTextMenu(double.electron, contents, () => 'fr');
  return { ...double, contents, open: (parts: Partial<TextClick>) => contents.emit('context-menu', {}, click(parts)) };
}

test('a misspelt word has its suggestions first, and can be learnt', () => {
  const { open, popups, contents, state } = offered();
  open({ misspelledWord: 'marcher', dictionarySuggestions: ['marché', 'marches'] });
  const [menu] = popups;
  expect(menu?.map(({ label }) => label)).toEqual([
    'marché',
    'marches',
    'Ajouter au dictionnaire',
    undefined,
    'Couper',
    'Copier',
    'Coller',
  ]);
  for (const index of [0, 2]) {
    const action = menu?.[index]?.click;
    if (action) Reflect.apply(action, undefined, []);
  }
  expect([contents.calls, state.learned]).toEqual([['replaceMisspelling marché'], ['marcher']]);
  expect(menu?.at(-1)?.enabled).toBe(false);
});

test('a photo, which is no text, keeps the page’s own menu; selected words can be copied', () => {
  const { open, popups } = offered();
  open({ isEditable: false });
  expect(popups).toHaveLength(0);
  open({ isEditable: false, selectionText: 'Ouagadougou' });
  expect(popups[0]?.map(({ label }) => label)).toEqual(['Copier']);
});

test('a system that checks by its own settings (macOS) is left alone', () => {
  const setSpellCheckerLanguages = vi.fn();
  checkSpelling({ availableSpellCheckerLanguages: [], setSpellCheckerLanguages }, 'fr');
  expect(setSpellCheckerLanguages).not.toHaveBeenCalled();
});
