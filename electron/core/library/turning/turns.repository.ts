import type { PhotoId, Sha256 } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';

/** A photo whose derived images lie another way than it does. */
export interface PhotoToTurn {
  readonly id: PhotoId;
  readonly sha256: Sha256;
  readonly turn: number;
  readonly picturesTurn: number;
  /** JSON, as in photos.derived. */
  readonly derived: string;
}

export interface TurnsRepository {
  turns(ids: readonly PhotoId[]): { id: PhotoId; turn: number }[];
  /** Degrees clockwise beyond what the file says; width and height follow. */
  setTurn(id: PhotoId, turn: number, at: number): void;
  /** The next photo whose images are to follow, the last turned first, but for some. */
  next(except: readonly PhotoId[]): PhotoToTurn | null;
  /** The photo, if its images are to follow. */
  lagging(id: PhotoId): PhotoToTurn | null;
  anyToTurn(): boolean;
  /** Images that lie by `turn` now; false when the photo is another by now. */
  setPictures(photo: PhotoToTurn, derived: string): boolean;
}

export function turnsRepository(db: Database): TurnsRepository {
  const turns = db.prepare<readonly [string], { id: PhotoId; turn: number }>(
    'SELECT id, turn FROM photos WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
  );
  const setTurn = db.prepare<readonly [number, number, number, number, number], never>(
    `UPDATE photos SET turn = ?, changed_at = ?, width = iif((turn + ?) % 180 = 0, width, height),
       height = iif((turn + ?) % 180 = 0, height, width) WHERE id = ?`,
  );
  const next = db.prepare<readonly [string], PhotoToTurn>(
    `SELECT id, sha256, turn, pictures_turn AS picturesTurn, derived FROM photos
     WHERE turn <> pictures_turn AND derived_recipe IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))
     ORDER BY changed_at DESC LIMIT 1`,
  );
  const lagging = db.prepare<readonly [number], PhotoToTurn>(
    `SELECT id, sha256, turn, pictures_turn AS picturesTurn, derived FROM photos
     WHERE id = ? AND turn <> pictures_turn AND derived_recipe IS NOT NULL`,
  );
  const setPictures = db.prepare<readonly [string, number, number, string, number, string], never>(
    `UPDATE photos SET derived = ?, pictures_turn = ?, picture_version = picture_version + 1
     WHERE id = ? AND sha256 = ? AND pictures_turn = ? AND derived = ?`,
  );
  return {
    turns: (ids) => turns.all(JSON.stringify(ids)),
    setTurn: (id, turn, at) => void setTurn.run(turn, at, turn, turn, id),
    next: (except) => next.get(JSON.stringify(except)) ?? null,
    lagging: (id) => lagging.get(id) ?? null,
    anyToTurn: () => next.get('[]') !== undefined,
    setPictures: (photo, derived) =>
      setPictures.run(derived, photo.turn, photo.id, photo.sha256, photo.picturesTurn, photo.derived).changes > 0,
  };
}
