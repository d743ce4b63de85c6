import { patternPieces } from './pattern-grammar.ts';

/**
 * Patterns for the folders and names of imported photographs: `{YYYY}/{MM}-{DD}`, `{date}_{event}_{seq:3}`. Pure, so that the
 * page's example is what the studio will do. Results are valid on Windows, macOS and Linux alike: a card copied today may be
 * on another machine's drive tomorrow.
 */
export const PATTERN_TOKENS = [
  'YYYY',
  'YY',
  'MM',
  'DD',
  'hh',
  'mm',
  'ss',
  'date',
  'time',
  'camera',
  'event',
  'name',
  'ext',
  'folder',
  'seq',
] as const;
export type PatternToken = (typeof PATTERN_TOKENS)[number];

/** What is wrong with a pattern, for its sentence. */
export type PatternProblem =
  | { readonly code: 'empty' }
  | { readonly code: 'unknown'; readonly token: string }
  | { readonly code: 'unclosed' }
  | { readonly code: 'forbidden'; readonly character: string }
  | { readonly code: 'climbs' }
  | { readonly code: 'long' };

/** Of one photograph (with its raw and sidecars). */
export interface PatternFacts {
  /** Wall clock `YYYY-MM-DDTHH:MM:SS`. */
  readonly takenAt: string;
  readonly camera: string | null;
  /** File name without its extension. */
  readonly name: string;
  /** Without the dot. */
  readonly extension: string;
  /** Name of the folder it came from. */
  readonly folder: string;
  /** What she typed for this import. */
  readonly event: string;
  /** Counts the photographs of one import in the order they were taken. */
  readonly sequence: number;
}

/** Bytes of one name: 255 on every file system in use, less what a number and an extension add. */
const LONGEST_NAME = 200;
/** Characters of a path below the destination: Windows programs stop at 260 for the whole path. */
const LONGEST_PATH = 180;
/** Win32 naming conventions (learn.microsoft.com/windows/win32/fileio/naming-a-file); the slash is our separator. */
const FORBIDDEN = /[<>:"|?*\\/\p{Cc}]/u;
const ALL_FORBIDDEN = /[<>:"|?*\\/\p{Cc}]/gu;
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

const EXAMPLE: PatternFacts = {
  takenAt: '2026-10-01T18:24:10',
  camera: 'Canon EOS R6 Mark II',
  name: 'IMG_0001',
  extension: 'JPG',
  folder: '100CANON',
  event: '',
  sequence: 1,
};

/** What is wrong with a pattern of folders; null when it may be used. An empty one puts all into the destination itself. */
export function folderPatternProblem(pattern: string): PatternProblem | null {
  if (pattern.trim() === '') return null;
  const found = firstProblem(withSlashes(pattern), true);
  if (found) return found;
  if (
    withSlashes(pattern)
      .split('/')
      .some((segment) => /^\.+$/.test(segment.trim()))
  )
    return { code: 'climbs' };
  return folderOf(pattern, EXAMPLE).length > LONGEST_PATH ? { code: 'long' } : null;
}

/** What is wrong with a pattern of names; null when it may be used. */
export function namePatternProblem(pattern: string): PatternProblem | null {
  if (pattern.trim() === '') return { code: 'empty' };
  const found = firstProblem(pattern, false);
  if (found) return found;
  return baseNameOf(pattern, EXAMPLE).length > LONGEST_PATH / 2 ? { code: 'long' } : null;
}

/** The folder below the destination, with slashes; '' for the destination itself. The pattern has no problem. */
export function folderOf(pattern: string, facts: PatternFacts): string {
  return withSlashes(pattern)
    .split('/')
    .map((segment) => safeName(expand(segment, facts)))
    .filter((segment) => segment !== '')
    .join('/');
}

/** The name without its extension; her own where the pattern leaves nothing. The extension is always kept as it is. */
export function baseNameOf(pattern: string, facts: PatternFacts): string {
  return safeName(expand(pattern.replace(/\.\{ext\}\s*$/, ''), facts)) || safeName(facts.name) || 'photo';
}

/** `IMG_0001`, `IMG_0001-1`, `IMG_0001-2`…: what a name becomes when another content has it. */
export function numbered(base: string, number: number): string {
  return number === 0 ? base : `${base}-${number}`;
}

/** A text as a name that every system takes: nothing forbidden, nothing reserved, no dot or space at its end, not too long. */
export function safeName(text: string): string {
  const allowed = cut(text.normalize('NFC').replaceAll(ALL_FORBIDDEN, '-').replace(/\s+/g, ' '), LONGEST_NAME).replace(
    /^[\s.]+|[\s.]+$/g,
    '',
  );
  return RESERVED.test(allowed) ? `_${allowed}` : allowed;
}

/** Where a value is empty, the sign that would have parted it from its neighbour goes with it. */
function expand(pattern: string, facts: PatternFacts): string {
  let text = '';
  for (const piece of piecesOf(pattern)) {
    if ('problem' in piece) continue;
    const next = 'text' in piece ? piece.text : valueOfToken(piece, facts);
    if (next === '') text = text.replace(/[\s_–-]+$/u, '');
    else text += text === '' && 'text' in piece && pattern.startsWith('{') ? next.replace(/^[\s_–-]+/u, '') : next;
  }
  return text;
}

function valueOfToken(
  { token, argument }: { token: PatternToken; argument: string | null },
  facts: PatternFacts,
): string {
  const [, YYYY = '', MM = '', DD = '', hh = '', mm = '', ss = ''] =
    /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})/.exec(facts.takenAt) ?? [];
  switch (token) {
    case 'YYYY':
      return YYYY;
    case 'YY':
      return YYYY.slice(2);
    case 'MM':
      return MM;
    case 'DD':
      return DD;
    case 'hh':
      return hh;
    case 'mm':
      return mm;
    case 'ss':
      return ss;
    case 'date':
      return `${YYYY}-${MM}-${DD}`;
    case 'time':
      return `${hh}${mm}${ss}`;
    case 'camera':
      return one(facts.camera ?? '');
    case 'event':
      return one(facts.event);
    case 'name':
      return one(facts.name);
    case 'ext':
      return one(facts.extension);
    case 'folder':
      return one(facts.folder);
    case 'seq':
      return String(facts.sequence).padStart(Number(argument ?? 1), '0');
  }
}

/** A value never makes a folder of its own. */
function one(value: string): string {
  return value.trim().replaceAll(ALL_FORBIDDEN, '-').slice(0, 120);
}

function firstProblem(pattern: string, slashes: boolean): PatternProblem | null {
  for (const piece of piecesOf(pattern)) {
    if ('problem' in piece) return piece.problem;
    if (!('text' in piece)) continue;
    const character = FORBIDDEN.exec(slashes ? piece.text.replaceAll('/', '') : piece.text)?.[0];
    if (character !== undefined) return { code: 'forbidden', character };
  }
  return null;
}

function piecesOf(pattern: string) {
  return patternPieces(pattern, PATTERN_TOKENS, (token, argument) => token === 'seq' && /^[1-9]$/.test(argument));
}

/** Who thinks in backslashes may type them. */
function withSlashes(pattern: string): string {
  return pattern.replaceAll('\\', '/');
}

/** At most this many UTF-8 bytes, never half a character. */
function cut(text: string, bytes: number): string {
  const encoder = new TextEncoder();
  if (encoder.encode(text).length <= bytes) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += encoder.encode(character).length;
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}
