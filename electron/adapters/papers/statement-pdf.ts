import { setImmediate as otherWork } from 'node:timers/promises';
import { formatXof } from '../../../shared/domain/money.ts';
import {
  type StatementContent,
  type StatementLine,
  statementLineKind,
  totalsOf,
} from '../../../shared/domain/statement.ts';
import { newPaper } from './paper-document.ts';
import { GREY, PAGE, type PaperPage, RIGHT } from './paper-page.ts';
import { amountInColumn, drawFeet, drawHead, drawNotes, notesOf } from './paper-parts.ts';
import { dayInWords } from './paper-words.ts';
import { periodInWords, STATEMENT_WORDS, type StatementWords } from './statement-words.ts';
import type { Style } from './type-setter.ts';

const SMALL: Style = { size: 7.5 };
const SMALL_BOLD: Style = { size: 7.5, weight: 'bold' };
const HEAD: Style = { size: 7, weight: 'bold', colour: GREY };
const LEADING = 1.36;
const ROW_PADDING = 2.5;

interface Column {
  readonly left: number;
  readonly right: number;
  readonly isAmount: boolean;
}

/** Where the eight columns stand; amounts end at the right. */
const COLUMNS: readonly Column[] = columns([
  [54, false],
  [82, false],
  [137.28, false],
  [42, false],
  [48, true],
  [50, true],
  [48, true],
  [54, true],
]);

function columns(widths: readonly (readonly [number, boolean])[]): Column[] {
  let left = PAGE.side;
  return widths.map(([width, isAmount]) => {
    const column = { left: left + 2, right: left + width - 2, isAmount };
    left += width;
    return column;
  });
}

/**
 * A statement as PDF 1.7: A4, tagged (ISO 32000-1, 14.8: table, rows, cells), Noto Sans embedded, text searchable, header of the
 * table repeated on every page. Nothing in it but the content: the same content gives the same bytes.
 */
export async function statementPdf(content: StatementContent, language: 'fr' | 'en'): Promise<Uint8Array> {
  const words = STATEMENT_WORDS[language];
  const { page, finish } = newPaper({
    title: `${words.title} ${content.number ?? words.provisional} — ${periodInWords(content.period, words.locale)}`,
    author: content.identity.name,
    day: content.day,
    locale: words.locale,
  });
  const paper = new StatementPaper(page, words, language);
  paper.head(content);
  await paper.table(content);
  paper.summary(content);
  drawFeet(page, words, content);
  return finish();
}

/** The parts of a statement, from top to bottom. */
class StatementPaper {
  readonly #page: PaperPage;
  readonly #words: StatementWords;
  readonly #language: 'fr' | 'en';

  constructor(page: PaperPage, words: StatementWords, language: 'fr' | 'en') {
    this.#page = page;
    this.#words = words;
    this.#language = language;
  }

  /** Who, what, when. */
  head(content: StatementContent): void {
    const words = this.#words;
    const { period, day, account } = content;
    const facts = [
      [words.period, periodInWords(period, words.locale)],
      [words.drawnUp, dayInWords(day, words.locale, 'long')],
      [words.account, `${account.email} — ${hostOf(account.server)}`],
    ] as const;
    const colon = this.#language === 'fr' ? '\u00a0:' : ':';
    drawHead(
      this.#page,
      words,
      content,
      facts.map(([name, value]) => `${name}${colon} ${value}`),
    );
  }

  /** The lines in their groups; every page begins with the names of the columns. */
  async table(content: StatementContent): Promise<void> {
    const { lines } = content;
    if (lines.length === 0) {
      this.#page.say('P', () => this.#page.set.draw(this.#words.nothing, PAGE.side, this.#page.y, { size: 9 }));
      this.#page.y += 24;
      return;
    }
    const table = this.#page.table();
    this.#columnNames(table);
    const groups = statementLineKind.options
      .map((kind) => ({ kind, lines: lines.filter((line) => line.kind === kind) }))
      .filter((group) => group.lines.length > 0);
    for (const group of groups) {
      if (groups.length > 1 || group.kind !== 'sale') this.#groupName(table, this.#words.groups[group.kind]);
      let page = this.#page.pages;
      for (const line of group.lines) {
        this.#row(table, this.#cells(line));
        const count = this.#page.pages;
        // A thousand lines are a second's work: others have their turn after each page.
        if (count > page) await otherWork();
        page = count;
      }
      if (groups.length > 1) this.#sums(table, this.#words.sum, group.lines);
    }
    this.#sums(table, this.#words.total, lines);
    table.end();
  }

