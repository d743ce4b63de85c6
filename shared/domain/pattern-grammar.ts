/**
 * The one grammar of patterns, for names of files and for words alike: text with `{token}` or `{token:argument}` in it. What the
 * tokens are and what they stand for is for each kind of pattern to say.
 */
export type PatternPiece<Token extends string> =
  | { readonly text: string }
  | { readonly token: Token; readonly argument: string | null }
  | { readonly problem: UnreadablePiece };

/** A brace without its other, or something in braces that is no token. */
export type UnreadablePiece = { readonly code: 'unclosed' } | { readonly code: 'unknown'; readonly token: string };

/** Reads a pattern. `accepts`: whether a token takes an argument as it is written; none is always taken. */
export function patternPieces<Token extends string>(
  pattern: string,
  tokens: readonly Token[],
  accepts: (token: Token, argument: string) => boolean,
): PatternPiece<Token>[] {
  const pieces: PatternPiece<Token>[] = [];
  for (const part of pattern.split(/(\{[^{}]*\})/)) {
    if (part === '') continue;
    if (!/^\{[^{}]*\}$/.test(part)) {
      pieces.push(/[{}]/.test(part) ? { problem: { code: 'unclosed' } } : { text: part });
      continue;
    }
    const inner = part.slice(1, -1);
    const colon = inner.indexOf(':');
    const name = colon === -1 ? inner : inner.slice(0, colon);
    const argument = colon === -1 ? null : inner.slice(colon + 1);
    const token = tokens.find((known) => known === name);
    pieces.push(
      token && (argument === null || accepts(token, argument))
        ? { token, argument }
        : { problem: { code: 'unknown', token: part.slice(0, 40) } },
    );
  }
  return pieces;
}
