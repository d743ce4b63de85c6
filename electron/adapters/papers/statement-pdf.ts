import { setImmediate as otherWork } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { formatXof, type Xof } from '../../../shared/domain/money.ts';
import {
  type StatementContent,
  type StatementLine,
  statementLineKind,
  totalsOf,
} from '../../../shared/domain/statement.ts';
import { paperFonts } from './paper-fonts.ts';
import { dayInWords, periodInWords, STATEMENT_WORDS, type StatementWords } from './statement-words.ts';
import { type Style, type TypeSetter, typeSetter } from './type-setter.ts';

type Pdf = InstanceType<typeof PDFDocument>;

/** A4 in points, and what is left free around. */
const PAGE = { width: 595.28, height: 841.89, side: 40, top: 44, bottom: 56 };
const RIGHT = PAGE.width - PAGE.side;
const LOWEST = PAGE.height - PAGE.bottom;
const GREY = '#5c5c5c';
const LINE = '#cfcfcf';
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

/** Amounts in columns stand without their currency, which the paper's notes name. */
function amount(value: Xof, language: 'fr' | 'en'): string {
  return formatXof(value, language).replace(/.F.CFA$/u, '');
}

/**
 * A statement as PDF 1.7: A4, tagged (ISO 32000-1, 14.8: table, rows, cells), Noto Sans embedded, text searchable, header of the
 * table repeated on every page. Nothing in it but the content: the same content gives the same bytes.
 */
export async function statementPdf(content: StatementContent, language: 'fr' | 'en'): Promise<Uint8Array> {
  const words = STATEMENT_WORDS[language];
  const drawnUp = new Date(`${content.day}T00:00:00Z`);
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: words.locale,
    // No standard font: none is embedded, and their metrics are files that a bundle does not have.
    font: '',
    info: {
      Title: `${words.title} ${content.number ?? words.provisional} — ${periodInWords(content.period, words.locale)}`,
      Author: content.identity.name,
      Creator: 'Pouire Studio',
      Producer: 'PDFKit',
      CreationDate: drawnUp,
      ModDate: drawnUp,
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', () => resolve());
    document.on('error', reject);
  });
  const fonts = paperFonts();
  for (const [name, file] of fonts.files) document.registerFont(name, file);
  const paper = new StatementPaper(document, typeSetter(document, fonts), words, language);
  paper.head(content);
  await paper.table(content);
  paper.summary(content);
  paper.feet(content);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Draws from top to bottom; `#y` is where the next thing goes. */
class StatementPaper {
  readonly #pdf: Pdf;
  readonly #set: TypeSetter;
  readonly #words: StatementWords;
  readonly #language: 'fr' | 'en';
  readonly #root: PDFKit.PDFStructureElement;
  #y = PAGE.top;

