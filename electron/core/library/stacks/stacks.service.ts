import { StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { type EditName, editsRepository, type PhotoEdit } from '../review/edits.repository.ts';
import { inFaceOrder } from './pairing.ts';
import { type StackPlace, stacksRepository } from './stacks.repository.ts';

export interface StacksService {
  /** What stands behind the faces of stacks, best first; stacks that are no more are left out. */
  members(stacks: readonly number[]): { stack: number; face: PhotoId; behind: PhotoId[] }[];
  /** Puts photos together, whole stacks as they are. Errors: invalid-input for fewer than two. */
  stack(ids: readonly PhotoId[], face?: PhotoId): { stacked: number; face: PhotoId };
  /** Takes apart the stacks of faces; a member behind one leaves alone. */
  unstack(ids: readonly PhotoId[]): { freed: number };
  /** Errors: photo-unknown; invalid-input when it is in no stack. */
  choose(id: PhotoId): void;
}

/** What she does with stacks by hand; what the studio does by itself is keepStacks'. */
export function createStacks(context: Pick<StudioContext, 'db' | 'events' | 'ports'>): StacksService {
  const { db, events, ports } = context;
  const stacks = stacksRepository(db);
  const edits = editsRepository(db);

  /** Puts photos in other places and records it. The keeper decides who shows before the transaction ends. */
  function move(name: EditName, wanted: ReadonlyMap<PhotoId, StackPlace>, counted: number): void {
    const made: PhotoEdit[] = [];
    for (const [id, after] of wanted) {
      const before = stacks.place(id);
      if (!before || same(before, after)) continue;
      stacks.setPlace(id, after);
      made.push({ id, before: { place_in_stack: before }, after: { place_in_stack: after } });
    }
    if (made.length > 0) edits.record(name, ports.clock.now(), made, { counted });
  }

  function told(ids: Iterable<PhotoId>): void {
    events.emit({ type: 'photos-changed', ids: [...ids], membership: true });
  }

  function membersOf(stack: number): PhotoId[] {
    return stacks.members(stack).map((member) => member.id);
  }

  return {
    members(asked) {
      return asked.flatMap((stack) => {
        const members = inFaceOrder(stacks.members(stack));
        const face = members.find(({ hidden }) => !hidden);
        if (!face) return [];
        return [{ stack, face: face.id, behind: members.flatMap(({ id }) => (id === face.id ? [] : [id])) }];
      });
    },

    stack(ids, face) {
      const whole = new Set([...ids, ...stacks.behind(ids).map((member) => member.id)]);
      const known = [...whole].filter((id) => stacks.place(id) !== null);
      if (known.length < 2)
        throw new StudioError('invalid-input', { issues: [{ path: 'selection', message: 'at least two photos' }] });
      const chosen = face !== undefined && whole.has(face) ? face : null;
      const stack = db.transaction(() => {
        const made = stacks.create('hand');
        const place = (id: PhotoId): StackPlace => ({ stack: made, kind: 'hand', chosen: id === chosen, apart: false });
        move('stack', new Map(known.map((id) => [id, place(id)])), new Set(ids).size);
        return made;
      });
      told(known);
      const shown = stacks.members(stack).find((member) => !member.hidden);
      if (!shown) throw new Error('a stack shows nothing');
      return { stacked: known.length, face: shown.id };
    },

    unstack(ids) {
      const freed = new Set<PhotoId>();
      let apart = 0;
      db.transaction(() => {
        for (const { id, stack, isFace } of stacks.stacksOf(ids)) {
          const leaving = isFace ? membersOf(stack) : [id];
          apart += 1;
          for (const member of leaving) freed.add(member);
        }
        const out: StackPlace = { stack: null, kind: 'pair', chosen: false, apart: true };
        move('unstack', new Map([...freed].map((id) => [id, out])), apart);
      });
      if (freed.size > 0) told(freed);
      return { freed: freed.size };
    },

    choose(id) {
      const place = stacks.place(id);
      if (!place) throw new StudioError('photo-unknown', { id: String(id) });
      const { stack } = place;
      if (stack === null) throw new StudioError('invalid-input', { issues: [{ path: 'id', message: 'in no stack' }] });
      const members = membersOf(stack);
      db.transaction(() => {
        const before = members.find((member) => stacks.place(member)?.chosen);
        const wanted = new Map<PhotoId, StackPlace>();
        if (before !== undefined && before !== id) wanted.set(before, { ...place, chosen: false });
        wanted.set(id, { ...place, chosen: true });
        move('choose-face', wanted, 1);
      });
      told(members);
    },
  };
}

function same(one: StackPlace, other: StackPlace): boolean {
  return (
    one.stack === other.stack && one.chosen === other.chosen && one.apart === other.apart && one.kind === other.kind
  );
}