  /** What it comes to. */
  summary(content: StatementContent): void {
    const words = this.#words;
    const { totals, available, pending, day } = content;
    const rows = [
      [words.gross, totals.gross, false],
      [words.commission, totals.commission, false],
      [words.net, totals.net, true],
      [words.available(dayInWords(day, words.locale)), available, false],
      [words.pending, pending, false],
    ] as const;
    const notes = notesOf(words, content);
    this.#page.makeRoom(rows.length * 15 + notes.length * 12 + 40);
    this.#page.y += 16;
    for (const [name, value, isBold] of rows) {
      const style: Style = isBold ? { size: 10, weight: 'bold' } : { size: 9 };
      this.#page.say('P', () => {
        this.#page.set.draw(name, RIGHT - 290, this.#page.y, style);
        this.#page.set.draw(formatXof(value, this.#language), RIGHT - 2, this.#page.y, style, true);
      });
      this.#page.y += isBold ? 17 : 14;
    }
    this.#page.y += 12;
    drawNotes(this.#page, notes);
    this.#page.end();
  }

  #cells(line: StatementLine): string[] {
    const { locale, licenses, orderOpen } = this.#words;
    return [
      dayInWords(line.day, locale),
      line.orderNumber,
      line.title,
      licenses[line.license],
      amountInColumn(line.gross, this.#language),
      amountInColumn(line.commission, this.#language),
      amountInColumn(line.net, this.#language),
      line.availableOn === null ? orderOpen : dayInWords(line.availableOn, locale),
    ];
  }

  #columnNames(table: PDFKit.PDFStructureElement | null): void {
    const names = this.#words.columns.map((name, index) => (): void => {
      const column = COLUMNS[index];
      if (column) this.#cell(name, column, this.#page.y, HEAD);
    });
    if (table === null)
      this.#page.decorate(() => {
        for (const draw of names) draw();
      });
    else this.#page.row(table, 'TH', names);
    this.#page.y += 13;
    this.#page.rule(0.8);
    this.#page.y += 2;
  }

  #groupName(table: PDFKit.PDFStructureElement, name: string): void {
    this.#page.makeRoom(46, () => this.#columnNames(null));
    this.#page.y += 6;
    this.#page.row(table, 'TH', [() => this.#page.set.draw(name, PAGE.side + 2, this.#page.y, SMALL_BOLD)]);
    this.#page.y += 14;
  }

  #row(table: PDFKit.PDFStructureElement, cells: readonly string[]): void {
    const set = cells.map((text, index) => {
      const column = COLUMNS[index];
      return column ? this.#page.set.lines(text, SMALL, column.right - column.left + 0.5) : [];
    });
    const height = Math.max(...set.map((lines) => lines.length)) * SMALL.size * LEADING + 2 * ROW_PADDING;
    this.#page.makeRoom(height, () => this.#columnNames(null));
    const top = this.#page.y + ROW_PADDING;
    this.#page.row(
      table,
      'TD',
      set.map((lines, index) => () => {
        const column = COLUMNS[index];
        if (!column) return;
        for (const [at, line] of lines.entries()) this.#cell(line, column, top + at * SMALL.size * LEADING, SMALL);
      }),
    );
    this.#page.y += height;
    this.#page.rule(0.3);
  }

  #sums(table: PDFKit.PDFStructureElement, name: string, lines: readonly StatementLine[]): void {
    const { count, gross, commission, net } = totalsOf(lines);
    this.#page.makeRoom(22, () => this.#columnNames(null));
    const y = this.#page.y + 4;
    const money = [gross, commission, net].map((value) => amountInColumn(value, this.#language));
    this.#page.row(table, 'TD', [
      () => this.#page.set.draw(`${name} — ${this.#words.sales(count)}`, PAGE.side + 2, y, SMALL_BOLD),
      ...money.map((text, index) => () => {
        const column = COLUMNS[4 + index];
        if (column) this.#page.set.draw(text, column.right, y, SMALL_BOLD, true);
      }),
    ]);
    this.#page.y += 18;
    this.#page.rule(0.8);
  }

  #cell(text: string, column: Column, y: number, style: Style): void {
    this.#page.set.draw(text, column.isAmount ? column.right : column.left, y, style, column.isAmount);
  }
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).host : server;
}
