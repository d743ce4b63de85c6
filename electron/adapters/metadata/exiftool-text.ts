/**
 * Text on its way into ExifTool. A stay-open ExifTool reads one argument a line, so a line feed in a title would start a new
 * argument (`-o`, `-p /etc/passwd`, …). Here every character that is not a plain letter, digit or space becomes a numeric
 * entity, which ExifTool decodes under `-E`: what reaches the pipe can't be anything but a value, whatever she typed.
 */
export function asEntities(text: string): string {
  let encoded = '';
  for (const character of text) {
    const plain = /[A-Za-z0-9]/.test(character) || (character === ' ' && encoded !== '');
    encoded += plain ? character : `&#${character.codePointAt(0)};`;
  }
  return encoded;
}

/** Text as metadata may carry it: NFC, whole characters only, no control characters but line feed and tab. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** The beginning of `text` that fits into `maximum` bytes of UTF-8 without cutting a character in two. */
export function fitBytes(text: string, maximum: number): string {
  if (Buffer.byteLength(text) <= maximum) return text;
  let fitted = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter('fr', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maximum) break;
    fitted += segment;
  }
  return fitted.trimEnd();
}
