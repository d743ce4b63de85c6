import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPhone, readPhone } from './phone.ts';
import { PHONE_PLANS } from './phone-plans.ts';

const e164 = (text: string, country: Parameters<typeof readPhone>[1] = 'BF') => {
  const read = readPhone(text, country);
  return read.ok ? read.phone.e164 : read.problem.code;
};

describe('a telephone number', () => {
  it('is read as people write it, with or without its country', () => {
    for (const text of [
      '70 12 34 56',
      '70.12.34.56',
      '+226 70 12 34 56',
      '00226 70-12-34-56',
      '226 70123456',
      '+226 (70) 12 34 56',
    ])
      expect(e164(text), text).toBe('+22670123456');
    expect(e164('01 02 03 04 05', 'CI')).toBe('+2250102030405');
    expect(e164('+221 77 123 45 67', 'BF')).toBe('+221771234567');
    expect(e164('07 12 34 56')).toBe('+22607123456');
  });

  it('is refused when it can’t be one: letters, nothing, or a length its country does not have', () => {
    expect(e164('')).toBe('phone-missing');
    expect(e164('70 12 34 5a')).toBe('phone-characters');
    expect(e164('70 12 34')).toBe('phone-length');
    expect(e164('+226 70 12 34 567')).toBe('phone-length');
    expect(e164('+1 23')).toBe('phone-length');
  });

  it('of before a change of plan gets the number of today suggested', () => {
    expect(readPhone('97 12 34 56', 'BJ')).toEqual({
      ok: false,
      problem: { code: 'phone-length', country: 'BJ', digits: 8, wanted: 10, suggestion: '+2290197123456' },
    });
    const ivorian = readPhone('07 12 34 56', 'CI', 'MTN');
    expect(ivorian).toMatchObject({ problem: { suggestion: '+2250507123456' } });
    expect(readPhone('07 12 34 56', 'CI', 'Wave')).toMatchObject({ problem: { suggestion: null } });
  });

  it('of another network, of an unknown range, or of a fixed line is told and never refused', () => {
    const codes = (...about: Parameters<typeof readPhone>) => {
      const read = readPhone(...about);
      return read.ok ? read.warnings.map((warning) => warning.code) : read.problem.code;
    };
    expect(codes('70 12 34 56', 'BF', 'Moov')).toEqual([]);
    expect(codes('70 12 34 56', 'BF', 'Wave')).toEqual([]);
    expect(readPhone('70 12 34 56', 'BF', 'Orange Money')).toMatchObject({
      ok: true,
      warnings: [{ code: 'phone-other-network', network: 'Moov', isSure: true }],
    });
    expect(codes('44 12 34 56', 'BF', 'Moov')).toEqual(['phone-prefix-unknown']);
    expect(codes('25 12 34 56', 'BF', 'Moov')).toEqual(['phone-fixed']);
    expect(codes('70 12 34 56', 'BF', 'MTN')).toEqual(['provider-not-there']);
    expect(codes('+33 6 12 34 56 78', 'BF', 'Wave')).toEqual(['phone-country-unknown']);
  });

  it('comes out of its readable form as it went in, in every country and of every network', () => {
    const numbers = fc.constantFrom(...PHONE_PLANS).chain((plan) =>
      fc
        .tuple(
          fc.constantFrom(
            ...plan.networks.flatMap((network) => network.prefixes.map((prefix) => ({ network, prefix }))),
          ),
          fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 }),
        )
        .map(([{ network, prefix }, rest]) => ({
          plan,
          network,
          national: (prefix + rest.join('')).slice(0, plan.length),
        })),
    );
    fc.assert(
      fc.property(numbers, fc.constantFrom(...PHONE_PLANS), ({ plan, network, national }, home) => {
        const whole = `+${plan.code}${national}`;
        expect(formatPhone(whole).replaceAll('\u00a0', '')).toBe(whole);
        for (const [text, country] of [
          [formatPhone(whole), home.country],
          [`00${plan.code} ${national}`, plan.country],
          [national, plan.country],
        ] as const) {
          const read = readPhone(text, country, network.provider);
          expect(read).toMatchObject({ ok: true, phone: { e164: whole, country: plan.country, network } });
          if (network.provider !== null && read.ok) expect(read.warnings).toEqual([]);
        }
      }),
    );
  });

  it('has a source for every country, and no prefix that two networks share', () => {
    for (const { country, source, networks, groups, length, providers } of PHONE_PLANS) {
      expect(source.length, country).toBeGreaterThan(20);
      expect(groups.reduce((sum, size) => sum + size, 0)).toBe(length);
      const all = networks.flatMap((network) => network.prefixes);
      for (const prefix of all)
        expect(
          all.filter((other) => other.startsWith(prefix) || prefix.startsWith(other)),
          `${country} ${prefix}`,
        ).toEqual([prefix]);
      for (const network of networks) if (network.provider) expect(providers).toContain(network.provider);
    }
  });
});
