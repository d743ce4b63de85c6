import { formatIban } from '../../../shared/domain/iban.ts';
import { formatPhone } from '../../../shared/domain/phone.ts';
import type { PayoutDetails, WithdrawalProblem, WithdrawalWarning } from '../../../shared/domain/withdrawal.ts';
import { formatXof, type Language } from '../../i18n/format.ts';
import type { Say } from '../../i18n/i18n.ts';

/** What stands against it, and what to do. */
export function problemOfWithdrawal(say: Say, problem: WithdrawalProblem, language: Language): string {
  switch (problem.code) {
    case 'amount-too-small':
      return say('payout.problem.amount-too-small', { minimum: formatXof(problem.minimum, language) });
    case 'amount-unavailable':
      return say('payout.problem.amount-unavailable', { available: formatXof(problem.available, language) });
    case 'phone-length':
      return problem.country === null
        ? say('payout.problem.phone-abroad')
        : say('payout.problem.phone-length', {
            digits: problem.digits,
            wanted: problem.wanted,
            country: say(`country.${problem.country}`),
          });
    case 'iban-length':
      return problem.wanted === null
        ? say('payout.problem.iban-characters')
        : say('payout.problem.iban-length', { characters: problem.characters, wanted: problem.wanted });
    default:
      return say(`payout.problem.${problem.code}`);
  }
}

export function warningOfWithdrawal(say: Say, warning: WithdrawalWarning): string {
  switch (warning.code) {
    case 'phone-other-network':
      return say('payout.warning.phone-other-network', { network: warning.network, isSure: String(warning.isSure) });
    case 'phone-prefix-unknown':
      return say('payout.warning.phone-prefix-unknown', { isSure: String(warning.isSure) });
    default:
      return say(`payout.warning.${warning.code}`);
  }
}

/** `Moov · +226 70 12 34 56`, or the IBAN. */
export function placeOf(say: Say, details: PayoutDetails): string {
  return details.method === 'mobile_money'
    ? `${details.provider} · ${formatPhone(details.phone)}`
    : `${say('payout.bank')} · ${formatIban(details.iban)}`;
}
