import type { Difference } from '../../../shared/contract/sales.contract.ts';
import { xof } from '../../../shared/domain/money.ts';
import { dayOf, formatXof, type Language } from '../../i18n/format.ts';
import { type Say, sayMessage } from '../../i18n/i18n.ts';

/** `octobre 2026` */
export function monthName(month: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { month: 'long', year: 'numeric' });
  return format.format(dayOf(`${month}-01`));
}

/** Where it was found. */
export function differenceName({ subject, month }: Difference, say: Say, language: Language): string {
  if (subject === 'month' && month !== null) return monthName(month, language);
  return say(subject === 'available' ? 'kpi.available' : subject === 'pending' ? 'kpi.pending' : 'reconcile.list');
}

/** Why, as far as it is known. */
export function differenceText({ kind, count, net, hours }: Difference, language: Language): string {
  const amount = formatXof(xof.parse(Math.abs(net)), language);
  const facts = { count: Math.abs(count), amount, more: net > 0 ? 'more' : 'less', hours: Math.abs(hours ?? 0) };
  return sayMessage(`difference.${kind}`, facts) ?? '';
}
