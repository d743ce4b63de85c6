/**
 * Lengths of IBANs by country: the SWIFT registry (ISO 13616, release 99) for Europe; for the countries of the franc CFA, which
 * use the form without all being in the registry, BCEAO instruction 2010 (RIB of 24 characters behind country and check: 28) and
 * BEAC (23 behind: 27). A country that is not here is checked by its check digits alone.
 */
const LENGTHS: Readonly<Record<string, number>> = {
  BF: 28,
  BJ: 28,
  CI: 28,
  GW: 25,
  ML: 28,
  NE: 28,
  SN: 28,
  TG: 28,
  CF: 27,
  CG: 27,
  CM: 27,
  GA: 27,
  GQ: 27,
  TD: 27,
  AT: 20,
  BE: 16,
  CH: 21,
  DE: 22,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  IE: 22,
  IT: 27,
  LU: 20,
  MA: 28,
  MC: 27,
  MR: 27,
  NL: 18,
  PT: 25,
  SE: 24,
  TN: 24,
};

/** ISO 13616-1: shortest in use (Norway), and the longest the form allows. */
const SHORTEST = 15;
const LONGEST = 34;

export type IbanProblem =
  | { readonly code: 'iban-missing' }
  | { readonly code: 'iban-characters' }
  | {
      readonly code: 'iban-length';
      readonly country: string;
      readonly characters: number;
      readonly wanted: number | null;
    }
  | { readonly code: 'iban-check' };

export type IbanReading =
  | {
      readonly ok: true;
      readonly iban: string;
      readonly warnings: readonly { readonly code: 'iban-country-unknown' }[];
    }
  | { readonly ok: false; readonly problem: IbanProblem };

/** Reads an IBAN as it is printed, with or without spaces; checks its length and its check digits (ISO 7064, MOD 97-10). */
export function readIban(text: string): IbanReading {
  const iban = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^IBAN\b:?/, '')
    .replace(/[\s.-]/g, '');
  if (iban === '') return { ok: false, problem: { code: 'iban-missing' } };
  if (!/^[A-Z]{2}\d{2}[A-Z\d]+$/.test(iban)) return { ok: false, problem: { code: 'iban-characters' } };
  const country = iban.slice(0, 2);
  const wanted = LENGTHS[country] ?? null;
  const fits = wanted === null ? iban.length >= SHORTEST && iban.length <= LONGEST : iban.length === wanted;
  if (!fits) return { ok: false, problem: { code: 'iban-length', country, characters: iban.length, wanted } };
  if (remainderOf(iban) !== 1) return { ok: false, problem: { code: 'iban-check' } };
  return { ok: true, iban, warnings: wanted === null ? [{ code: 'iban-country-unknown' }] : [] };
}

/** In groups of four, as it is printed. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1\u00a0');
}

/** The first four characters behind the rest, letters as numbers (A is 10), divided by 97: digit by digit, so that nothing overflows. */
function remainderOf(iban: string): number {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder;
}