  constructor(pdf: Pdf, set: TypeSetter, words: StatementWords, language: 'fr' | 'en') {
    this.#pdf = pdf;
    this.#set = set;
    this.#words = words;
    this.#language = language;
    this.#pdf.addPage();
    this.#root = pdf.struct('Document');
    pdf.addStructure(this.#root);
  }

  /** Who, what, when. */
  head({ identity, number, period, day, account }: StatementContent): void {
    const words = this.#words;
    const top = PAGE.top;
    this.#say('H1', () => {
      this.#set.draw(words.title, RIGHT, top, { size: 17, weight: 'bold' }, true);
      this.#set.draw(number === null ? words.provisional : words.number(number), RIGHT, top + 24, { size: 11 }, true);
    });
    let y = top + 46;
    for (const [name, value] of [
      [words.period, periodInWords(period, words.locale)],
      [words.drawnUp, dayInWords(day, words.locale, 'long')],
      [words.account, `${account.email} — ${hostOf(account.server)}`],
    ] as const) {
      this.#say('P', () => {
        this.#set.draw(
          `${name} : ${value}`.replace(' :', this.#language === 'fr' ? '\u00a0:' : ':'),
          RIGHT,
          y,
          { size: 8.5, colour: GREY },
          true,
        );
      });
      y += 12;
    }
    let left = top;
    const tax = identity.taxNumber === '' ? '' : `${identity.taxLabel} ${identity.taxNumber}`.trim();
    const own = [...identity.address.split('\n'), identity.phone, identity.email, tax].filter(
      (line) => line.trim() !== '',
    );
    this.#say('P', () => {
      for (const line of this.#set.lines(identity.name, { size: 12, weight: 'bold' }, 250)) {
        this.#set.draw(line, PAGE.side, left, { size: 12, weight: 'bold' });
        left += 16;
      }
      for (const text of own)
        for (const line of this.#set.lines(text, { size: 8.5 }, 250)) {
          this.#set.draw(line, PAGE.side, left, { size: 8.5, colour: GREY });
          left += 12;
        }
    });
    this.#y = Math.max(y, left) + 18;
  }

  /** The lines in their groups; every page begins with the names of the columns. */
  async table(content: StatementContent): Promise<void> {
    const { lines } = content;
    if (lines.length === 0) {
      this.#say('P', () => this.#set.draw(this.#words.nothing, PAGE.side, this.#y, { size: 9 }));
      this.#y += 24;
      return;
    }
    const table = this.#pdf.struct('Table');
    this.#root.add(table);
    this.#columnNames(table);
    const groups = statementLineKind.options
      .map((kind) => ({ kind, lines: lines.filter((line) => line.kind === kind) }))
      .filter((group) => group.lines.length > 0);
    for (const group of groups) {
      if (groups.length > 1 || group.kind !== 'sale') this.#groupName(table, this.#words.groups[group.kind]);
      let page = this.#pdf.bufferedPageRange().count;
      for (const line of group.lines) {
        this.#row(table, this.#cells(line));
        const count = this.#pdf.bufferedPageRange().count;
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
  summary({ totals, available, pending, day, number }: StatementContent): void {
    const words = this.#words;
    const rows = [
      [words.gross, totals.gross, false],
      [words.commission, totals.commission, false],
      [words.net, totals.net, true],
      [words.available(dayInWords(day, words.locale)), available, false],
      [words.pending, pending, false],
    ] as const;
    const notes = number === null ? [words.provisionalNote, ...words.notes] : words.notes;
    this.#makeRoom(rows.length * 15 + notes.length * 12 + 40);
    this.#y += 16;
    for (const [name, value, isBold] of rows) {
      const style: Style = isBold ? { size: 10, weight: 'bold' } : { size: 9 };
      this.#say('P', () => {
        this.#set.draw(name, RIGHT - 290, this.#y, style);
        this.#set.draw(formatXof(value, this.#language), RIGHT - 2, this.#y, style, true);
      });
      this.#y += isBold ? 17 : 14;
    }
    this.#y += 12;
    for (const note of notes)
      this.#say('Note', () => {
        for (const line of this.#set.lines(note, { size: 7.5 }, RIGHT - PAGE.side)) {
          this.#set.draw(line, PAGE.side, this.#y, { size: 7.5, colour: GREY });
          this.#y += 10.5;
        }
      });
    this.#root.end();
  }

  /** At the foot of every page: whose, which, what page of how many. */
  feet({ identity, number }: StatementContent): void {
    const { count } = this.#pdf.bufferedPageRange();
    const style: Style = { size: 7.5, colour: GREY };
    for (let page = 0; page < count; page += 1) {
      this.#pdf.switchToPage(page);
      this.#decorate(() => {
        const y = PAGE.height - 34;
        const which = number === null ? this.#words.provisional : this.#words.number(number);
        this.#set.draw(`${identity.name} — ${this.#words.title} ${which}`, PAGE.side, y, style);
        this.#set.draw(this.#words.page(page + 1, count), RIGHT, y, style, true);
      });
    }
  }

  #cells(line: StatementLine): string[] {
    const { locale, licenses, orderOpen } = this.#words;
    return [
      dayInWords(line.day, locale),
      line.orderNumber,
      line.title,
      licenses[line.license],
      amount(line.gross, this.#language),
      amount(line.commission, this.#language),
      amount(line.net, this.#language),
      line.availableOn === null ? orderOpen : dayInWords(line.availableOn, locale),
    ];
  }

  #columnNames(table: PDFKit.PDFStructureElement | null): void {
    const names = this.#words.columns.map((name, index) => (): void => {
      const column = COLUMNS[index];
      if (column) this.#cell(name, column, this.#y, HEAD);
    });
    if (table === null)
      this.#decorate(() => {
        for (const draw of names) draw();
      });
    else this.#tagged(table, 'TH', names);
    this.#y += 13;
    this.#rule(0.8);
    this.#y += 2;
  }

  #groupName(table: PDFKit.PDFStructureElement, name: string): void {
    this.#makeRoom(46, true);
    this.#y += 6;
    this.#tagged(table, 'TH', [() => this.#set.draw(name, PAGE.side + 2, this.#y, SMALL_BOLD)]);
    this.#y += 14;
  }

  #row(table: PDFKit.PDFStructureElement, cells: readonly string[]): void {
    const set = cells.map((text, index) => {
      const column = COLUMNS[index];
      return column ? this.#set.lines(text, SMALL, column.right - column.left + 0.5) : [];
    });
    const height = Math.max(...set.map((lines) => lines.length)) * SMALL.size * LEADING + 2 * ROW_PADDING;
    this.#makeRoom(height, true);
    const top = this.#y + ROW_PADDING;
    this.#tagged(
      table,
      'TD',
      set.map((lines, index) => () => {
        const column = COLUMNS[index];
        if (!column) return;
        for (const [at, line] of lines.entries()) this.#cell(line, column, top + at * SMALL.size * LEADING, SMALL);
      }),
    );
    this.#y += height;
    this.#rule(0.3);
  }

  #sums(table: PDFKit.PDFStructureElement, name: string, lines: readonly StatementLine[]): void {
    const { count, gross, commission, net } = totalsOf(lines);
    this.#makeRoom(22, true);
    const y = this.#y + 4;
    const money = [gross, commission, net].map((value) => amount(value, this.#language));
    this.#tagged(table, 'TD', [
      () => this.#set.draw(`${name} — ${this.#words.sales(count)}`, PAGE.side + 2, y, SMALL_BOLD),
      ...money.map((text, index) => () => {
        const column = COLUMNS[4 + index];
        if (column) this.#set.draw(text, column.right, y, SMALL_BOLD, true);
      }),
    ]);
    this.#y += 18;
    this.#rule(0.8);
  }

  #cell(text: string, column: Column, y: number, style: Style): void {
    this.#set.draw(text, column.isAmount ? column.right : column.left, y, style, column.isAmount);
  }

  /** A row of the table with its cells, in the order they are drawn. */
  #tagged(table: PDFKit.PDFStructureElement, kind: 'TH' | 'TD', cells: readonly (() => void)[]): void {
    const row = this.#pdf.struct('TR');
    table.add(row);
    for (const cell of cells) row.add(this.#pdf.struct(kind, {}, cell));
    row.end();
  }

  #say(kind: string, draw: () => void): void {
    this.#root.add(this.#pdf.struct(kind, {}, draw));
  }

  /** What a reader of the text passes over. */
  #decorate(draw: () => void): void {
    this.#pdf.markContent('Artifact');
    draw();
    this.#pdf.endMarkedContent();
  }

  #rule(width: number): void {
    this.#decorate(() => {
      this.#pdf.moveTo(PAGE.side, this.#y).lineTo(RIGHT, this.#y).lineWidth(width).strokeColor(LINE).stroke();
    });
  }

  /** Goes on, on the next page where the height is not left on this one. */
  #makeRoom(height: number, inTable = false): void {
    if (this.#y + height <= LOWEST) return;
    this.#pdf.addPage();
    this.#y = PAGE.top;
    if (inTable) this.#columnNames(null);
  }
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).host : server;
}
