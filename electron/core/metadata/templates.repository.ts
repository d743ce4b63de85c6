import { z } from 'zod';
import { type Template, template } from '../../../shared/domain/template.ts';
import type { Database } from '../db/database.ts';
import { keptValues } from '../settings/kept-values.repository.ts';

const KEY = 'templates';

/** Templates, a few dozens at most: one row of settings holds them all, and the catalogue's copies hold them too. */
export function templatesRepository(db: Database) {
  const kept = keptValues(db);
  return {
    read: (): Template[] => z.array(template).parse(kept.get(KEY) ?? []),
    write: (templates: readonly Template[]) => kept.set(KEY, templates),
  };
}
