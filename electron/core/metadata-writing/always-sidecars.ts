import { z } from 'zod';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import { settingsRows } from '../settings/settings.repository.ts';
import { writtenPhotosRepository } from './written-photos.repository.ts';

/** A photo is left alone this long (ms) after her last word, so that culling writes each sidecar once. */
const SETTLE_MS = 2000;
/** When sidecars were last up to date (ms since the epoch), kept over restarts: what she said while closing is written then. */
const MARK = 'sidecars.writtenUntil';

export interface AlwaysParts {
  readonly context: StudioContext;
  readonly wanted: () => boolean;
  readonly write: (ids: readonly PhotoId[]) => Promise<{ failed: readonly { path: string; code: string }[] }>;
}

/** Keeps sidecars in step with her words while she wants it, and only from then on. */
export function alwaysSidecars({ context, wanted, write }: AlwaysParts) {
  const rows = settingsRows(context.db);
  const photos = writtenPhotosRepository(context.db);
  const { clock } = context.ports;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let unsubscribe: (() => void) | null = null;

  function mark(): number | null {
    return z.int().safeParse(rows.read().get(MARK)).data ?? null;
  }

  async function catchUp(): Promise<void> {
    const since = mark();
    if (!wanted()) {
      if (since !== null) rows.write(new Map([[MARK, null]]));
      return;
    }
    if (since === null) {
      rows.write(new Map([[MARK, clock.now()]]));
      return;
    }
    const until = clock.now();
    for (;;) {
      const ids = photos.changedSince(mark() ?? until);
      const last = ids.at(-1);
      if (last === undefined || context.lifetime.aborted) break;
      const { failed } = await write(ids);
      for (const { path, code } of failed) context.log.warn('sidecar not written', { path, code });
      rows.write(new Map([[MARK, photos.photo(last)?.changed_at ?? until]]));
      if (ids.length < 5000) break;
    }
  }

  function soon(): void {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      running = running.then(catchUp).catch((error) => {
        if (!context.lifetime.aborted) context.log.error('sidecars were not written', { error });
      });
    }, SETTLE_MS);
    timer.unref();
  }

  return {
    start(): void {
      unsubscribe = context.events.subscribe((event) => {
        if (event.type === 'settings-changed' || (event.type === 'photos-changed' && wanted())) soon();
      });
      soon();
    },
    async stop(): Promise<void> {
      unsubscribe?.();
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
