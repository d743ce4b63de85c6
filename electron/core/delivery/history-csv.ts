import type { DeliveryEntry } from '../../../shared/contract/delivery.contract.ts';
import type { Language } from '../../../shared/messages/language.ts';

const HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  fr: ['Date', 'Fichier', 'Titre', 'État', 'Octets', 'SHA-256 envoyé', 'SHA-256 du fichier', 'Identifiant'],
  en: ['Date', 'File', 'Title', 'State', 'Bytes', 'SHA-256 sent', 'SHA-256 of the file', 'Identifier'],
};
const STATES: Readonly<Record<Language, { sent: string; corrected: string; cancelled: string }>> = {
  fr: { sent: 'envoyée', corrected: 'fiche corrigée', cancelled: 'annulée' },
  en: { sent: 'sent', corrected: 'words corrected', cancelled: 'cancelled' },
};
/** Tells a spreadsheet that the text is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The history as a table (RFC 4180) that Excel opens by a double click: UTF-8 with its mark, and semicolons, since a French
 * Excel takes a comma for a decimal sign; others ask. Dates are her local time.
 */
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
  const rows = [HEADINGS[language], ...lines].map((cells) => `${cells.map(cellOf).join(';')}\r\n`);
  return BYTE_ORDER_MARK + rows.join('');
}

/** A text that begins like a formula would be run by the spreadsheet (OWASP, "CSV Injection"): an apostrophe makes it text. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `2026-11-21 14:05:09` */
function localTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
