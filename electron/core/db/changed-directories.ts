import type SqliteDatabase from 'better-sqlite3';

/** More at once are too many to look at one by one. */
const MOST_REMEMBERED = 2_000;

export interface ChangedDirectories {
  /** Directories in which photos came, went, showed or hid since this was last taken; null the first time, after a rollback, or where they are too many. */
  take(): ReadonlySet<string> | null;
  forget(): void;
}

/**
 * Tells where something changed, so that what was counted of a tree of folders is counted again only there. Temporary triggers of
 * this connection, the only one that writes, as in generations.ts; one keeper takes what they tell.
 */
export function watchDirectories(driver: SqliteDatabase.Database): ChangedDirectories {
  let changed: Set<string> | null = null;
  const columns = driver.prepare<[], { name: string }>("SELECT name FROM pragma_table_info('photos')").all();
  if (columns.some(({ name }) => name === 'hidden')) {
    driver.function('directory_changed', (directory: unknown) => {
      if (changed === null || typeof directory !== 'string') return null;
      changed.add(directory);
      if (changed.size > MOST_REMEMBERED) changed = null;
      return null;
    });
    const trigger = (name: string, when: string, body: string) =>
      driver.exec(`CREATE TEMP TRIGGER watch_directories_${name} AFTER ${when} BEGIN ${body}; END`);
    const [before, after] = ['SELECT directory_changed(old.directory)', 'SELECT directory_changed(new.directory)'];
    trigger('come', 'INSERT ON main.files', after);
    trigger('go', 'DELETE ON main.files', before);
    trigger(
      'change',
      `UPDATE OF directory, state, ignored, photo_id ON main.files WHEN old.directory IS NOT new.directory
         OR old.state IS NOT new.state OR old.ignored IS NOT new.ignored OR old.photo_id IS NOT new.photo_id`,
      `${before}; ${after}`,
    );
    trigger(
      'hide',
      'UPDATE OF hidden ON main.photos WHEN old.hidden IS NOT new.hidden',
      'SELECT directory_changed(directory) FROM files WHERE photo_id = new.id',
    );
  }
  return {
    take() {
      const taken = changed;
      changed = new Set();
      return taken;
    },
    forget() {
      changed = null;
    },
  };
}
