import type { Language } from '../../../shared/messages/language.ts';
import { PAPER_WORDS, type TitledWords } from './paper-words.ts';

/** Every word of the paper of a withdrawal. */
export interface WithdrawalWords extends TitledWords {
  readonly amount: string;
  readonly by: string;
  readonly to: string;
  readonly holder: string;
  readonly askedOn: string;
  readonly processedOn: string;
  readonly reference: string;
  readonly state: string;
  readonly bank: string;
  readonly states: Readonly<Record<string, string>>;
  readonly columns: readonly [string, string, string, string, string, string];
  readonly total: string;
  readonly unexplained: string;
}

export const WITHDRAWAL_WORDS: Readonly<Record<Language, WithdrawalWords>> = {
  fr: {
    ...PAPER_WORDS.fr,
    title: 'Avis de retrait',
    provisionalNote: 'Provisoire : le retrait n’est pas versé, cet avis n’a pas de numéro.',
    amount: 'Montant',
    by: 'Moyen',
    to: 'Vers',
    holder: 'Titulaire',
    askedOn: 'Demandé le',
    processedOn: 'Traité le',
    reference: 'Référence',
    state: 'État',
    bank: 'Virement bancaire',
    states: {
      pending: 'en attente',
      processing: 'en cours',
      approved: 'accepté',
      completed: 'versé',
      rejected: 'refusé',
      cancelled: 'annulé',
    },
    columns: ['Vendue le', 'Commande', 'Photo', 'Licence', 'Net', 'Versé'],
    total: 'Total versé',
    unexplained: 'Ventes que ce registre ne connaît pas',
    notes: [
      'Montants en francs CFA (XOF), sans décimales. Net : 80 % du prix payé par l’acheteur.',
      'La place de marché verse un solde : les ventes sont rapprochées dans l’ordre où leur net est devenu disponible.',
    ],
  },
  en: {
    ...PAPER_WORDS.en,
    title: 'Withdrawal advice',
    provisionalNote: 'Provisional: the withdrawal is not paid, this paper has no number.',
    amount: 'Amount',
    by: 'By',
    to: 'To',
    holder: 'Holder',
    askedOn: 'Asked on',
    processedOn: 'Processed on',
    reference: 'Reference',
    state: 'State',
    bank: 'Bank transfer',
    states: {
      pending: 'pending',
      processing: 'processing',
      approved: 'approved',
      completed: 'paid',
      rejected: 'refused',
      cancelled: 'cancelled',
    },
    columns: ['Sold on', 'Order', 'Photo', 'Licence', 'Net', 'Paid out'],
    total: 'Total paid out',
    unexplained: 'Sales that this ledger does not know',
    notes: [
      'Amounts in francs CFA (XOF), without decimals. Net: 80% of what the buyer paid.',
      'The marketplace pays out a balance: sales are matched in the order in which their net became available.',
    ],
  },
};
