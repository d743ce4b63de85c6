import type PDFDocument from 'pdfkit';
import type { TypeSetter } from './type-setter.ts';

/** A4 in points, and what is left free around. */
export const PAGE = { width: 595.28, height: 841.89, side: 40, top: 44, bottom: 56 };
export const RIGHT = PAGE.width - PAGE.side;
const LOWEST = PAGE.height - PAGE.bottom;
export const GREY = '#5c5c5c';
const LINE = '#cfcfcf';

type Structure = PDFKit.PDFStructureElement;

/** A tagged paper drawn from top to bottom: `y` is where the next thing goes, points. */
export class PaperPage {
  readonly set: TypeSetter;
  y = PAGE.top;
  readonly #pdf: InstanceType<typeof PDFDocument>;
  readonly #root: Structure;

  constructor(pdf: InstanceType<typeof PDFDocument>, set: TypeSetter) {
    this.#pdf = pdf;
    this.set = set;
    pdf.addPage();
    this.#root = pdf.struct('Document');
    pdf.addStructure(this.#root);
  }

  get pages(): number {
    return this.#pdf.bufferedPageRange().count;
  }

  /** A piece of text with its role (ISO 32000-1, 14.8.4): H1, P, Note. */
  say(role: string, draw: () => void): void {
    this.#root.add(this.#pdf.struct(role, {}, draw));
  }

  table(): Structure {
    const table = this.#pdf.struct('Table');
    this.#root.add(table);
    return table;
  }

  /** A row of a table with its cells, in the order they are drawn. */
  row(table: Structure, kind: 'TH' | 'TD', cells: readonly (() => void)[]): void {
    const row = this.#pdf.struct('TR');
    table.add(row);
    for (const cell of cells) row.add(this.#pdf.struct(kind, {}, cell));
    row.end();
  }

  /** What a reader of the text passes over. */
  decorate(draw: () => void): void {
    this.#pdf.markContent('Artifact');
    draw();
    this.#pdf.endMarkedContent();
  }

  /** A line from side to side, `width` points thick. */
  rule(width: number): void {
    this.decorate(() => {
      this.#pdf.moveTo(PAGE.side, this.y).lineTo(RIGHT, this.y).lineWidth(width).strokeColor(LINE).stroke();
    });
  }

  /** Goes on, on the next page where the height is not left on this one; `begin` draws what that page begins with. */
  makeRoom(height: number, begin: () => void = () => {}): void {
    if (this.y + height <= LOWEST) return;
    this.#pdf.addPage();
    this.y = PAGE.top;
    begin();
  }

  /** Draws on every page, when all are there. */
  onEachPage(draw: (page: number, pages: number) => void): void {
    const { pages } = this;
    for (let page = 0; page < pages; page += 1) {
      this.#pdf.switchToPage(page);
      this.decorate(() => draw(page + 1, pages));
    }
  }

  end(): void {
    this.#root.end();
  }
}
