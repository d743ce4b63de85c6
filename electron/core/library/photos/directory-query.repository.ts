import type { Value } from '../../db/database.ts';
import { rangeBelow } from '../ingest/paths.ts';
import type { Fragment } from './photo-query.repository.ts';

/**
 * Photos with a file at or below a directory that its rules let in and that is not gone, as rows of `photo_id`. In two
 * parts, because `a b` sorts between `a` and `a/b`; the index of directories holds all that is asked.
 */
export function photosBelow(directory: string): Fragment {
  const { from, below } = rangeBelow(directory);
  const part = (where: string) =>
    `SELECT photo_id FROM files INDEXED BY files_by_directory WHERE ${where} AND ignored = 0 AND state <> 'missing'`;
  return {
    sql: `${part('directory = ?')} UNION ALL ${part('directory >= ? AND directory < ?')}`,
    parameters: [from.slice(0, -1), from, below],
  };
}

/** Photos at or below a directory, as a test on the way. */
export function directoryCondition(directory: string): Fragment {
  const { from, below } = rangeBelow(directory);
  return {
    sql: `EXISTS (SELECT 1 FROM files INDEXED BY files_by_photo WHERE files.photo_id = photos.id
      AND files.state <> 'missing' AND files.ignored = 0 AND files.path >= ? AND files.path < ?)`,
    parameters: [from, below],
  };
}

/** The same as a list to start from. */
export function directoryMembers(directory: string): Fragment {
  const { sql, parameters } = photosBelow(directory);
  return { sql: `photos.id IN (${sql})`, parameters };
}

/** All that lies at or below a directory, as a condition over `files`: to be counted to a limit. */
export function filesBelow(directory: string): Fragment {
  const { from, below } = rangeBelow(directory);
  const parameters: readonly Value[] = [from, below];
  return { sql: 'path >= ? AND path < ?', parameters };
}
