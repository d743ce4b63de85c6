import { sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isBelow, rangeBelow } from '../ingest/paths.ts';

/** The patterns of a watched folder, as they travel to the thread that lists. */
export interface PatternRules {
  readonly root: string;
  readonly ignore: readonly string[];
}

/** What of a watched folder is read, its own rules alone considered. */
export interface RuleFilter {
  file(path: string): boolean;
  /** Whether anything in it may be read. */
  folder(path: string): boolean;
}

/** The matcher remembers every path it was asked about; after this many a new one begins without memory. */
const MOST_REMEMBERED = 20_000;

export function ruleFilter(
  root: string,
  rules: { readonly subfolders: boolean; readonly ignore: readonly string[] },
): RuleFilter {
  const matches = patternMatcher(rules.ignore);
  const { from } = rangeBelow(root);
  const isDirect = (path: string) => !path.slice(from.length).includes(sep);
  return {
    file: (path) => (rules.subfolders || isDirect(path)) && !matches(relative(path, from)),
    folder: (path) => path === root || (rules.subfolders && !matches(`${relative(path, from)}/`)),
  };
}

/** Which files of a folder, by their names, patterns let in; null: all. */
export function readsName(folder: string, rules: PatternRules | null): ((name: string) => boolean) | null {
  if (!rules || rules.ignore.length === 0) return null;
  const matches = patternMatcher(rules.ignore);
  const { from } = rangeBelow(rules.root);
  const prefix = folder === rules.root || !isBelow(folder, rules.root) ? '' : `${relative(folder, from)}/`;
  return (name) => !matches(prefix + composed(name));
}

/** By the rules of .gitignore, capitals aside: a camera writes IMG_1.TMP, a program img_1.tmp. */
function patternMatcher(patterns: readonly string[]): (relativePath: string) => boolean {
  if (patterns.length === 0) return () => false;
  const lines = patterns.map(composed);
  let matcher: Ignore = ignore({ allowRelativePaths: true }).add(lines);
  let remembered = 0;
  return (path) => {
    remembered += 1;
    if (remembered > MOST_REMEMBERED) {
      matcher = ignore({ allowRelativePaths: true }).add(lines);
      remembered = 0;
    }
    return matcher.ignores(path);
  };
}

/** As patterns are written: from the watched folder, with forward slashes. */
function relative(path: string, from: string): string {
  return composed(path.slice(from.length).split(sep).join('/'));
}

/** macOS writes « é » as two characters where keyboards write one. */
function composed(text: string): string {
  return text.normalize('NFC');
}
