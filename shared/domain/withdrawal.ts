import { z } from 'zod';
import { type IbanProblem, readIban } from './iban.ts';
import { MINIMUM_WITHDRAWAL, type Xof, xof } from './money.ts';
import { type PhoneProblem, type PhoneWarning, readPhone } from './phone.ts';
import { mobileMoneyProvider, phoneCountry } from './phone-plans.ts';

/** Where the money is to go, as she typed it. */
export const payoutTarget = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('mobile_money'),
    provider: mobileMoneyProvider,
    /** Whose plan a number without a country code follows. */
    country: phoneCountry,
    phone: z.string().max(60),
    accountName: z.string().trim().max(100),
  }),
  z.object({
    method: z.literal('bank_transfer'),
    iban: z.string().max(80),
    accountName: z.string().trim().max(100),
  }),
]);
export type PayoutTarget = z.infer<typeof payoutTarget>;

/** What goes to the marketplace, checked and written one way. */
export const payoutDetails = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('mobile_money'),
    provider: z.string(),
    /** E.164. */
    phone: z.string(),
    accountName: z.string(),
  }),
  z.object({ method: z.literal('bank_transfer'), iban: z.string(), accountName: z.string() }),
]);
export type PayoutDetails = z.infer<typeof payoutDetails>;

export type WithdrawalProblem =
  | PhoneProblem
  | IbanProblem
  | { readonly code: 'amount-missing' }
  | { readonly code: 'amount-too-small'; readonly minimum: Xof }
  | { readonly code: 'amount-unavailable'; readonly available: Xof }
  | { readonly code: 'name-missing' };
export type WithdrawalWarning = PhoneWarning | { readonly code: 'iban-country-unknown' };

export interface WithdrawalCheck {
  readonly problems: readonly WithdrawalProblem[];
  readonly warnings: readonly WithdrawalWarning[];
  /** null while there is a problem with it. */
  readonly details: PayoutDetails | null;
}

/** Checks as she types and again before anything is asked. `amount` null: nothing readable; `available` null: never fetched. */
export function checkWithdrawal(amount: number | null, available: Xof | null, target: PayoutTarget): WithdrawalCheck {
  const checked = checkTarget(target);
  return { ...checked, problems: [...checkAmount(amount, available), ...checked.problems] };
}

function checkAmount(amount: number | null, available: Xof | null): WithdrawalProblem[] {
  if (amount === null || !Number.isSafeInteger(amount)) return [{ code: 'amount-missing' }];
  if (amount < MINIMUM_WITHDRAWAL) return [{ code: 'amount-too-small', minimum: MINIMUM_WITHDRAWAL }];
  if (available !== null && amount > available) return [{ code: 'amount-unavailable', available }];
  return [];
}

export function checkTarget(target: PayoutTarget): WithdrawalCheck {
  const { accountName } = target;
  if (target.method === 'mobile_money') {
    const read = readPhone(target.phone, target.country, target.provider);
    if (!read.ok) return { problems: [read.problem], warnings: [], details: null };
    const details = { method: target.method, provider: target.provider, phone: read.phone.e164, accountName };
    return { problems: [], warnings: read.warnings, details };
  }
  const read = readIban(target.iban);
  const problems: WithdrawalProblem[] = [
    ...(read.ok ? [] : [read.problem]),
    ...(accountName === '' ? [{ code: 'name-missing' } as const] : []),
  ];
  if (!read.ok || problems.length > 0) return { problems, warnings: [], details: null };
  return { problems: [], warnings: read.warnings, details: { method: target.method, iban: read.iban, accountName } };
}

/** An amount as it is typed: `12 500`, `12.500`, `12500 F CFA`. Null: no whole number of francs. */
export function readAmount(text: string): number | null {
  const typed = text
    .normalize('NFKC')
    .replace(/f\s*cfa|fcfa|xof/gi, '')
    .trim();
  if (!/^\d{1,3}([\s.,'’]\d{3})+$|^\d+$/u.test(typed)) return null;
  const amount = xof.safeParse(Number(typed.replace(/\D/g, '')));
  return amount.success ? amount.data : null;
}

/**
 * How a withdrawal stands. Of ours alone: asking (being asked now), unsent (nothing left this computer), unknown (asked, the answer
 * was lost: looked for in the marketplace's list), absent (looked for, and it is not there), refused (the marketplace said no).
 * The others are the marketplace's words.
 */
export const withdrawalState = z.enum([
  'asking',
  'unsent',
  'unknown',
  'absent',
  'refused',
  'pending',
  'processing',
  'approved',
  'completed',
  'rejected',
  'cancelled',
]);
export type WithdrawalState = z.infer<typeof withdrawalState>;

/** Money that has left, or is on its way out of, the available balance. */
export function holdsMoney(state: WithdrawalState): boolean {
  return state === 'pending' || state === 'processing' || state === 'approved' || state === 'completed';
}

/** Characters that make two writings of one account number differ. */
function accountKey(details: PayoutDetails): string {
  return details.method === 'mobile_money'
    ? details.phone.replace(/\D/g, '')
    : details.iban.replace(/\W/g, '').toUpperCase();
}

/** Whether two requests ask for the same money to the same place. Names are left out: servers write them their own way. */
export function isSamePayout(
  one: { readonly amount: number; readonly details: PayoutDetails },
  other: { readonly amount: number; readonly details: PayoutDetails },
): boolean {
  return (
    one.amount === other.amount &&
    one.details.method === other.details.method &&
    accountKey(one.details) === accountKey(other.details)
  );
}
