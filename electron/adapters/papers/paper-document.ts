import PDFDocument from 'pdfkit';
import { paperFonts } from './paper-fonts.ts';
import { PaperPage } from './paper-page.ts';
import { typeSetter } from './type-setter.ts';

export interface PaperFacts {
  readonly title: string;
  readonly author: string;
  /** Local day on which it was drawn up: the only time in the file. */
  readonly day: string;
  readonly locale: string;
}

/**
 * An empty paper: PDF 1.7, A4, tagged (ISO 32000-1, 14.8), Noto Sans embedded, text searchable. Nothing in it but what is drawn:
 * the same drawing gives the same bytes.
 */
export function newPaper({ title, author, day, locale }: PaperFacts): {
  readonly page: PaperPage;
  finish(): Promise<Uint8Array>;
} {
  const drawnUp = new Date(`${day}T00:00:00Z`);
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: locale,
    // No standard font: none is embedded, and their metrics are files that a bundle does not have.
    font: '',
    info: {
      Title: title,
      Author: author,
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
  return {
    page: new PaperPage(document, typeSetter(document, fonts)),
    async finish() {
      document.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
}
