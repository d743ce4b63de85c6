const NO_BREAK_SPACE = '\u00a0';
const NARROW_SPACE = '\u202f';

/**
 * A French text with the spaces of its typography: no line ends before : ; ? ! » % or after «. The texts are written with
 * plain spaces, which an editor shows and a search finds.
 */
export function typesetFrench(text: string): string {
  return text
    .replace(/« /g, `«${NO_BREAK_SPACE}`)
    .replace(/ ([:»%])/g, `${NO_BREAK_SPACE}$1`)
    .replace(/ ([;?!])/g, `${NARROW_SPACE}$1`);
}
