import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Member } from './collections.repository.ts';

/** A photo's place before and after. */
export interface Moved {
  readonly id: PhotoId;
  readonly from: number;
  readonly to: number;
}

/**
 * Who changes place when `photos` come to stand together before `before` (null: at the end), in the order given. `members` are
 * in order; photos not among them are passed over, and so is a `before` that is not or that moves itself (then: where it stood).
 * Places are exchanged among those between, so that a short move changes few.
 */
export function arranged(members: readonly Member[], photos: readonly PhotoId[], before: PhotoId | null): Moved[] {
  const known = new Set(members.map(({ id }) => id));
  const moving = new Set(photos.filter((id) => known.has(id)));
  const staying = members.filter(({ id }) => !moving.has(id)).map(({ id }) => id);
  const follows = before === null ? undefined : nextThatStays(members, moving, before);
  const at = follows === undefined ? staying.length : staying.indexOf(follows);
  const order = staying.toSpliced(at, 0, ...moving);
  const places = strictlyRising(members)
    ? members.map(({ position }) => position)
    : members.map((_, index) => index + 1);
  const was = new Map(members.map(({ id, position }) => [id, position]));
  return order.flatMap((id, index) => {
    const [from = 0, to = 0] = [was.get(id), places[index]];
    return from === to ? [] : [{ id, from, to }];
  });
}

function nextThatStays(members: readonly Member[], moving: ReadonlySet<PhotoId>, before: PhotoId): PhotoId | undefined {
  const at = members.findIndex(({ id }) => id === before);
  return at === -1 ? undefined : members.slice(at).find(({ id }) => !moving.has(id))?.id;
}

/** Two photos of one stack may share a place. */
function strictlyRising(members: readonly Member[]): boolean {
  return members.every(({ position }, index) => index === 0 || position > (members[index - 1]?.position ?? 0));
}
