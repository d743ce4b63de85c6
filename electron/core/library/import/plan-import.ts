import { basename, join } from 'node:path';
import type { ImportOptions, Look } from '../../../../shared/contract/import.contract.ts';
import type { NewItem } from './imports.repository.ts';
import { checkPatterns, nameShots, wallClock } from './name-shots.ts';
import { endingOf } from './shots.ts';

export interface PlannedFile {
  readonly from: string;
  readonly to: string;
  readonly known: boolean;
}

/** Where each file would go, before anything is copied. Errors: pattern-invalid. */
export function planImport(look: Look, items: readonly NewItem[], options: ImportOptions): PlannedFile[] {
  checkPatterns(options);
  const faces = new Map<number, NewItem>();
  for (const item of items) if (item.role === 'photo' && !faces.has(item.shot)) faces.set(item.shot, item);
  const shots = [...faces.values()].map(({ shot, path, takenAt, camera, modifiedAt }) => {
    return { shot, path, camera, takenAt: takenAt ?? wallClock(modifiedAt) };
  });
  const names = new Map(nameShots(shots, options).map((named) => [named.shot, named]));
  return items.map(({ shot, path }) => {
    const { folder = '', base = basename(path) } = names.get(shot) ?? {};
    const to = join(options.destination, ...folder.split('/'), base + endingOf(path));
    return { from: path, to, known: options.skipKnown && look.shots[shot]?.known === 'known' };
  });
}
