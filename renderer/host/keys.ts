import type { DuplicateKind } from '../../shared/contract/duplicates.contract.ts';
import type { ImportId, LookId } from '../../shared/contract/import.contract.ts';
import type { PhotoFilter, PhotoSort } from '../../shared/contract/library.contract.ts';
import type { FolderId, PhotoId } from '../../shared/domain/ids.ts';
import type { StatementPeriod } from '../../shared/domain/statement.ts';

/** Names of the kept answers. The first word is the topic by which events make them be asked again. */
export const keys = {
  photos: {
    all: ['photos'],
    ids: (filter: PhotoFilter, sort: PhotoSort, direction: 'asc' | 'desc') => [
      'photos',
      'ids',
      filter,
      sort,
      direction,
    ],
    allIds: ['photos', 'ids'],
    counts: (filter: PhotoFilter) => ['photos', 'counts', filter],
    allCounts: ['photos', 'counts'],
    summary: (id: PhotoId) => ['photos', 'summary', id],
    allSummaries: ['photos', 'summary'],
    detail: (id: PhotoId) => ['photos', 'detail', id],
    allDetails: ['photos', 'detail'],
    common: (ids: readonly PhotoId[]) => ['photos', 'common', ids],
    allCommon: ['photos', 'common'],
    shapes: ['photos', 'shapes'],
    exif: (id: PhotoId, version: number) => ['photos', 'exif', id, version],
    estimate: (ids: readonly PhotoId[] | null) => ['photos', 'common', 'estimate', ids],
  },
  history: ['history'],
  collections: ['collections'],
  duplicates: {
    all: ['duplicates'],
    state: ['duplicates', 'state'],
    groups: (kind: DuplicateKind) => ['duplicates', 'groups', kind],
  },
  imports: {
    all: ['imports'],
    list: ['imports', 'list'],
    sources: ['imports', 'sources'],
    memory: ['imports', 'memory'],
    look: (look: LookId | null) => ['import-look', look],
    thumbnails: (look: LookId) => ['import-thumbnail', look],
    thumbnail: (look: LookId, shot: number) => ['import-thumbnail', look, shot],
    failures: (id: ImportId, failed: number) => ['imports', 'failures', id, failed],
  },
  folders: ['folders'],
  allSubfolders: ['subfolders'],
  subfolders: (id: FolderId, path: string | null) => ['subfolders', id, path],
  browse: (path: string | null) => ['browse', path],
  ingest: ['ingest'],
  quarantine: ['quarantine'],
  delivery: {
    all: ['delivery'],
    list: (scope: 'open' | 'history') => ['delivery', 'list', scope],
    progress: ['delivery', 'progress'],
  },
  account: ['account'],
  categories: ['account', 'categories'],
  sales: {
    all: ['sales'],
    list: ['sales', 'list'],
    figures: ['sales', 'figures'],
    bars: (by: 'day' | 'week' | 'month') => ['sales', 'bars', by],
    timeline: ['sales', 'timeline'],
    statements: ['sales', 'statements'],
    allStatements: ['sales', 'statement'],
    statement: (period: StatementPeriod | null) => ['sales', 'statement', period],
    identity: ['sales', 'identity'],
  },
  notifications: ['notifications'],
  settings: ['settings'],
  storage: {
    all: ['storage'],
    usage: ['storage', 'usage'],
    state: ['storage', 'state'],
    backups: ['storage', 'backups'],
    suggestion: ['storage', 'suggestion'],
  },
  about: ['about'],
  doctor: ['doctor'],
  online: ['online'],
} as const;
