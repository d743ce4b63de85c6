/** Fields whose value is hers by their very name. */
const PERSONAL =
  /path|file|folder|name|dir|title|caption|description|keyword|artist|copyright|email|server|query|sql|^to$|^from$|message|detail/i;
/** Fields of our own that keep their meaning: names of tables, codes and checks. */
const OURS = new Set([
  'name',
  'reason',
  'code',
  'problem',
  'procedure',
  'stage',
  'kind',
  'state',
  'origin',
  'check',
  'type',
  'host',
]);
const EXTENSION = '(?:jpe?g|png|tiff?|webp|heic|heif|avif|cr2|cr3|nef|arw|dng|raf|orf|rw2|pef|srw|xmp|db|pdf|csv|zip)';

/**
 * A text without what it says of her: e-mail addresses, paths and names of photographs. Rather too much goes than too little.
 * Places in our own programs (`main.js:12`) stay: they are what a stack is for.
 */
export function textWithoutNames(text: string): string {
  return (
    text
      .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '‹e-mail›')
      .replace(/(?:file:\/\/)?(?:[a-z]:)?[\\/][^\s'"()]*[\\/]([\w.-]+\.[cm]?[jt]sx?)(:\d+)/gi, '$1$2')
      .replace(/(['"«“])[^'"«»“”]*[\\/][^'"«»“”]*(['"»”])/g, '$1‹path›$2')
      // An unquoted path may hold spaces: everything from its beginning to the last extension of the line.
      .replace(new RegExp(`(?:[a-z]:)?[\\\\/].*\\.${EXTENSION}\\b`, 'gi'), '‹path›')
      .replace(/(?:\b[a-z]:)?(?:[\\/][^\s\\/:'"()]+)+[\\/]?/gi, '‹path›')
      .replace(new RegExp(`[^\\s'"«»]*\\.${EXTENSION}\\b`, 'gi'), '‹photo›')
  );
}

/** The same for fields of a log line or the facts of a check: by the field's name first, then by what its text looks like. */
export function valueWithoutNames(value: unknown, field = ''): unknown {
  if (typeof value === 'string') {
    if (OURS.has(field)) return /^[\w .:-]{1,80}$/.test(value) && !looksLikeFile(value) ? value : '‹…›';
    if (field === 'stack') return framesOf(value);
    return PERSONAL.test(field) ? '‹…›' : textWithoutNames(value);
  }
  if (Array.isArray(value)) return value.map((item) => valueWithoutNames(item, field));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, valueWithoutNames(inner, name)]));
  return value;
}

function looksLikeFile(value: string): boolean {
  return new RegExp(`\\.${EXTENSION}$`, 'i').test(value);
}

/** Where in our programs it happened; what it was about stands in the message, which may name a photo. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => textWithoutNames(line.trim()))
    .join('\n');
}
