import PDFDocument from 'pdfkit';
import { statementPdf } from '../../electron/adapters/papers/statement-pdf.ts';
import { splitGross, xof } from '../../shared/domain/money.ts';
import { type StatementContent, type StatementLine, totalsOf } from '../../shared/domain/statement.ts';
import { type BenchResult, median } from './bench.ts';

const LINES = 1000;
const ROUNDS = 5;

/**
 * The paper of a month of a thousand sales, against the same words put on pages by PDFKit in a font that needs neither embedding
 * nor shaping, without tags or a table: what is left then is the library's own.
 */
export async function bench(): Promise<BenchResult> {
  const content = monthOf(LINES);
  const ours: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const paper = await timedAsync(() => statementPdf(content, 'fr'));
    const bare = await timedAsync(() => bareWords(content));
    if (round === 0) continue;
    ours.push(paper);
    peers.push(bare);
  }
  return {
    bench: 'statements',
    note: `${LINES} lines, median of ${ROUNDS} interleaved rounds`,
    rows: [
      {
        name: 'the paper, tagged, three scripts embedded',
        value: median(ours),
        unit: 'ms',
        goal: '≤ 2000',
        met: median(ours) <= 2000,
      },
      { name: 'the same words alone, Helvetica', value: median(peers), unit: 'ms' },
    ],
  };
}

async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function bareWords({ lines }: StatementContent): Promise<void> {
  const document = new PDFDocument({ size: 'A4', autoFirstPage: true });
  document.resume();
  const ended = new Promise<void>((resolve) => document.on('end', () => resolve()));
  document.fontSize(7.5);
  for (const line of lines)
    document.text(
      [
        line.day,
        line.orderNumber,
        'Tisseuse',
        line.license,
        line.gross,
        line.commission,
        line.net,
        line.availableOn,
      ].join('  '),
    );
  document.end();
  await ended;
}

const TITLES = [
  'Marché de Gounghin, à l’aube',
  'Œuvre d’été — Ɓɔŋ',
  'سوق الأقمشة',
  'Berger peul et ses zébus, au bord du Niger',
];

function monthOf(count: number): StatementContent {
  const lines = Array.from({ length: count }, (_, index): StatementLine => {
    const gross = xof.parse(500 + index * 250);
    return {
      kind: 'sale',
      saleId: `s${index}`,
      day: `2026-10-${String(1 + (index % 31)).padStart(2, '0')}`,
      orderNumber: `ORD-${100_000 + index}`,
      title: TITLES[index % TITLES.length] ?? '',
      license: 'standard',
      gross,
      ...splitGross(gross),
      availableOn: `2026-11-${String(1 + (index % 30)).padStart(2, '0')}`,
    };
  });
  const totals = totalsOf(lines);
  return {
    version: 1,
    number: '2026-0001',
    day: '2026-11-21',
    period: { kind: 'month', from: '2026-10-01', to: '2026-10-31' },
    identity: { name: 'Aminata Kaboré', address: '', phone: '', email: '', taxLabel: '', taxNumber: '' },
    account: { name: '', email: 'aminata@example.com', server: 'https://market.example' },
    lines,
    totals,
    available: totals.net,
    pending: xof.parse(0),
  };
}
