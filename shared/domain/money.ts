import { z } from 'zod';

/**
 * An amount in francs CFA (ISO 4217 XOF): an integer, the currency has no decimals.
 * Kept as a brand so that no bare number becomes money by accident.
 */
export const xof = z.int().brand<'Xof'>();
export type Xof = z.infer<typeof xof>;

/** The photographer's share of a sale, in per cent (marketplace rule: 80 % photographer, 20 % platform). */
export const PHOTOGRAPHER_SHARE_PERCENT = 80;

/** Days between a completed order and the day its net amount becomes available (marketplace rule). */
export const DAYS_UNTIL_AVAILABLE = 30;

/** Smallest withdrawal the marketplace takes. */
export const MINIMUM_WITHDRAWAL = xof.parse(10_000);

export const ZERO_XOF = xof.parse(0);

export function addXof(...amounts: readonly Xof[]): Xof {
  return xof.parse(amounts.reduce<number>((sum, amount) => sum + amount, 0));
}

export function subtractXof(from: Xof, amount: Xof): Xof {
  return xof.parse(from - amount);
}

/**
 * Splits a gross amount into the photographer's net and the platform's commission.
 * The commission is rounded half up to a whole franc and net is what remains, so that net + commission = gross always.
 */
export function splitGross(gross: Xof): { net: Xof; commission: Xof } {
  const commission = xof.parse(Math.floor((gross * (100 - PHOTOGRAPHER_SHARE_PERCENT) + 50) / 100));
  return { net: subtractXof(gross, commission), commission };
}

/**
 * Reads an amount as the marketplace sends it: an integer, a float from a decimal column (50000.0) or a string ("50000",
 * "50000.00"). Anything else, a fraction of a franc included, is refused.
 */
export const xofFromWire = z
  .union([z.number(), z.string().regex(/^-?\d+(\.0+)?$/)])
  .transform(Number)
  .pipe(xof);

/** The instant (ms since the epoch, UTC) at which the net of an order completed at `completedAt` becomes available. */
export function availableAt(completedAt: number): number {
  return completedAt + DAYS_UNTIL_AVAILABLE * 86_400_000;
}

const NARROW_NO_BREAK_SPACE = '\u202f';

/** Making one takes longer than a hundred uses. */
const DIGITS = {
  fr: new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 }),
} as const;

/** `12 500 F CFA` (French) or `12,500 F CFA` (English); narrow no-break spaces as French typography asks. */
export function formatXof(amount: Xof, language: 'fr' | 'en'): string {
  return `${DIGITS[language].format(amount)}${NARROW_NO_BREAK_SPACE}F${NARROW_NO_BREAK_SPACE}CFA`;
}
