import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitGross, xof } from '../../../shared/domain/money.ts';
import { availableOn, type StatementContent, type StatementLine, totalsOf } from '../../../shared/domain/statement.ts';
import { statementPdf } from './statement-pdf.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-papers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (tool: string) => spawnSync(tool, ['--version']).error === undefined;
const TITLES = [
  'Marché de Gounghin, à Ouagadougou',
  'Œuvre d’été — « ñ » Ɓɔŋ',
  'سوق الأقمشة',
  'ߒߞߏ ߓߊ߯ߙߊ',
  'Vieux pont',
];

function content(count: number, change: Partial<StatementContent> = {}): StatementContent {
  const lines = Array.from({ length: count }, (_, index): StatementLine => {
    const gross = xof.parse(500 + index * 250);
    return {
      kind: 'sale',
      saleId: `s${index}`,
      day: `2026-10-${String(1 + (index % 31)).padStart(2, '0')}`,
      orderNumber: `ORD-${100_000 + index}`,
      title: TITLES[index % TITLES.length] ?? '',
      license: index % 4 === 0 ? 'extended' : 'standard',
      gross,
      ...splitGross(gross),
      availableOn: index % 9 === 8 ? null : `2026-11-${String(1 + (index % 30)).padStart(2, '0')}`,
    };
  });
  const totals = totalsOf(lines);
  const available = availableOn(lines, '2026-11-21');
  return {
    version: 1,
    number: '2026-0007',
    day: '2026-11-21',
    period: { kind: 'month', from: '2026-10-01', to: '2026-10-31' },
    identity: {
      name: 'Aminata Kaboré',
      address: '12, rue du Commerce\nOuagadougou',
      phone: '+226 70 12 34 56',
      email: 'aminata@example.com',
      taxLabel: 'IFU',
      taxNumber: '00012345X',
    },
    account: { name: 'Aminata', email: 'aminata@example.com', server: 'https://market.example' },
    lines,
    totals,
    available,
    pending: xof.parse(totals.net - available),
    ...change,
  };
}

/** Its text as a reader finds it; spaces of every kind are one. */
function textOf(pdf: Uint8Array): string {
  const path = join(folder, 'paper.pdf');
  writeFileSync(path, pdf);
  return spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    .stdout.normalize('NFC')
    .replace(/\s+/g, ' ');
}

describe('a statement on paper', () => {
  it('has the same bytes for the same content', async () => {
    const [one, other] = [await statementPdf(content(40), 'fr'), await statementPdf(content(40), 'fr')];
    expect(Buffer.compare(one, other)).toBe(0);
    expect(Buffer.compare(one, await statementPdf(content(40), 'en'))).not.toBe(0);
  });

  it.skipIf(!has('pdftotext'))('holds every line, every total, whose it is, and the columns on each page', async () => {
    const made = content(75);
    const text = textOf(await statementPdf(made, 'fr'));
    for (const line of made.lines) {
      expect(text).toContain(line.orderNumber);
      expect(text).toContain(` ${new Intl.NumberFormat('fr-FR').format(line.net).replace(/\s/g, ' ')} `);
    }
    expect(text).toContain('Aminata Kaboré');
    expect(text).toContain('IFU 00012345X');
    expect(text).toContain('N° 2026-0007');
    expect(text).toContain('octobre 2026');
    expect(text).toContain('Œuvre d’été — « ñ » Ɓɔŋ');
    for (const amount of [made.totals.gross, made.totals.commission, made.totals.net, made.available, made.pending])
      expect(text).toContain(`${new Intl.NumberFormat('fr-FR').format(amount).replace(/\s/g, ' ')} F CFA`);
    const pages = text.match(/Page \d sur \d/g) ?? [];
    expect(pages.length).toBeGreaterThan(2);
    expect(text.match(/Vendue le Commande Photo/g)).toHaveLength(pages.length);
  });

  it.skipIf(!has('pdftotext'))('says in English that it is provisional, and that nothing was sold', async () => {
    const text = textOf(await statementPdf(content(0, { number: null }), 'en'));
    expect(text).toContain('Provisional');
    expect(text).toContain('No sale in this period.');
  });

  it.skipIf(!has('qpdf'))('is whole, tagged, and its fonts are inside', async () => {
    const path = join(folder, 'checked.pdf');
    const pdf = await statementPdf(content(75), 'fr');
    writeFileSync(path, pdf);
    const { status, stdout, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
    expect({ status, said: `${stdout}${stderr}` }).toMatchObject({ status: 0 });
    const json = spawnSync('qpdf', ['--json', path], { encoding: 'utf8', maxBuffer: 1e9 }).stdout;
    expect(json).toContain('"/MarkInfo"');
    expect(json).toContain('"/StructTreeRoot"');
    expect(json).toMatch(/"\/FontFile[23]?"/);
  });

  it('breaks words and titles that are wider than their cell', async () => {
    const [line] = content(1).lines;
    if (line === undefined) throw new Error('no line');
    const long = content(1, { lines: [{ ...line, title: 'x'.repeat(200), orderNumber: 'O'.repeat(90) }] });
    expect((await statementPdf(long, 'fr')).length).toBeGreaterThan(1000);
  });
});
