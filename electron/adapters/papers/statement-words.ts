import type { StatementLineKind, StatementPeriod } from '../../../shared/domain/statement.ts';

/** Every word of a statement. */
export interface StatementWords {
  readonly locale: string;
  readonly title: string;
  readonly number: (number: string) => string;
  readonly provisional: string;
  readonly provisionalNote: string;
  readonly period: string;
  readonly drawnUp: string;
  readonly account: string;
  readonly columns: readonly [string, string, string, string, string, string, string, string];
  readonly licenses: Readonly<Record<'standard' | 'extended', string>>;
  readonly groups: Readonly<Record<StatementLineKind, string>>;
  readonly orderOpen: string;
  readonly sum: string;
  readonly total: string;
  readonly sales: (count: number) => string;
  readonly gross: string;
  readonly commission: string;
  readonly net: string;
  readonly available: (day: string) => string;
  readonly pending: string;
  readonly notes: readonly string[];
  readonly nothing: string;
  readonly page: (page: number, pages: number) => string;
}

export const STATEMENT_WORDS: Readonly<Record<'fr' | 'en', StatementWords>> = {
  fr: {
    locale: 'fr-FR',
    title: 'Relevé de ventes',
    number: (number) => `N° ${number}`,
    provisional: 'Provisoire',
    provisionalNote: 'Provisoire : la période n’est pas close, ce relevé n’a pas de numéro.',
    period: 'Période',
    drawnUp: 'Établi le',
    account: 'Compte',
    columns: ['Vendue le', 'Commande', 'Photo', 'Licence', 'Brut', 'Commission', 'Net', 'Disponible le'],
    licenses: { standard: 'standard', extended: 'étendue' },
    groups: {
      sale: 'Ventes de la période',
      late: 'Ventes de mois déjà relevés, connues depuis',
      cancelled: 'Ventes annulées depuis leur relevé',
      corrected: 'Ventes rectifiées depuis leur relevé (différence)',
    },
    orderOpen: 'commande en cours',
    sum: 'Sous-total',
    total: 'Total',
    sales: (count) => (count === 1 ? '1 ligne' : `${count} lignes`),
    gross: 'Brut payé par les acheteurs',
    commission: 'Commission de la place de marché (20 %)',
    net: 'Net revenant au photographe (80 %)',
    available: (day) => `Dont disponible au ${day}`,
    pending: 'Dont à venir',
    notes: [
      'Montants en francs CFA (XOF), sans décimales. La commission est arrondie au franc par vente ; le net est ce qui reste.',
      'Le net d’une vente est disponible 30 jours après la commande.',
    ],
    nothing: 'Aucune vente dans cette période.',
    page: (page, pages) => `Page ${page} sur ${pages}`,
  },
  en: {
    locale: 'en-GB',
    title: 'Statement of sales',
    number: (number) => `No. ${number}`,
    provisional: 'Provisional',
    provisionalNote: 'Provisional: the period is not closed, this statement has no number.',
    period: 'Period',
    drawnUp: 'Drawn up on',
    account: 'Account',
    columns: ['Sold on', 'Order', 'Photo', 'Licence', 'Gross', 'Commission', 'Net', 'Available on'],
    licenses: { standard: 'standard', extended: 'extended' },
    groups: {
      sale: 'Sales of the period',
      late: 'Sales of months already stated, known since',
      cancelled: 'Sales cancelled since they were stated',
      corrected: 'Sales corrected since they were stated (difference)',
    },
    orderOpen: 'order in progress',
    sum: 'Subtotal',
    total: 'Total',
    sales: (count) => (count === 1 ? '1 line' : `${count} lines`),
    gross: 'Gross paid by buyers',
    commission: 'Marketplace commission (20%)',
    net: 'Net due to the photographer (80%)',
    available: (day) => `Of that available on ${day}`,
    pending: 'Of that still to come',
    notes: [
      'Amounts in francs CFA (XOF), without decimals. The commission is rounded to the franc per sale; the net is what remains.',
      'The net of a sale becomes available 30 days after its order.',
    ],
    nothing: 'No sale in this period.',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than a hundred uses. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  formats.set(key, format);
  return format;
}

/** A calendar day in words that no one reads the wrong way round: `5 nov. 2026`. */
export function dayInWords(day: string, locale: string, month: 'short' | 'long' = 'short'): string {
  return formatOf(locale, { day: 'numeric', month, year: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
}

/** `novembre 2026`, or the two days. */
export function periodInWords(period: StatementPeriod, locale: string): string {
  if (period.kind === 'month')
    return formatOf(locale, { month: 'long', year: 'numeric' }).format(new Date(`${period.from}T00:00:00Z`));
  return `${dayInWords(period.from, locale)} – ${dayInWords(period.to, locale)}`;
}
