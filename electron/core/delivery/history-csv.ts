import type { DeliveryEntry } from '../../../shared/contract/delivery.contract.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { csvTable } from '../csv.ts';

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  fr: ['Date', 'Fichier', 'Titre', 'État', 'Octets', 'SHA-256 envoyé', 'SHA-256 du fichier', 'Identifiant'],
  en: ['Date', 'File', 'Title', 'State', 'Bytes', 'SHA-256 sent', 'SHA-256 of the file', 'Identifier'],
};
const STATES: Readonly<Record<Language, { sent: string; corrected: string; cancelled: string }>> = {
  fr: { sent: 'envoyée', corrected: 'fiche corrigée', cancelled: 'annulée' },
  en: { sent: 'sent', corrected: 'words corrected', cancelled: 'cancelled' },
};
/** The history as a table. Dates are her local time. */
export function historyCsv(entries: readonly DeliveryEntry[], language: Language): string {
  const lines = entries.map((entry) => [
    entry.sentAt === null ? '' : localTime(entry.sentAt),
    entry.fileName,
    entry.title,
    STATES[language][entry.state === 'cancelled' ? 'cancelled' : entry.kind === 'correction' ? 'corrected' : 'sent'],
    String(entry.bytesTotal),
    entry.sentSha256 ?? '',
    entry.photoSha256,
    entry.remoteId ?? '',
  ]);
  return csvTable([HEADINGS[language], ...lines]);
}

/** `2026-11-21 14:05:09` */
function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
