import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { EditedColumns, PhotoEdit } from './edits.repository.ts';

/** The columns of `after` that say something else than `before`, on both sides. */
export function differences<C extends EditedColumns>(
  id: PhotoId,
  before: { [K in keyof C]: unknown } & EditedColumns,
  after: C,
): PhotoEdit {
  const changed = Object.entries(after).filter(([name, value]) => Reflect.get(before, name) !== value);
  return {
    id,
    before: Object.fromEntries(changed.map(([name]) => [name, Reflect.get(before, name)])),
    after: Object.fromEntries(changed),
  };
}

/** Two changes of one photo as one. */
export function mergeEdits(made: readonly PhotoEdit[]): PhotoEdit[] {
  return [...Map.groupBy(made, (edit) => edit.id).values()].flatMap(([first, ...more]) =>
    first
      ? [
          more.reduce(
            (whole, edit) => ({
              id: whole.id,
              before: { ...edit.before, ...whole.before },
              after: { ...whole.after, ...edit.after },
            }),
            first,
          ),
        ]
      : [],
  );
}
