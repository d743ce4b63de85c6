import { formatXof, type Xof } from '../../../shared/domain/money.ts';
import type { PaperHead } from '../../../shared/domain/paper.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { GREY, PAGE, type PaperPage, RIGHT } from './paper-page.ts';
import type { TitledWords } from './paper-words.ts';
import type { Style } from './type-setter.ts';

const TITLE: Style = { size: 17, weight: 'bold' };
const NUMBER: Style = { size: 11 };
const NAME: Style = { size: 12, weight: 'bold' };
const FACT: Style = { size: 8.5 };
const SMALL: Style = { size: 7.5 };
/** How wide what is said of the photographer may run, points. */
const OWN_WIDTH = 250;

/** Amounts in columns stand without their currency, which the paper's notes name. */
export function amountInColumn(value: Xof, language: Language): string {
  return formatXof(value, language).replace(/.F.CFA$/u, '');
}

/** Who it is from at the left; at the right what it is, with a line for each fact. */
export function drawHead(
  page: PaperPage,
  words: TitledWords,
  { identity, number }: PaperHead,
  facts: readonly string[],
): void {
  const { set } = page;
  page.say('H1', () => {
    set.draw(words.title, RIGHT, PAGE.top, TITLE, true);
    set.draw(numberInWords(words, number), RIGHT, PAGE.top + 24, NUMBER, true);
  });
  let right = PAGE.top + 46;
  for (const fact of facts) {
    page.say('P', () => set.draw(fact, RIGHT, right, { ...FACT, colour: GREY }, true));
    right += 12;
  }
  let left = PAGE.top;
  const tax = identity.taxNumber === '' ? '' : `${identity.taxLabel} ${identity.taxNumber}`.trim();
  const own = [...identity.address.split('\n'), identity.phone, identity.email, tax];
  page.say('P', () => {
    for (const line of set.lines(identity.name, NAME, OWN_WIDTH)) {
      set.draw(line, PAGE.side, left, NAME);
      left += 16;
    }
    for (const text of own.filter((one) => one.trim() !== ''))
      for (const line of set.lines(text, FACT, OWN_WIDTH)) {
        set.draw(line, PAGE.side, left, { ...FACT, colour: GREY });
        left += 12;
      }
  });
  page.y = Math.max(left, right) + 18;
}

/** What the reader must know besides. */
export function notesOf(words: TitledWords, { number }: PaperHead): readonly string[] {
  return number === null ? [words.provisionalNote, ...words.notes] : words.notes;
}

export function drawNotes(page: PaperPage, notes: readonly string[]): void {
  for (const note of notes)
    page.say('Note', () => {
      for (const line of page.set.lines(note, SMALL, RIGHT - PAGE.side)) {
        page.set.draw(line, PAGE.side, page.y, { ...SMALL, colour: GREY });
        page.y += 10.5;
      }
    });
}

/** At the foot of every page: whose, which, what page of how many. When all pages are there. */
export function drawFeet(page: PaperPage, words: TitledWords, { identity, number }: PaperHead): void {
  const y = PAGE.height - 34;
  const style: Style = { ...SMALL, colour: GREY };
  page.onEachPage((one, all) => {
    page.set.draw(`${identity.name} — ${words.title} ${numberInWords(words, number)}`, PAGE.side, y, style);
    page.set.draw(words.page(one, all), RIGHT, y, style, true);
  });
}

function numberInWords(words: TitledWords, number: string | null): string {
  return number === null ? words.provisional : words.number(number);
}
