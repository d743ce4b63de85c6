import { setImmediate as otherWork } from 'node:timers/promises';
import { formatIban } from '../../../shared/domain/iban.ts';
import { formatXof } from '../../../shared/domain/money.ts';
import { formatPhone } from '../../../shared/domain/phone.ts';
import type { WithdrawalPaperContent } from '../../../shared/domain/withdrawal-paper.ts';
import { newPaper } from './paper-document.ts';
import { GREY, PAGE, type PaperPage, RIGHT } from './paper-page.ts';
import { amountInColumn, drawFeet, drawHead, drawNotes, notesOf } from './paper-parts.ts';
import { dayInWords } from './paper-words.ts';
import type { Style } from './type-setter.ts';
import { WITHDRAWAL_WORDS, type WithdrawalWords } from './withdrawal-words.ts';

const SMALL: Style = { size: 8 };
const SMALL_BOLD: Style = { size: 8, weight: 'bold' };
const HEAD: Style = { size: 7, weight: 'bold', colour: GREY };
const LINE_HEIGHT = 11;
/** Left edges of the columns, and the right ones of the last two. */
const LEFT = [0, 62, 128, 348] as const;
const NET_RIGHT = RIGHT - 66;
const TITLE_WIDTH = 212;

/** The paper of a withdrawal: what was asked, how it ended, and the sales it paid out. As statementPdf. */
export async function withdrawalPdf(content: WithdrawalPaperContent, language: 'fr' | 'en'): Promise<Uint8Array> {
  const words = WITHDRAWAL_WORDS[language];
  const { page, finish } = newPaper({
    title: `${words.title} ${content.number ?? words.provisional}`,
    author: content.identity.name,
    day: content.day,
    locale: words.locale,
  });
  drawHead(page, words, content, [
    `${words.drawnUp} ${dayInWords(content.day, words.locale, 'long')}`,
    content.account.email,
  ]);
  facts(page, content, words, language);
  await sales(page, content, words, language);
  notes(page, content, words);
  page.end();
  drawFeet(page, words, content);
  return finish();
}

function facts(
  page: PaperPage,
  { withdrawal }: WithdrawalPaperContent,
  words: WithdrawalWords,
  language: 'fr' | 'en',
): void {
  const { details } = withdrawal;
  const isMobile = details.method === 'mobile_money';
  const rows = [
    [words.amount, formatXof(withdrawal.amount, language)],
    [words.by, isMobile ? details.provider : words.bank],
    [words.to, isMobile ? formatPhone(details.phone) : formatIban(details.iban)],
    [words.holder, details.accountName],
    [words.askedOn, dayInWords(withdrawal.askedOn, words.locale, 'long')],
    [
      words.processedOn,
      withdrawal.processedOn === null ? '' : dayInWords(withdrawal.processedOn, words.locale, 'long'),
    ],
    [words.state, words.states[withdrawal.state] ?? withdrawal.state],
    [words.reference, withdrawal.id],
  ] as const;
  for (const [index, [name, value]] of rows.filter(([, text]) => text !== '').entries()) {
    const style: Style = index === 0 ? { size: 13, weight: 'bold' } : { size: 9 };
    page.say('P', () => {
      page.set.draw(name, PAGE.side, page.y, { size: 9, colour: GREY });
      page.set.draw(value, PAGE.side + 110, index === 0 ? page.y - 3 : page.y, style);
    });
    page.y += index === 0 ? 20 : 14;
  }
  page.y += 12;
}

async function sales(
  page: PaperPage,
  { lines, unexplained, withdrawal }: WithdrawalPaperContent,
  words: WithdrawalWords,
  language: 'fr' | 'en',
): Promise<void> {
  const table = page.table();
  const amount = (value: typeof withdrawal.amount) => amountInColumn(value, language);
  const rights = [NET_RIGHT, RIGHT];
  const draw = (texts: readonly string[], y: number, style: Style) =>
    texts.map((text, index) => () => {
      const right = rights[index - LEFT.length];
      if (right === undefined) page.set.draw(text, PAGE.side + (LEFT[index] ?? 0), y, style);
      else page.set.draw(text, right, y, style, true);
    });
  const names = (into: typeof table | null) => {
    const cells = draw(words.columns, page.y, HEAD);
    if (into === null)
      page.decorate(() => {
        for (const cell of cells) cell();
      });
    else page.row(into, 'TH', cells);
    page.y += 13;
    page.rule(0.8);
    page.y += 3;
  };
  names(table);
  let pages = page.pages;
  for (const line of lines) {
    const titles = page.set.lines(line.title, SMALL, TITLE_WIDTH);
    const height = Math.max(1, titles.length) * LINE_HEIGHT + 4;
    page.makeRoom(height, () => names(null));
    // A thousand lines are a second's work: others have their turn after each page.
    if (page.pages > pages) await otherWork();
    pages = page.pages;
    const top = page.y + 2;
    const cells = draw(
      [
        dayInWords(line.day, words.locale),
        line.orderNumber,
        '',
        words.licenses[line.license],
        amount(line.net),
        amount(line.paid),
      ],
      top,
      SMALL,
    );
    cells[2] = () => {
      for (const [index, title] of titles.entries())
        page.set.draw(title, PAGE.side + LEFT[2], top + index * LINE_HEIGHT, SMALL);
    };
    page.row(table, 'TD', cells);
    page.y += height;
    page.rule(0.3);
  }
  const last = (name: string, value: string, style: Style) => {
    page.makeRoom(18, () => names(null));
    const y = page.y + 4;
    page.row(table, 'TD', [
      () => page.set.draw(name, PAGE.side, y, style),
      () => page.set.draw(value, RIGHT, y, style, true),
    ]);
    page.y += 17;
  };
  if (unexplained !== 0) last(words.unexplained, amount(unexplained), SMALL);
  last(words.total, amount(withdrawal.amount), SMALL_BOLD);
  table.end();
}

function notes(page: PaperPage, content: WithdrawalPaperContent, words: WithdrawalWords): void {
  const said = notesOf(words, content);
  page.makeRoom(said.length * 12 + 20);
  page.y += 14;
  drawNotes(page, said);
}
