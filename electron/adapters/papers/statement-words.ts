import type { StatementLineKind, StatementPeriod } from '../../../shared/domain/statement.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { dayInWords, monthInWords, PAPER_WORDS, type TitledWords } from './paper-words.ts';

/** Every word of a statement. */
export interface StatementWords extends TitledWords {
  readonly period: string;
  readonly columns: readonly [string, string, string, string, string, string, string, string];
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
  readonly nothing: string;
}

export const STATEMENT_WORDS: Readonly<Record<Language, StatementWords>> = {
  fr: {
    ...PAPER_WORDS.fr,
    title: 'Relevé de ventes',
    provisionalNote: 'Provisoire : la période n’est pas close, ce relevé n’a pas de numéro.',
    period: 'Période',
    columns: ['Vendue le', 'Commande', 'Photo', 'Licence', 'Brut', 'Commission', 'Net', 'Disponible le'],
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
  },
  en: {
    ...PAPER_WORDS.en,
    title: 'Statement of sales',
    provisionalNote: 'Provisional: the period is not closed, this statement has no number.',
    period: 'Period',
    columns: ['Sold on', 'Order', 'Photo', 'Licence', 'Gross', 'Commission', 'Net', 'Available on'],
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
  },
};

/** `novembre 2026`, or the two days. */
export function periodInWords(period: StatementPeriod, locale: string): string {
  if (period.kind === 'month') return monthInWords(period.from, locale);
  return `${dayInWords(period.from, locale)} – ${dayInWords(period.to, locale)}`;
}
