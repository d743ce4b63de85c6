import type { PlacesRepository } from '../ingest/ingest.repository.ts';
import { isBelow } from '../ingest/paths.ts';
import { type PatternRules, type RuleFilter, ruleFilter } from './folder-rules.ts';
import type { WatchedFolder } from './folders.repository.ts';

/** The rules of all watched folders at or below one, for one scan. Of nested folders the nearest one's hold, alone. */
export interface ScanRules {
  /** The nearest watched folder. */
  ownerOf(path: string): WatchedFolder;
  /** Whether a scan goes into a folder. Those of a paused watched folder are as they were. */
  enters(folder: string): boolean;
  reads(file: string): boolean;
  /** What the thread that lists a folder needs to know; null: all photographs. */
  patternsFor(folder: string): PatternRules | null;
  /** The catalogue without what the rules leave out: a scan does not take it for gone because it did not see it. */
  within(places: PlacesRepository): PlacesRepository;
}

export function scanRules(outer: WatchedFolder, all: readonly WatchedFolder[]): ScanRules {
  const nested = all
    .filter((folder) => isBelow(folder.path, outer.path))
    .sort((one, other) => other.path.length - one.path.length);
  const filters = new Map<number, RuleFilter>();
  const ownerOf = (path: string) =>
    nested.find((folder) => folder.path === path || isBelow(path, folder.path)) ?? outer;
  const filterOf = (owner: WatchedFolder): RuleFilter => {
    const known = filters.get(owner.id) ?? ruleFilter(owner.path, owner.rules);
    filters.set(owner.id, known);
    return known;
  };
  const reads = (file: string) => filterOf(ownerOf(file)).file(file);
  return {
    ownerOf,
    enters(folder) {
      const owner = ownerOf(folder);
      return !owner.rules.paused && filterOf(owner).folder(folder);
    },
    reads,
    patternsFor(folder) {
      const { path, rules } = ownerOf(folder);
      return rules.ignore.length === 0 ? null : { root: path, ignore: rules.ignore };
    },
    within: (places) => ({
      ...places,
      filesIn: (directory) =>
        places.filesIn(directory).filter((file) => {
          const read = reads(file.path);
          // Read while the rule was made.
          if (!read) places.setIgnored(file.id, true);
          return read;
        }),
    }),
  };
}
