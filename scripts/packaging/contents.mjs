// What lies in an application's archive, as a list that is kept in the repository: a file too many or too few is seen.
import { listPackage } from '@electron/asar';

/** Code that the bundler names by its content: that it is there counts, how it is cut is the bundler's business. */
const BUNDLED = [
  [/^(\/dist\/node\/chunks\/).*\.js$/, '$1*.js'],
  [/^(\/dist\/page\/assets\/).*\.(js|css)$/, '$1*.$2'],
  [/^(\/dist\/page\/assets\/.*)-[\w-]{8}\.(woff2|png|svg|webp)$/, '$1-*.$2'],
];
/** Natives and Perl: another list for each system, checked by themselves. */
const OF_ONE_SYSTEM =
  /^\/node_modules\/(@img\/sharp-|exiftool-vendored\.exe\/|(better-sqlite3|keytar)\/prebuilds\/|exiftool-vendored\.pl\/)/;
const PERL = /^\/node_modules\/exiftool-vendored\.pl\//;

/** Paths in an archive with slashes, sorted: what every system has, and ExifTool's Perl that Linux and macOS have. */
export function contentsOf(archive) {
  const all = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  // The list names folders too: what something else lies below.
  const folders = new Set(all.map((path) => path.slice(0, path.lastIndexOf('/'))));
  const files = all.filter((path) => !folders.has(path));
  const named = (path) => BUNDLED.reduce((name, [pattern, short]) => name.replace(pattern, short), path);
  const everywhere = files.filter((path) => !OF_ONE_SYSTEM.test(path)).map(named);
  return { everywhere: [...new Set(everywhere)].sort(), perl: files.filter((path) => PERL.test(path)).sort(), files };
}

/** The kept list: one path a line, sections by `# `. */
export function writtenContents({ everywhere, perl }) {
  const head = '# In every application. Written by `npm run package -- --all --contents`; look at what changed in it.';
  return [head, ...everywhere, '# ExifTool on Linux and macOS', ...perl, ''].join('\n');
}
