import { type PatternPiece, patternPieces, type UnreadablePiece } from './pattern-grammar.ts';

/** Variables in titles, captions, places and keywords of many photos: « {title}, {place} – {date:long} ({seq:3}) ». */
export const TEXT_TOKENS = [
  'date',
  'time',
  'title',
  'caption',
  'place',
  'folder',
  'file',
  'camera',
  'lens',
  'seq',
] as const;
type TextToken = (typeof TEXT_TOKENS)[number];

/** Of one photo, as it is before the change. */
export interface TextFacts {
  /** Wall clock `YYYY-MM-DDTHH:MM:SS`; null: not known. */
  readonly captureDate: string | null;
  readonly title: string;
  readonly caption: string;
  readonly place: string;
  /** Name of the folder it lies in, without what lies above. */
  readonly folder: string;
  /** File name without its extension. */
  readonly file: string;
  readonly camera: string | null;
  readonly lens: string | null;
  /** Counts the photos of the change in the order they were taken. */
  readonly sequence: number;
}

export type TextLanguage = 'fr' | 'en';

/** What is wrong with a pattern; null when it may be used. */
export function textPatternProblem(pattern: string): UnreadablePiece | null {
  for (const piece of piecesOf(pattern)) if ('problem' in piece) return piece.problem;
  return null;
}

/** The pattern as the words of one photo. Where a value is empty, the signs that would have parted it go with it. */
export function expandText(pattern: string, facts: TextFacts, language: TextLanguage): string {
  let text = '';
  for (const piece of piecesOf(pattern)) {
    if ('problem' in piece) continue;
    const next = 'text' in piece ? piece.text : valueOfToken(piece.token, piece.argument, facts, language);
    if (next === '') text = text.replace(/[\s,;:·/_–—-]+$/u, '');
    else
      text += text === '' && 'text' in piece && pattern.startsWith('{') ? next.replace(/^[\s,;:·/_–—-]+/u, '') : next;
  }
  return text.trim();
}

let last: { readonly pattern: string; readonly pieces: PatternPiece<TextToken>[] } = { pattern: '', pieces: [] };

/** One pattern is made into the words of thousands of photos, one after the other. */
function piecesOf(pattern: string): readonly PatternPiece<TextToken>[] {
  if (last.pattern !== pattern) last = { pattern, pieces: patternPieces(pattern, TEXT_TOKENS, accepts) };
  return last.pieces;
}

function accepts(token: TextToken, argument: string): boolean {
  if (token === 'seq') return /^[1-9]$/.test(argument);
  return token === 'date' && (NAMED_LAYOUTS.some((name) => name === argument) || /[YMDAJ]/.test(argument));
}

function valueOfToken(token: TextToken, argument: string | null, facts: TextFacts, language: TextLanguage): string {
  switch (token) {
    case 'date':
      return dateAs(argument, facts.captureDate, language);
    case 'time':
      return facts.captureDate?.slice(11, 16) ?? '';
    case 'camera':
      return facts.camera ?? '';
    case 'lens':
      return facts.lens ?? '';
    case 'seq':
      return String(facts.sequence).padStart(Number(argument ?? 1), '0');
    default:
      return facts[token];
  }
}

const NAMED_LAYOUTS = ['long', 'short', 'month', 'year'] as const;
const OPTIONS: Readonly<Record<(typeof NAMED_LAYOUTS)[number], Intl.DateTimeFormatOptions>> = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
};
const formats = new Map<string, Intl.DateTimeFormat>();

/** `{date}` is ISO 8601; `{date:long}` as one writes it; `{date:DD.MM.YYYY}` (JJ, AAAA) as it is laid out. */
function dateAs(argument: string | null, captureDate: string | null, language: TextLanguage): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(captureDate ?? '');
  if (!parts) return '';
  const [iso, year = '', month = '', day = ''] = parts;
  if (argument === null) return iso;
  const named = NAMED_LAYOUTS.find((name) => name === argument);
  if (!named)
    return argument.replace(/YYYY|AAAA|YY|AA|MM|DD|JJ/g, (sign) =>
      sign === 'MM' ? month : sign === 'DD' || sign === 'JJ' ? day : sign.length === 4 ? year : year.slice(2),
    );
  const key = `${language} ${named}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { ...OPTIONS[named], timeZone: 'UTC' });
    formats.set(key, format);
  }
  return format.format(Date.UTC(Number(year), Number(month) - 1, Number(day)));
}
