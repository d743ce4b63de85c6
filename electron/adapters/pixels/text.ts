/**
 * Text out of a file, made fit to be kept: NFC, no control characters, no invisible direction changes, a limit. It stays text:
 * whatever tags stand in it are shown as they are.
 */
export function tidyText(value: unknown, limit: number, lines: 'one' | 'many' = 'one'): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  let text = String(value).normalize('NFC').replace(/\r\n?/g, '\n');
  text = lines === 'one' ? text.replace(/\s+/gu, ' ') : text.replace(/\t/g, ' ');
  text = text
    .replace(
      lines === 'one'
        ? /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu
        : /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu,
      '',
    )
    .trim();
  if (text.length <= limit) return text.toWellFormed();
  return text
    .slice(0, limit)
    .replace(/[\uD800-\uDBFF]$/, '')
    .toWellFormed()
    .trimEnd();
}

/** The entities of XML (1.0, 4.6) that the XMP reader leaves in place. */
export function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) return XML_ENTITIES[name.toLowerCase()] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

const XML_ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Readers often take UTF-8 for Latin-1 (IPTC without a declared character set): « Ã© » becomes « é » again where it can only be that. */
export function repairUtf8(text: string): string {
  if (!/[\u00C2-\u00F4][\u0080-\u00BF]/.test(text)) return text;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0xff) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
