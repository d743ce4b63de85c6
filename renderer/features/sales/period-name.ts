import type { BarPeriod } from '../../../shared/contract/sales.contract.ts';
import { dayOf, type Language } from '../../i18n/format.ts';

/** `12 nov.`, `nov.`, `2026`; long: `12 novembre 2026`, `novembre 2026`. */
export function periodName(from: string, by: BarPeriod, language: Language, long: boolean): string {
  const month = long ? ('long' as const) : ('short' as const);
  const year = long ? { year: 'numeric' as const } : {};
  const options: Record<BarPeriod, Intl.DateTimeFormatOptions> = {
    day: { day: 'numeric', month, ...year },
    week: { day: 'numeric', month, ...year },
    month: { month, ...year },
    year: { year: 'numeric' },
  };
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', options[by]).format(dayOf(from));
}
