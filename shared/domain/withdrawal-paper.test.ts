import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitGross, xof } from './money.ts';
import { type PayableSale, paidSales } from './withdrawal-paper.ts';

const sale = (saleId: string, gross: number): PayableSale => ({
  saleId,
  day: '2026-01-05',
  orderNumber: saleId,
  title: 'Marché',
  license: 'standard',
  gross: xof.parse(gross),
  ...splitGross(xof.parse(gross)),
  availableAt: 0,
});

it('a withdrawal pays out the oldest sales first, the first and last of them in part', () => {
  const sales = [sale('a', 5000), sale('b', 5000), sale('c', 5000)];
  const { lines, unexplained } = paidSales(sales, xof.parse(1000), xof.parse(10_000));
  expect(lines.map(({ saleId, paid }) => [saleId, paid])).toEqual([
    ['a', 3000],
    ['b', 4000],
    ['c', 3000],
  ]);
  expect(unexplained).toBe(0);
  expect(paidSales(sales, xof.parse(0), xof.parse(20_000)).unexplained).toBe(8000);
  expect(paidSales([], xof.parse(0), xof.parse(10_000))).toEqual({ lines: [], unexplained: 10_000 });
});

it('withdrawals one after the other pay no franc twice and leave none out, whatever their amounts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 40 }),
      fc.array(fc.integer({ min: 10_000, max: 90_000 }), { maxLength: 12 }),
      (grosses, amounts) => {
        const sales = grosses.map((gross, index) => sale(String(index), gross));
        const total = sales.reduce((sum, one) => sum + one.net, 0);
        const paid = new Map<string, number>();
        let before = 0;
        let unexplained = 0;
        for (const amount of amounts) {
          const told = paidSales(sales, xof.parse(before), xof.parse(amount));
          for (const line of told.lines) paid.set(line.saleId, (paid.get(line.saleId) ?? 0) + line.paid);
          expect(told.lines.reduce<number>((sum, line) => sum + line.paid, told.unexplained)).toBe(amount);
          unexplained += told.unexplained;
          before += amount;
        }
        for (const one of sales) expect(paid.get(one.saleId) ?? 0).toBeLessThanOrEqual(one.net);
        const told = [...paid.values()].reduce((sum, part) => sum + part, 0);
        expect(told).toBe(Math.min(total, before));
        expect(unexplained).toBe(Math.max(0, before - total));
      },
    ),
  );
});
