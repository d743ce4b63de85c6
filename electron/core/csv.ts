/** Tells a spreadsheet that the text is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A table as text (RFC 4180) that Excel opens by a double click: semicolons, since a French Excel takes a comma for a decimal
 * sign, and UTF-8 with its mark (`mark`: false leaves it out, for programs).
 */
export function csvTable(rows: readonly (readonly string[])[], mark = true): string {
  return (mark ? BYTE_ORDER_MARK : '') + rows.map((cells) => `${cells.map(cellOf).join(';')}\r\n`).join('');
}

/** A text that begins like a formula would be run by the spreadsheet (OWASP, "CSV Injection"): an apostrophe makes it text. */
function cellOf(text: string): string {
  const isNumber = /^-?\d+$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
