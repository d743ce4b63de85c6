/** Every word of the paper of a withdrawal. */
export interface WithdrawalWords {
  readonly locale: string;
  readonly title: string;
  readonly number: (number: string) => string;
  readonly provisional: string;
  readonly provisionalNote: string;
  readonly drawnUp: string;
  readonly account: string;
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
  readonly licenses: Readonly<Record<'standard' | 'extended', string>>;
  readonly total: string;
  readonly unexplained: string;
  readonly notes: readonly string[];
  readonly page: (page: number, pages: number) => string;
}

export const WITHDRAWAL_WORDS: Readonly<Record<'fr' | 'en', WithdrawalWords>> = {
  fr: {
    locale: 'fr-FR',
    title: 'Avis de retrait',
    number: (number) => `N° ${number}`,
    provisional: 'Provisoire',
    provisionalNote: 'Provisoire : le retrait n’est pas versé, cet avis n’a pas de numéro.',
    drawnUp: 'Établi le',
    account: 'Compte',
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
    licenses: { standard: 'standard', extended: 'étendue' },
    total: 'Total versé',
    unexplained: 'Ventes que ce registre ne connaît pas',
    notes: [
      'Montants en francs CFA (XOF), sans décimales. Net : 80 % du prix payé par l’acheteur.',
      'La place de marché verse un solde : les ventes sont rapprochées dans l’ordre où leur net est devenu disponible.',
    ],
    page: (page, pages) => `Page ${page} sur ${pages}`,
  },
  en: {
    locale: 'en-GB',
    title: 'Withdrawal advice',
    number: (number) => `No. ${number}`,
    provisional: 'Provisional',
    provisionalNote: 'Provisional: the withdrawal is not paid, this paper has no number.',
    drawnUp: 'Drawn up on',
    account: 'Account',
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
    licenses: { standard: 'standard', extended: 'extended' },
    total: 'Total paid out',
    unexplained: 'Sales that this ledger does not know',
    notes: [
      'Amounts in francs CFA (XOF), without decimals. Net: 80% of what the buyer paid.',
      'The marketplace pays out a balance: sales are matched in the order in which their net became available.',
    ],
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
};
