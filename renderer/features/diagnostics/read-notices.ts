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
  // The block ends with the fence it began with: a licence may hold headings and shorter fences of its own.
  const sections = text.matchAll(/^## (.+)\n\n(`{3,})text\n([\s\S]*?)\n\2$/gm);
  const notices = [...sections].flatMap(([, heading = '', , words = '']) =>
    [...heading.matchAll(/([^\s,]+) (\d[^\s,]*) \(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].map(
      ([, name = '', version = '', licence = '']) => ({ name, version, licence, words }),
    ),
  );
  return notices.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
