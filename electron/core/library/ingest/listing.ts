import { rangeBelow } from './paths.ts';

/** What a listing says of a file that may be a photograph. */
export interface SeenFile {
  readonly path: string;
  readonly size: number;
  /** Nanoseconds since the epoch, decimal. */
  readonly mtimeNs: string;
  readonly inode: string;
}

/**
 * Some files of a folder as one text, `name/size/mtime/present/` each: what SQLite spells from the catalogue as well
 * (known-listing.repository.ts), so that "nothing changed" is one comparison. No name holds a slash on any system.
 */
export interface ListingPage {
  readonly text: string;
  readonly inodes: string;
  /** Name of the last file. */
  readonly last: string;
  readonly count: number;
}

export interface SeenFolder {
  readonly path: string;
  readonly files: readonly SeenFile[];
  /** The files once more, in the order of their names; not there when a test lists. */
  readonly pages?: readonly ListingPage[];
  /** Its own folders; the walk adds the links that it follows. */
  readonly folders: string[];
  /** Symbolic links to folders. */
  readonly links: readonly string[];
  /** Photographs that can't be opened under their names, and all below folders of such names; spelled for reading. */
  readonly illegible: readonly string[];
  /** Regular files that are no photographs by name, or that the folder's rules leave out. */
  readonly ignored: number;
  /** `missing`: not there (any more). `unreadable`: there, but it can't be listed; what it holds is unknown. */
  readonly problem: 'missing' | 'unreadable' | null;
}

/** A listed folder as it travels between threads: texts, because an object for every file costs more than looking at it. */
export interface Listing extends Omit<SeenFolder, 'files'> {
  readonly pages: readonly ListingPage[];
}

/** Files of one page, at most: what is compared before calls from the page get their turn. */
const PAGE = 1000;

/** Collects files that come in the order of their names. */
export function listingPages(): {
  add(name: string, size: bigint, mtimeNs: bigint, inode: string): void;
  end(): ListingPage[];
} {
  const pages: ListingPage[] = [];
  let text = '';
  let inodes = '';
  let last = '';
  let count = 0;
  const turn = () => {
    if (count > 0) pages.push({ text, inodes, last, count });
    text = '';
    inodes = '';
    count = 0;
  };
  return {
    add(name, size, mtimeNs, inode) {
      text += `${name}/${size}/${mtimeNs}/present/`;
      inodes += `${inode}/`;
      last = name;
      count += 1;
      if (count === PAGE) turn();
    },
    end() {
      turn();
      return pages;
    },
  };
}

/** The listing with its files told apart when somebody asks for them, which a scan of unchanged folders never does. */
export function seenFolder(listing: Listing): SeenFolder {
  let files: readonly SeenFile[] | null = null;
  return {
    ...listing,
    get files() {
      files ??= listing.pages.flatMap((page) => filesOf(page, rangeBelow(listing.path).from));
      return files;
    },
  };
}

function filesOf({ text, inodes }: ListingPage, prefix: string): SeenFile[] {
  const parts = text.split('/');
  return inodes
    .split('/')
    .slice(0, -1)
    .map((inode, index) => ({
      path: prefix + (parts[index * 4] ?? ''),
      size: Number(parts[index * 4 + 1]),
      mtimeNs: parts[index * 4 + 2] ?? '0',
      inode,
    }));
}

/** Files of any order as pages. */
export function pagesOf(files: readonly SeenFile[], folder: string): ListingPage[] {
  const pages = listingPages();
  const names = rangeBelow(folder).from.length;
  for (const { path, size, mtimeNs, inode } of files)
    pages.add(path.slice(names), BigInt(size), BigInt(mtimeNs), inode);
  return pages.end();
}
