import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { xof } from '../../../shared/domain/money.ts';
import { NO_IDENTITY } from '../../../shared/domain/paper.ts';
import type { PaidSale, WithdrawalPaperContent } from '../../../shared/domain/withdrawal-paper.ts';
import { withdrawalPdf } from './withdrawal-pdf.ts';

const line = (index: number): PaidSale => ({
  saleId: `s${index}`,
  day: '2026-09-10',
  orderNumber: `ORD-${10_000 + index}`,
  title: `Marché de Rood Woko ${index}`,
  license: 'standard',
  gross: xof.parse(5000),
  commission: xof.parse(1000),
  net: xof.parse(4000),
  paid: xof.parse(4000),
});
const CONTENT: WithdrawalPaperContent = {
  version: 1,
  number: 'R-2026-0001',
  day: '2026-11-21',
  identity: {
    ...NO_IDENTITY,
    name: 'Awa Ouédraogo',
    address: '12, rue du Commerce\nOuagadougou',
    taxLabel: 'IFU',
    taxNumber: '00012345A',
  },
  account: { name: 'Awa', email: 'awa@exemple.bf', server: 'https://api.pouire.com' },
  withdrawal: {
    id: '9d445a1c-85c5-4b6d-9c38-99a4915d6dac',
    amount: xof.parse(241_000),
    details: { method: 'mobile_money', provider: 'Moov', phone: '+22670123456', accountName: 'Awa Ouédraogo' },
    state: 'completed',
    askedOn: '2026-11-14',
    processedOn: '2026-11-15',
  },
  lines: Array.from({ length: 60 }, (_, index) => line(index)),
  unexplained: xof.parse(1000),
};

function textOf(pdf: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-paper-'));
  try {
    const path = join(folder, 'paper.pdf');
    writeFileSync(path, pdf);
    return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  } catch {
    return null; // a machine without poppler
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('the same content gives the same bytes, another language others', async () => {
  const [one, two, english] = await Promise.all([
    withdrawalPdf(CONTENT, 'fr'),
    withdrawalPdf(CONTENT, 'fr'),
    withdrawalPdf(CONTENT, 'en'),
  ]);
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  expect(Buffer.from(one).equals(Buffer.from(english))).toBe(false);
});

it('says who, where to, how it ended and every sale, on as many pages as it takes', async ({ skip }) => {
  const text = textOf(await withdrawalPdf(CONTENT, 'fr'));
  if (text === null) return skip('pdftotext is not on this machine');
  for (const said of [
    'Avis de retrait',
    'N° R-2026-0001',
    'Awa Ouédraogo',
    'IFU 00012345A',
    '+226 70 12 34 56',
    '15 novembre 2026',
    'versé',
    'Page 2 sur 2',
    'Ventes que ce registre ne connaît pas',
  ])
    expect(text.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(said);
  expect(text.match(/Vendue le/g)).toHaveLength(2);
  for (const { orderNumber } of CONTENT.lines) expect(text).toContain(orderNumber);
  expect(text.replaceAll(/[\u00a0\u202f]/g, ' ')).toMatch(/Total versé\s+241 000/);
});

it('without a number it says that it is provisional', async ({ skip }) => {
  const open = { ...CONTENT.withdrawal, state: 'pending', processedOn: null } as const;
  const text = textOf(await withdrawalPdf({ ...CONTENT, number: null, withdrawal: open, lines: [] }, 'en'));
  if (text === null) return skip('pdftotext is not on this machine');
  expect(text).toContain('Provisional: the withdrawal is not paid');
  expect(text).not.toContain('Processed on');
});
