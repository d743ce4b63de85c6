import type { FolderRulesPreview } from '../../../../shared/contract/folder-rules.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import type { FolderRules } from '../../../../shared/domain/folder-rules.ts';
import type { StudioContext } from '../../context.ts';
import { rangeBelow } from '../ingest/paths.ts';
import { folderRulesRepository, type RuledFile } from './folder-rules.repository.ts';
import { type RuleFilter, ruleFilter } from './folder-rules.ts';
import type { FoldersRepository, WatchedFolder } from './folders.repository.ts';

/** Files that are weighed before calls from the page get their turn. */
const PAGE = 500;
/** Names shown of what would leave. */
const EXAMPLES = 5;

/** As the contract has it: a rule that is not named may also be undefined. */
export type ChangedRules = { [Rule in keyof FolderRules]?: FolderRules[Rule] | undefined };

export interface FolderRulesParts {
  readonly context: StudioContext;
  readonly folders: FoldersRepository;
  /** The rules are followed: look at the folder on disk. */
  readonly onFollowed: (folder: WatchedFolder) => void;
}

/** What the studio reads of each watched folder, and a catalogue that follows it. */
export function folderRulesService({ context, folders, onFollowed }: FolderRulesParts) {
  const { db, events } = context;
  const rules = folderRulesRepository(db);
  const following = new Map<number, Promise<void>>();

  function folderOf(id: number): WatchedFolder {
    const folder = folders.byId(id);
    if (!folder) throw new StudioError('folder-missing', { path: String(id) });
    return folder;
  }

  /** Every file of a folder in pages; what is nested and has rules of its own belongs to other folders. */
  async function* pagesOf(folder: WatchedFolder): AsyncGenerator<RuledFile[]> {
    for (let after: string | null = null; !context.lifetime.aborted; ) {
      const page = rules.filesOf(folder.id, folder.path, after, PAGE);
      if (page.length > 0) yield page;
      if (page.length < PAGE) return;
      after = page.at(-1)?.path ?? null;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function followOnce(folder: WatchedFolder): Promise<void> {
    const filter = ruleFilter(folder.path, folder.rules);
    dropWhatWaits(folder, filter);
    for await (const page of pagesOf(folder)) {
      const leave = page.filter(({ path, ignored }) => !ignored && !filter.file(path));
      const comeBack = page.filter(({ path, ignored }) => ignored && filter.file(path));
      if (leave.length + comeBack.length === 0) continue;
      db.transaction(() => {
        rules.setIgnored(
          leave.map(({ id }) => id),
          true,
        );
        rules.setIgnored(
          comeBack.map(({ id }) => id),
          false,
        );
      });
      events.emit({ type: 'photos-changed', ids: null, membership: true });
    }
  }

  /** What waited to be read, or was set aside, and is left out now. What is left out of a pause comes again with the next scan. */
  function dropWhatWaits(folder: WatchedFolder, filter: RuleFilter): void {
    const isOurs = (path: string) => folders.holding(path)?.id === folder.id;
    const waiting = rules
      .waitingBelow(folder.path)
      .filter(({ path }) => (folder.rules.paused || !filter.file(path)) && isOurs(path));
    const aside = rules.setAsideOf(folder.id).filter((path) => !filter.file(path) || !filter.folder(path));
    if (waiting.length + aside.length === 0) return;
    db.transaction(() => {
      rules.dropWaiting(waiting.map(({ id }) => id));
      rules.forgetSetAside(aside);
    });
    if (aside.length > 0) events.emit({ type: 'quarantine-changed' });
  }

  /** Makes the catalogue follow a folder's rules, if it does not yet. One at a time for a folder; repeatable after a crash. */
  async function follow(id: number): Promise<void> {
    const before = following.get(id);
    const work = (async () => {
      await before;
      for (let folder = folders.byId(id); folder && folder.rulesPending > 0; folder = folders.byId(id)) {
        await followOnce(folder);
        if (context.lifetime.aborted) return;
        if (!rules.setFollowed(id, folder.rulesPending)) continue;
        events.emit({ type: 'folders-changed' });
        onFollowed(folder);
      }
    })();
    following.set(id, work);
    try {
      await work;
    } finally {
      if (following.get(id) === work) following.delete(id);
    }
  }

  return {
    follow,
    /** Keeps rules at once and begins to follow them; `folders-changed` and `photos-changed` tell when. */
    set(id: number, changed: ChangedRules): WatchedFolder {
      const folder = folderOf(id);
      rules.setRules(folder.id, merged(folder.rules, changed));
      events.emit({ type: 'folders-changed' });
      follow(folder.id).catch((error) =>
        context.log.error('folder rules not followed', { folder: folder.path, error }),
      );
      return folderOf(id);
    },
    /** What would come of other rules, of the files that are known. */
    async preview(id: number, changed: ChangedRules): Promise<FolderRulesPreview> {
      const folder = folderOf(id);
      const filter = ruleFilter(folder.path, merged(folder.rules, changed));
      const { from } = rangeBelow(folder.path);
      const found = { leave: 0, comeBack: 0, leftOut: 0, files: 0, examples: [] as string[] };
      for await (const page of pagesOf(folder)) {
        for (const { path, ignored } of page) {
          found.files += 1;
          if (filter.file(path)) {
            if (ignored) found.comeBack += 1;
            continue;
          }
          found.leftOut += 1;
          if (ignored) continue;
          found.leave += 1;
          if (found.examples.length < EXAMPLES) found.examples.push(path.slice(from.length));
        }
      }
      return found;
    },
  };
}

/** What is not named stays as it is. */
function merged(rules: FolderRules, changed: ChangedRules): FolderRules {
  return {
    subfolders: changed.subfolders ?? rules.subfolders,
    ignore: [...new Set(changed.ignore ?? rules.ignore)],
    paused: changed.paused ?? rules.paused,
  };
}

export type FolderRulesService = ReturnType<typeof folderRulesService>;
