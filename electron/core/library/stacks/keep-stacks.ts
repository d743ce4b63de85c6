import { setImmediate } from 'node:timers/promises';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { groupsOf, inFaceOrder, pairingKeyOf, stemOf } from './pairing.ts';
import { type StackedFile, stacksRepository } from './stacks.repository.ts';

/** Files whose neighbours are looked for at the end of one transaction: a few milliseconds. What is left has its turn later. */
const AT_ONCE = 250;

export interface StackKeeper {
  /** Works through what a catalogue of before, or a very large transaction, left to do; others have their turn in between. */
  catchUp(): Promise<void>;
}

/**
 * Keeps stacks as the files are. Triggers note what changed (migration 0006), and before every transaction ends it is looked at:
 * nothing that reads the catalogue sees a pair half made, and whatever brings a file need not know of stacks.
 */
export function keepStacks(
  context: Pick<StudioContext, 'db' | 'events' | 'ports' | 'lifetime' | 'log'>,
  hooks: { readonly inherited?: (ids: readonly PhotoId[]) => void } = {},
): StackKeeper {
  const { db, events, ports, lifetime, log } = context;
  const stacks = stacksRepository(db);

  /** Whose files are one photo with those of this photo, this one among them; only those pairing may decide about. */
  function groupOf(id: PhotoId): PhotoId[] {
    const group = new Set([id]);
    // A photo may lie in several folders: whoever it meets there may lie in others again.
    for (const member of group) {
      for (const files of Map.groupBy(stacks.besides(member), folderOf).values()) {
        const candidates = files
          .filter((file) => !file.hers)
          .map((file) => ({ ...file, id: file.photoId, stem: stemOf(file.path) }));
        const own = groupsOf(candidates).find((found) => found.includes(member));
        for (const other of own ?? []) group.add(other);
      }
    }
    return [...group].sort((a, b) => a - b);
  }

  /** Puts photos that are one into one stack; answers the stacks to look at again, and photos that fell out of one. */
  function arrange(group: readonly PhotoId[]): { stacks: number[]; fellOut: PhotoId[] } {
    const places = group.flatMap((id) => {
      const place = stacks.place(id);
      return place && !place.apart && !(place.stack !== null && place.kind === 'hand') ? [{ id, ...place }] : [];
    });
    const before = [...new Set(places.flatMap(({ stack }) => (stack === null ? [] : [stack])))].sort((a, b) => a - b);
    if (places.length < 2) {
      for (const { id, stack } of places) if (stack !== null) stacks.setStack(id, null);
      return { stacks: before, fellOut: [] };
    }
    const target = before[0] ?? stacks.create('pair');
    const ids = new Set(places.map(({ id }) => id));
    const fellOut = stacks.members(target).flatMap(({ id }) => (ids.has(id) ? [] : [id]));
    for (const id of fellOut) stacks.setStack(id, null);
    for (const { id, stack } of places) if (stack !== target) stacks.setStack(id, target);
    return { stacks: [...new Set([target, ...before])], fellOut };
  }

  /** Decides who shows. Answers the photos that a page has to ask for again. */
  function face(stack: number): PhotoId[] {
    const kept = stacks.kindOf(stack);
    const members = stacks.members(stack);
    if (!kept || members.length < 2) {
      stacks.dissolve(stack);
      return members.map(({ id }) => id);
    }
    const ranked = inFaceOrder(members);
    const anyThere = ranked.some(({ missing }) => !missing);
    const chosen = ranked.find(({ id, missing }) => id === kept.chosenFace && !(missing && anyThere));
    const shown = chosen ?? ranked[0];
    if (!shown) return [];
    const others = ranked.filter(({ id }) => id !== shown.id);
    stacks.setFace(
      shown.id,
      others.map(({ id }) => id),
    );
    if (kept.kind === 'pair') {
      const now = ports.clock.now();
      const inherited = others.map(({ id }) => stacks.inherit(shown.id, id, now)).some(Boolean);
      if (inherited) hooks.inherited?.([shown.id]);
    }
    return members.map(({ id }) => id);
  }

  /** Looks at what changed; true while there is more. */
  function settle(): boolean {
    const files = stacks.unkeyed(AT_ONCE);
    for (const file of files) stacks.setKey(file.id, pairingKeyOf(file.path));
    const stale = stacks.takeStale(AT_ONCE);
    if (files.length + stale.length === 0) return false;
    const toFace = new Set(stale);
    const touched = [...new Set(files.map(({ photoId }) => photoId))];
    const waiting = [...stacks.withCompany(touched)];
    for (const stack of stale) waiting.push(...stacks.members(stack).map(({ id }) => id));
    const seen = new Set<PhotoId>();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (seen.has(next)) continue;
      const group = groupOf(next);
      for (const id of group) seen.add(id);
      const arranged = arrange(group);
      for (const stack of arranged.stacks) toFace.add(stack);
      // Their own neighbours may still want them.
      for (const id of arranged.fellOut) if (!group.includes(id)) waiting.push(id);
    }
    const changed = [...toFace].sort((a, b) => a - b).flatMap(face);
    if (changed.length > 0) events.emit({ type: 'photos-changed', ids: [...new Set(changed)], membership: true });
    return files.length === AT_ONCE || stale.length === AT_ONCE;
  }

  let catchingUp: Promise<void> | null = null;

  async function everything(): Promise<void> {
    // Every transaction settles: an empty one is all it takes.
    while (!lifetime.aborted && stacks.anyUnkeyed()) {
      db.transaction(() => {});
      await setImmediate();
    }
  }

  function catchUp(): Promise<void> {
    catchingUp ??= setImmediate()
      .then(everything)
      .finally(() => {
        catchingUp = null;
      });
    return catchingUp;
  }

  db.beforeCommit(() => {
    if (settle() && !catchingUp) catchUp().catch((error) => log.error('stacks were not looked at', { error }));
  });

  return { catchUp };
}

function folderOf({ path }: StackedFile): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
}
