import { relative, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { derivedKind, type QuarterTurn } from '../../../../shared/domain/photo.ts';
import type { StudioContext } from '../../context.ts';
import { photosRepository } from '../photos/photos.repository.ts';
import { editsRepository, type PhotoEdit } from '../review/edits.repository.ts';
import { stacksRepository } from '../stacks/stacks.repository.ts';
import { type PhotoToTurn, turnsRepository } from './turns.repository.ts';

export interface Turning {
  /** Turns photos, and the other files of pairs with them, as one edit; the images follow by themselves. */
  turn(ids: readonly PhotoId[], degrees: QuarterTurn): { turned: number };
  /** Waits until a photo's images lie as it does, as far as they can be made: before they are sent. */
  settle(id: PhotoId, signal?: AbortSignal): Promise<void>;
  /** Begins to make images follow: those that waited when the studio ended, too. */
  start(): void;
  stop(): Promise<void>;
}

const derivedImages = z.array(z.looseObject({ kind: derivedKind, path: z.string().min(1) }));

/** Photos turned by her: the catalogue at once, the derived images as fast as they can be made, the last turned first. */
export function createTurning(context: StudioContext): Turning {
  const { db, events, ports, paths, lifetime, log } = context;
  const turns = turnsRepository(db);
  const edits = editsRepository(db);
  const stacks = stacksRepository(db);
  const photos = photosRepository(db);
  /** Photos whose images can't be made now: tried again at the next start. */
  const givenUp = new Set<PhotoId>();
  let running: Promise<void> | null = null;
  let begun = false;

  /** Images of one photo. Without a file that can be reached, they are turned as they are. */
  async function follow(photo: PhotoToTurn): Promise<void> {
    const present = photos.files(photo.id).filter((file) => file.state === 'present');
    const result = await ports.images.turn?.(
      {
        paths: present.map((file) => file.path),
        sha256: photo.sha256,
        derivedDir: paths.derived,
        turn: photo.turn,
        made: derivedImages.parse(JSON.parse(photo.derived)).map(({ kind, path }) => ({ kind, path })),
        madeTurn: photo.picturesTurn,
      },
      lifetime,
    );
    if (!result) {
      givenUp.add(photo.id);
      log.warn('images of a turned photo could not be made', { photo: photo.id });
      return;
    }
    const derived = result.map((image) => ({
      ...image,
      path: relative(paths.derived, image.path).split(sep).join('/'),
    }));
    db.transaction(() => turns.setPictures(photo, JSON.stringify(derived)));
    events.emit({ type: 'photos-changed', ids: [photo.id], membership: false });
  }

  async function run(): Promise<void> {
    for (;;) {
      const photo = lifetime.aborted ? null : turns.next([...givenUp]);
      if (!photo) return;
      try {
        await follow(photo);
      } catch (error) {
        if (lifetime.aborted) return;
        givenUp.add(photo.id);
        log.error('images of a turned photo were not made', { photo: photo.id, error });
      }
      await wait(0);
    }
  }

  function wake(): void {
    if (!begun || running || lifetime.aborted || !turns.anyToTurn()) return;
    running = run().finally(() => {
      running = null;
    });
  }

  return {
    turn(ids, degrees) {
      const behind = stacks.behind(ids, 'pair').map((member) => member.id);
      const whole = [...new Set([...ids, ...behind])];
      const at = ports.clock.now();
      const made = db.transaction(() => {
        const changed = turns.turns(whole).map(({ id, turn }): PhotoEdit => {
          const after = (turn + degrees) % 360;
          turns.setTurn(id, after, at);
          givenUp.delete(id);
          return { id, before: { turn }, after: { turn: after } };
        });
        const counted = changed.length - behind.length;
        if (changed.length > 0) edits.record('turn', at, changed, { told: { degrees }, counted });
        return changed;
      });
      if (made.length === 0) return { turned: 0 };
      // Undo and redo, too, are heard of as a change.
      events.emit({ type: 'photos-changed', ids: made.map(({ id }) => id), membership: true });
      return { turned: made.length - behind.length };
    },
    async settle(id, signal) {
      const photo = turns.lagging(id);
      if (!photo) return;
      signal?.throwIfAborted();
      await follow(photo);
    },
    start() {
      begun = true;
      events.subscribe((event) => {
        if (event.type === 'photos-changed') wake();
      });
      wake();
    },
    async stop() {
      begun = false;
      await running;
    },
  };
}
