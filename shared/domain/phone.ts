import {
  type MobileMoneyProvider,
  OLD_NUMBERS,
  PHONE_PLANS,
  type PhoneCountry,
  type PhoneNetwork,
  type PhonePlan,
  planOf,
} from './phone-plans.ts';

/** Shortest and longest number with its country code (ITU-T E.164, 6.2.1: 15 digits at most). */
const SHORTEST = 7;
const LONGEST = 15;

/** Why a number can't be called. `suggestion`: the same number as it is written today, in E.164. */
export type PhoneProblem =
  | { readonly code: 'phone-missing' }
  | { readonly code: 'phone-characters' }
  | {
      readonly code: 'phone-length';
      readonly country: PhoneCountry | null;
      readonly digits: number;
      readonly wanted: number;
      readonly suggestion: string | null;
    };

/** Worth a look, never in the way. */
export type PhoneWarning =
  | { readonly code: 'phone-fixed' }
  | { readonly code: 'phone-other-network'; readonly network: string; readonly isSure: boolean }
  | { readonly code: 'phone-prefix-unknown'; readonly isSure: boolean }
  | { readonly code: 'phone-country-unknown' }
  | { readonly code: 'provider-not-there' };

export interface Phone {
  /** `+22670123456` */
  readonly e164: string;
  /** null: none of the countries whose plan is known. */
  readonly country: PhoneCountry | null;
  readonly network: PhoneNetwork | null;
}

export type PhoneReading =
  | { readonly ok: true; readonly phone: Phone; readonly warnings: readonly PhoneWarning[] }
  | { readonly ok: false; readonly problem: PhoneProblem };

/**
 * Reads a number as people write it: `70 12 34 56` (of `country`), `+226 70.12.34.56`, `00226 70123456`, `226 70 12 34 56`.
 * `provider`: who is to pay, for the check of the prefix.
 */
export function readPhone(
  text: string,
  country: PhoneCountry,
  provider: MobileMoneyProvider | null = null,
): PhoneReading {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return { ok: false, problem: { code: 'phone-missing' } };
  if (!/^\+?[\d\s().\-/\u2010-\u2015]+$/u.test(typed)) return { ok: false, problem: { code: 'phone-characters' } };
  const digits = typed.replace(/\D/g, '');
  const { plan, national } = placeOf(digits, typed.startsWith('+'), planOf(country));
  if (plan === null) {
    if (national.length < SHORTEST || national.length > LONGEST)
      return {
        ok: false,
        problem: { code: 'phone-length', country: null, digits: national.length, wanted: LONGEST, suggestion: null },
      };
    return {
      ok: true,
      phone: { e164: `+${national}`, country: null, network: null },
      warnings: [{ code: 'phone-country-unknown' }],
    };
  }
  if (national.length !== plan.length)
    return {
      ok: false,
      problem: {
        code: 'phone-length',
        country: plan.country,
        digits: national.length,
        wanted: plan.length,
        suggestion: suggestionOf(plan, national, provider),
      },
    };
  const network = networkOf(plan, national);
  return {
    ok: true,
    phone: { e164: `+${plan.code}${national}`, country: plan.country, network },
    warnings: warningsOf(plan, national, network, provider),
  };
}

/** `+226 70 12 34 56`; a number of another country in E.164, as it is. */
export function formatPhone(e164: string): string {
  const plan = PHONE_PLANS.find(
    ({ code, length }) => e164.startsWith(`+${code}`) && e164.length === 1 + code.length + length,
  );
  if (plan === undefined) return e164;
  const parts: string[] = [];
  let at = 1 + plan.code.length;
  for (const size of plan.groups) {
    parts.push(e164.slice(at, at + size));
    at += size;
  }
  return [`+${plan.code}`, ...parts].join('\u00a0');
}

/** Which plan a number belongs to and its digits in it. With + or 00, or with the code of her country in front: international. */
function placeOf(digits: string, hasPlus: boolean, own: PhonePlan): { plan: PhonePlan | null; national: string } {
  const isInternational = hasPlus || (digits.startsWith('00') && digits.length > own.length);
  if (isInternational) {
    const number = hasPlus ? digits.replace(/^00/, '') : digits.slice(2);
    const plan = PHONE_PLANS.find(({ code }) => number.startsWith(code)) ?? null;
    return plan === null ? { plan, national: number } : { plan, national: number.slice(plan.code.length) };
  }
  const bare = PHONE_PLANS.find(
    ({ code, length }) => digits.startsWith(code) && digits.length === code.length + length,
  );
  if (bare !== undefined && digits.length !== own.length)
    return { plan: bare, national: digits.slice(bare.code.length) };
  return { plan: own, national: digits };
}

function networkOf(plan: PhonePlan, national: string): PhoneNetwork | null {
  return plan.networks.find(({ prefixes }) => prefixes.some((prefix) => national.startsWith(prefix))) ?? null;
}

function warningsOf(
  plan: PhonePlan,
  national: string,
  network: PhoneNetwork | null,
  provider: MobileMoneyProvider | null,
): PhoneWarning[] {
  const { isSure } = plan;
  if (plan.fixed.some((prefix) => national.startsWith(prefix))) return [{ code: 'phone-fixed' }];
  if (provider === null) return [];
  if (!plan.providers.includes(provider)) return [{ code: 'provider-not-there' }];
  if (network === null) return [{ code: 'phone-prefix-unknown', isSure }];
  // Wave has accounts on every network's numbers.
  if (provider === 'Wave' || network.provider === provider) return [];
  return [{ code: 'phone-other-network', network: network.name, isSure }];
}

/** A number of before the change of plan, with what it lacks; null where that can't be told. */
function suggestionOf(plan: PhonePlan, national: string, provider: MobileMoneyProvider | null): string | null {
  const old = OLD_NUMBERS[plan.country];
  if (old === undefined || national.length !== old.length) return null;
  const prefix = typeof old.prefix === 'string' ? old.prefix : provider === null ? undefined : old.prefix[provider];
  return prefix === undefined ? null : `+${plan.code}${prefix}${national}`;
}
