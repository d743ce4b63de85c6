import type { Database } from '../../db/database.ts';
import type { PlacesRepository } from './ingest.repository.ts';
import { knownListingRepository } from './known-listing.repository.ts';
import { pagesOf, type SeenFolder } from './listing.ts';

/**
 * Says whether a folder lies on disk exactly as the catalogue has it, which is what nearly every folder of nearly every scan
 * does; the answer is how many files that are, or null. A null is no verdict: compareFolder finds out what changed. A number is
 * exact: every file present with its size and its time to the nanosecond, none more, none set aside, no folder gone.
 */
export function unchangedFolders(
  db: Database,
  places: PlacesRepository,
): (seen: SeenFolder) => Promise<number | null> | number | null {
  const known = knownListingRepository(db);

  /** A large folder, page by page, so that calls from the page get their turn. */
  async function inPages(path: string, pages: readonly { text: string; last: string; count: number }[]) {
    let after = '';
    let count = 0;
    for (const [index, page] of pages.entries()) {
      const isLast = index === pages.length - 1;
      if (known.listing(path, after, isLast ? null : page.last) !== page.text) return null;
      after = page.last;
      count += page.count;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return count;
  }

  return (seen) => {
    if (seen.problem !== null || seen.illegible.length > 0) return null;
    const { below, aside } = known.around(seen.path);
    if (aside || (below && seen.folders.length === 0)) return null;
    if (below && places.foldersBelow(seen.path).some((folder) => !seen.folders.includes(folder))) return null;
    const pages = seen.pages ?? pagesOf(seen.files, seen.path);
    if (pages.length > 1) return inPages(seen.path, pages);
    const [page] = pages;
    return known.listing(seen.path, '', null) === (page?.text ?? '') ? (page?.count ?? 0) : null;
  };
}
