/** A piece of a text that is written in one direction, in the order in which pieces stand from left to right. */
export interface VisualRun {
  readonly text: string;
  readonly direction: 'ltr' | 'rtl';
}

const RTL = /[\p{Script=Arabic}\p{Script=Nko}\p{Script=Hebrew}\p{Script=Adlam}]/u;
/** Written from left to right within right-to-left text. Digits of N'Ko and Adlam are not: they go with their letters. */
const NUMBER = /[0-9\u0660-\u0669\u06f0-\u06f9]/u;
const LETTER = /[\p{L}]/u;

/**
 * The order in which one line of text is seen: what Unicode's bidirectional algorithm (UAX 9) gives for letters, numbers and
 * what stands between them, without explicit embeddings, which nobody types into a watermark.
 */
export function visualRuns(text: string): VisualRun[] {
  const characters = [...text];
  const classes = characters.map((character) =>
    NUMBER.test(character) ? 'number' : RTL.test(character) ? 'rtl' : LETTER.test(character) ? 'ltr' : 'neutral',
  );
  const base = classes.find((kind) => kind === 'rtl' || kind === 'ltr') === 'rtl' ? 1 : 0;
  const levels: number[] = [];
  let strong = base;
  classes.forEach((kind, index) => {
    if (kind === 'rtl' || kind === 'ltr') strong = kind === 'rtl' ? 1 : 0;
    if (kind === 'rtl') levels[index] = 1;
    else if (kind === 'ltr') levels[index] = base === 1 ? 2 : 0;
    else if (kind === 'number') levels[index] = strong === 1 || base === 1 ? 2 : 0;
    else levels[index] = -1;
  });
  // What stands between two pieces of one direction goes with them (N1), anything else with the line (N2); a number counts as
  // the right-to-left text it stands in.
  const sideOf = (index: number): number => {
    const kind = classes[index];
    return kind === undefined ? base : kind === 'rtl' || (kind === 'number' && levels[index] === 2) ? 1 : 0;
  };
  for (let at = 0; at < levels.length; at += 1) {
    if (levels[at] !== -1) continue;
    let end = at;
    while (end < levels.length && levels[end] === -1) end += 1;
    const before = at === 0 ? base : sideOf(at - 1);
    const after = sideOf(end);
    const side = before === after ? before : base;
    for (let index = at; index < end; index += 1) levels[index] = side === 1 ? 1 : base === 1 ? 2 : 0;
    at = end - 1;
  }
  return reordered(characters, levels);
}

/** L2: from the highest level to the lowest odd one, what lies at that level or above is turned round. */
function reordered(characters: readonly string[], levels: readonly number[]): VisualRun[] {
  let runs: { text: string; level: number }[] = [];
  characters.forEach((character, index) => {
    const level = levels[index] ?? 0;
    const last = runs.at(-1);
    if (last && last.level === level) last.text += character;
    else runs.push({ text: character, level });
  });
  for (let level = 2; level >= 1; level -= 1) {
    const turned: typeof runs = [];
    let held: typeof runs = [];
    for (const run of runs) {
      if (run.level >= level) held.unshift(run);
      else {
        turned.push(...held, run);
        held = [];
      }
    }
    runs = [...turned, ...held];
  }
  return runs.map(({ text, level }) => ({ text, direction: level === 1 ? 'rtl' : 'ltr' }));
}
