import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { RECIPE } from '../../electron/adapters/pixels/recipe.ts';
import { openCatalogue } from '../../electron/core/db/open.ts';
import { pairingKeyOf } from '../../electron/core/library/stacks/pairing.ts';
import { RULES_VERSION } from '../../shared/domain/rules.ts';
import { inBulk } from './synthetic-catalogue.ts';

/**
 * A catalogue that knows every one of these files as if it had been read long ago: what is in them does not matter to watching.
 * Nothing that a catalogue made elsewhere catches up on once (stacks, broken rules, fingerprints, measuring) is left to do.
 */
export function fillWatchedCatalogue(dataDir: string, root: string, files: Iterable<string>): void {
  mkdirSync(dataDir, { recursive: true });
  const { db, close } = openCatalogue(dataDir, { stamp: '20260101T000000' });
  try {
    db.prepare<[string], never>('INSERT INTO folders (path, added_at) VALUES (?, 0)').run(root);
    db.prepare<[string], never>("INSERT INTO settings (key, value) VALUES ('rulesVersion', ?)").run(
      String(RULES_VERSION),
    );
    inBulk(db, () => {
      const photo = db.prepare<[number, string, string, string], never>(
        `INSERT INTO photos (id, sha256, size, format, width, height, sort_at, derived_recipe, file_name, added_at, changed_at, measured)
         VALUES (?, ?, 0, 'jpeg', 1, 1, 0, ?, ?, 0, 0, 1)`,
      );
      const place = db.prepare<[number, string, string, string, number], never>(
        `INSERT INTO files (photo_id, folder_id, path, directory, size, mtime_ns, seen_at, pairing_key)
         VALUES (?, 1, ?, ?, 0, ?, 0, ?)`,
      );
      const fingerprint = db.prepare<[number], never>('INSERT INTO photo_fingerprints (photo_id) VALUES (?)');
      let id = 0;
      db.transaction(() => {
        for (const path of files) {
          id += 1;
          const directory = dirname(path);
          photo.run(id, id.toString(16).padStart(64, '0'), RECIPE, path.slice(directory.length + 1));
          fingerprint.run(id);
          place.run(id, path, directory, String(statSync(path, { bigint: true }).mtimeNs), pairingKeyOf(path));
        }
      });
    });
  } finally {
    close();
  }
}
