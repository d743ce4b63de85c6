import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIban, readIban } from './iban.ts';
import { xof } from './money.ts';
import { checkWithdrawal, isSamePayout, type PayoutTarget, readAmount } from './withdrawal.ts';

/** A RIB of Burkina Faso as an IBAN, its check digits computed by the standard’s own recipe (98 minus the remainder). */
function ibanOf(country: string, account: string): string {
  let remainder = 0;
  for (const character of `${account}${country}00`)
    for (const digit of String(Number.parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  return `${country}${String(98 - remainder).padStart(2, '0')}${account}`;
}

const IBAN = ibanOf('BF', 'BF0840101300463574000390');
const wave: PayoutTarget = {
  method: 'mobile_money',
  provider: 'Wave',
  country: 'BF',
  phone: '70 12 34 56',
  accountName: '',
};
const codes = (amount: number | null, available: number | null, target: PayoutTarget) =>
  checkWithdrawal(amount, available === null ? null : xof.parse(available), target).problems.map(({ code }) => code);

describe('an IBAN', () => {
  it('is read with its spaces and checked by length and check digits', () => {
    expect(readIban('FR76 3000 6000 0112 3456 7890 189')).toMatchObject({
      ok: true,
      iban: 'FR7630006000011234567890189',
    });
    expect(readIban(`IBAN: ${formatIban(IBAN)}`)).toMatchObject({ ok: true, iban: IBAN });
    expect(readIban('FR76 3000 6000 0112 3456 7890 188')).toEqual({ ok: false, problem: { code: 'iban-check' } });
    expect(readIban(IBAN.slice(0, -1))).toMatchObject({ problem: { code: 'iban-length', wanted: 28, characters: 27 } });
    expect(readIban('12345678901234567890')).toEqual({ ok: false, problem: { code: 'iban-characters' } });
    expect(readIban(ibanOf('NO', '86011117947'))).toMatchObject({
      ok: true,
      warnings: [{ code: 'iban-country-unknown' }],
    });
  });

  it('with one wrong or two swapped characters is never taken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 24, maxLength: 24 }),
        fc.integer({ min: 4, max: 26 }),
        fc.integer({ min: 1, max: 9 }),
        (account, at, by) => {
          const iban = ibanOf('SN', account.join(''));
          expect(readIban(iban).ok).toBe(true);
          const changed = String((Number(iban[at]) + by) % 10);
          expect(readIban(iban.slice(0, at) + changed + iban.slice(at + 1)).ok).toBe(false);
          const swapped = iban.slice(0, at) + (iban[at + 1] ?? '') + (iban[at] ?? '') + iban.slice(at + 2);
          if (swapped !== iban) expect(readIban(swapped).ok).toBe(false);
        },
      ),
    );
  });
});

describe('a withdrawal', () => {
  it('needs a whole amount of 10,000 at least and of what is available at most', () => {
    expect(codes(null, 50_000, wave)).toEqual(['amount-missing']);
    expect(codes(9_999, 50_000, wave)).toEqual(['amount-too-small']);
    expect(codes(10_000, 50_000, wave)).toEqual([]);
    expect(codes(50_000, 50_000, wave)).toEqual([]);
    expect(codes(50_001, 50_000, wave)).toEqual(['amount-unavailable']);
    expect(codes(20_000, null, wave)).toEqual([]);
  });

  it('says everything that is wrong with where it goes', () => {
    expect(codes(20_000, 50_000, { ...wave, phone: '' })).toEqual(['phone-missing']);
    expect(codes(1, 50_000, { method: 'bank_transfer', iban: '', accountName: '' })).toEqual([
      'amount-too-small',
      'iban-missing',
      'name-missing',
    ]);
    expect(
      checkWithdrawal(20_000, null, { method: 'bank_transfer', iban: formatIban(IBAN), accountName: 'Awa' }).details,
    ).toEqual({
      method: 'bank_transfer',
      iban: IBAN,
      accountName: 'Awa',
    });
  });

  it('takes amounts as people type them', () => {
    for (const text of ['12500', '12 500', '12\u202f500', '12.500', '12,500 F CFA', '12’500 FCFA'])
      expect(readAmount(text), text).toBe(12_500);
    for (const text of ['', 'douze', '12,5', '-10000', '1e5', '99999999999999999999'])
      expect(readAmount(text), text).toBeNull();
  });

  it('is the same as another by amount and place, however either is written', () => {
    const details = { method: 'mobile_money', provider: 'Wave', phone: '+22670123456', accountName: 'Awa' } as const;
    const one = { amount: 20_000, details };
    expect(
      isSamePayout(one, { amount: 20_000, details: { ...details, phone: '226 70 12 34 56', accountName: '' } }),
    ).toBe(true);
    expect(isSamePayout(one, { amount: 20_001, details })).toBe(false);
    expect(isSamePayout(one, { amount: 20_000, details: { ...details, phone: '+22670123457' } })).toBe(false);
  });
});
