import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopElectron, DesktopSession, TextClick, WritingContents } from './electron.ts';
import { type Language, WORDS } from './words.ts';

/** Languages in which titles and captions are checked, by the one that she reads the window in. */
const CHECKED: Readonly<Record<Language, readonly string[]>> = {
  fr: ['fr', 'fr-FR', 'en-US'],
  en: ['en-GB', 'en-US', 'fr'],
};

/** Checks the spelling of what she writes. macOS checks by its own settings and offers no list. */
export function checkSpelling(
  session: Pick<DesktopSession, 'availableSpellCheckerLanguages' | 'setSpellCheckerLanguages'>,
  language: Language,
): void {
  const known = CHECKED[language].filter((one) => session.availableSpellCheckerLanguages.includes(one));
  if (known.length > 0) session.setSpellCheckerLanguages(known);
}

/** The right click in a text: suggestions, then cut, copy, paste. Nothing elsewhere: photos have the page's own menu. */
export function textMenu(
  click: TextClick,
  language: Language,
  orders: { replace(text: string): void; learn(word: string): void },
): MenuItemConstructorOptions[] {
  const words = WORDS[language];
  const { editFlags, misspelledWord } = click;
  if (!click.isEditable) {
    return click.selectionText.trim() === '' ? [] : [{ label: words.copy, role: 'copy', enabled: editFlags.canCopy }];
  }
  const suggestions: MenuItemConstructorOptions[] =
    misspelledWord === ''
      ? []
      : [
          ...(click.dictionarySuggestions.length > 0
            ? click.dictionarySuggestions.map((word) => ({ label: word, click: () => orders.replace(word) }))
            : [{ label: words.noSuggestion, enabled: false }]),
          { label: words.learnWord, click: () => orders.learn(misspelledWord) },
          { type: 'separator' },
        ];
  return [
    ...suggestions,
    { label: words.cut, role: 'cut', enabled: editFlags.canCut },
    { label: words.copy, role: 'copy', enabled: editFlags.canCopy },
    { label: words.paste, role: 'paste', enabled: editFlags.canPaste },
  ];
}

export function offerTextMenu(
  electron: Pick<DesktopElectron, 'menu' | 'session'>,
  contents: WritingContents,
  language: () => Language,
): void {
  contents.on('context-menu', (_event, click) => {
    const template = textMenu(click, language(), {
      replace: (text) => contents.replaceMisspelling(text),
      learn: (word) => void electron.session().addWordToSpellCheckerDictionary(word),
    });
    if (template.length > 0) electron.menu.popup(template);
  });
}
