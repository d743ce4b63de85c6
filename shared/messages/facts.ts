/** What a message format can fill in. */
export type SentenceFacts = Record<string, string | number | boolean | null>;

/** Longest value put into a sentence; names and messages from outside may be any length. */
const LONGEST = 300;

/**
 * Facts as a sentence can carry them: lists and records become text, control characters (a file name may hold a line break)
 * become visible, long values are cut.
 */
export function factsForSentence(facts: Readonly<Record<string, unknown>>): SentenceFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, fact(value)]));
}

function fact(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return cut(visible(asText(value)));
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(asText).join(' · ');
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .filter(([, inner]) => inner !== '')
      .map(([name, inner]) => (name === 'message' || name === 'path' ? asText(inner) : `${name} : ${asText(inner)}`))
      .join(' : ');
  }
  return String(value);
}

/** Control characters as pictures (Unicode block "Control Pictures"), direction overrides removed. */
export function visible(text: string): string {
  let shown = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) shown += String.fromCharCode(0x2400 + code);
    else if (code === 0x7f) shown += '\u2421';
    else if (!isInvisible(code)) shown += character;
  }
  return shown;
}

/** C1 controls and the characters that turn the direction of text (Unicode Standard Annex 9, 2.1–2.4). */
function isInvisible(code: number): boolean {
  return (code >= 0x80 && code <= 0x9f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`;
}
