import type { DeliveryEntry } from '../../../shared/contract/delivery.contract.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { csvTable } from '../csv.ts';

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  fr: ['Date', 'Fichier', 'Titre', 'État', 'Octets', 'SHA-256 envoyé', 'SHA-256 du fichier', 'Identifiant'],
  en: ['Date', 'File', 'Title', 'State', 'Bytes', 'SHA-256 sent', 'SHA-256 of the file', 'Identifier'],
};
type State = 'sent' | 'corrected' | 'replacement' | 'replaced' | 'cancelled' | 'withdrawn';
const STATES: Readonly<Record<Language, Readonly<Record<State, string>>>> = {
  fr: {
    sent: 'envoyée',
    corrected: 'fiche corrigée',
    replacement: 'envoyée à la place d’une autre',
    replaced: 'remplacée par une autre',
    cancelled: 'annulée',
    withdrawn: 'retirée de la vente',
  },
  en: {
    sent: 'sent',
    corrected: 'words corrected',
    replacement: 'sent in place of another',
    replaced: 'replaced by another',
    cancelled: 'cancelled',
    withdrawn: 'taken off sale',
  },
};

function stateOf(entry: DeliveryEntry): State {
  if (entry.replacedBy !== null && entry.state === 'cancelled') return 'replaced';
  if (entry.withdrawnAt !== null) return 'withdrawn';
  if (entry.state === 'cancelled') return 'cancelled';
  if (entry.kind === 'correction') return 'corrected';
  return entry.replaces === null ? 'sent' : 'replacement';
}

/** The history as a table. Dates are her local time; `mark` as csvTable. */
export function historyCsv(entries: readonly DeliveryEntry[], language: Language, mark = true): string {
  const lines = entries.map((entry) => [
    entry.sentAt === null ? '' : localTime(entry.sentAt),
    entry.fileName,
    entry.title,
    STATES[language][stateOf(entry)],
    String(entry.bytesTotal),
    entry.sentSha256 ?? '',
    entry.photoSha256,
    entry.remoteId ?? '',
  ]);
  return csvTable([HEADINGS[language], ...lines], mark);
}

/** `2026-11-21 14:05:09` */
function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
