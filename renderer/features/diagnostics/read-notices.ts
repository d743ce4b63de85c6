export interface Notice {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Text of the licence, as its authors wrote it. */
  readonly words: string;
}

/**
 * The packages of THIRD-PARTY-NOTICES.md (scripts/notices.mjs): headings `## name version (licence), name version (licence)`,
 * each with the licence in a block below it. By name.
 */
export function readNotices(text: string): Notice[] {
  const notices = text.split(/^## /m).slice(1).flatMap(section);
  return notices.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function section(text: string): Notice[] {
  const end = text.indexOf('\n');
  const heading = end < 0 ? text : text.slice(0, end);
  const words = /^`{3,}text\n([\s\S]*?)\n`{3,}\s*$/m.exec(text)?.[1] ?? text.slice(heading.length).trim();
  return [...heading.matchAll(/([^\s,]+) (\d[^\s,]*) \(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].map(
    ([, name = '', version = '', licence = '']) => ({ name, version, licence, words }),
  );
}
