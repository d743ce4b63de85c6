import { basename, dirname, relative, sep } from 'node:path';
import { type Look, type LookId, lookId, type Shot } from '../../../../shared/contract/import.contract.ts';
import { isStudioError, StudioError } from '../../../../shared/domain/errors.ts';
import type { StudioContext } from '../../context.ts';
import type { ImportsRepository, NewItem } from './imports.repository.ts';
import type { KnownContents } from './known-contents.ts';
import { listSource } from './list-source.ts';
import { wallClock } from './name-shots.ts';
import { extensionOf, groupShots, type ShotFiles, type SourceFile } from './shots.ts';

/** Lists that nobody leaves (a closed page) go when this many newer ones came. */
const MOST_LOOKS = 4;
const SAY_EVERY_MS = 300;

interface OneLook {
  readonly id: LookId;
  readonly paths: readonly string[];
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  state: Look['state'];
  files: ShotFiles[];
  shots: Shot[];
  ignored: number;
  unreadable: string[];
  failure: unknown;
}

export type Looks = ReturnType<typeof createLooks>;

/** Lists of cards and folders to choose from: names at once, then days and cameras, then what the library has already. */
export function createLooks(context: StudioContext, imports: ImportsRepository, known: KnownContents) {
  const looks = new Map<LookId, OneLook>();
  let timer: NodeJS.Timeout | null = null;

  function say(look: OneLook): void {
    timer ??= setTimeout(() => {
      timer = null;
      context.events.emit({ type: 'import-look', look: look.id });
    }, SAY_EVERY_MS);
    timer.unref();
  }

  function find(id: LookId): OneLook {
    const look = looks.get(id);
    if (!look) throw new StudioError('source-forgotten', {});
    return look;
  }

  function leave(id: LookId): void {
    looks.get(id)?.abort.abort(new Error('nobody looks any more'));
    looks.delete(id);
  }

  async function work(look: OneLook, signal: AbortSignal): Promise<void> {
    try {
      await list(look, signal);
      look.state = 'reading';
      say(look);
      await Promise.all([date(look, signal), compare(look, signal)]);
      look.state = 'ready';
    } catch (error) {
      if (signal.aborted) return;
      look.failure = error;
      look.state = isStudioError(error) ? 'away' : 'ready';
      if (!isStudioError(error)) context.log.error('source not listed', { paths: look.paths, error });
    } finally {
      say(look);
    }
  }

  async function list(look: OneLook, signal: AbortSignal): Promise<void> {
    const roots = look.paths.toSorted((a, b) => b.length - a.length);
    for await (const folder of listSource(look.paths, signal)) {
      const { shots, lonely } = groupShots(folder.files);
      for (const files of shots.sort((a, b) => compareText(a.photos[0]?.path ?? '', b.photos[0]?.path ?? ''))) {
        const shot = describeShot(look.shots.length, files, roots);
        if (!shot) continue;
        look.files.push(files);
        look.shots.push(shot);
      }
      look.ignored += folder.ignored + lonely;
      look.unreadable.push(...folder.unreadable);
      if (folder.files.length > 0) say(look);
    }
  }

  function describeShot(id: number, { photos, sidecars }: ShotFiles, roots: readonly string[]): Shot | null {
    const [face] = photos;
    if (!face) return null;
    const root = roots.find((candidate) => face.path.startsWith(candidate + sep)) ?? dirname(face.path);
    return {
      id,
      name: basename(face.path),
      folder: relative(root, dirname(face.path)),
      extensions: photos.map(({ path }) => extensionOf(path).toUpperCase()),
      sidecars: sidecars.length,
      bytes: [...photos, ...sidecars].reduce((sum, { size }) => sum + size, 0),
      takenAt: null,
      datedBy: null,
      camera: null,
      known: firstGuess(photos),
    };
  }

  function firstGuess(photos: readonly SourceFile[]): Shot['known'] {
    if (photos.some(({ size }) => !imports.mayKnow(size))) return 'new';
    // Greyed at once, and compared by content all the same.
    return photos.every(({ size, modifiedAt }) => imports.looksImported(size, modifiedAt)) ? 'known' : 'checking';
  }

  async function date(look: OneLook, signal: AbortSignal): Promise<void> {
    const glance = context.ports.images.glance?.bind(context.ports.images);
    let next = 0;
    const worker = async () => {
      while (next < look.shots.length && !signal.aborted) {
        const at = next;
        next += 1;
        const face = look.files[at]?.photos[0];
        const shot = look.shots[at];
        if (!face || !shot) continue;
        const seen = await glance?.(face.path, false, signal);
        const takenAt = seen?.captureDate ?? null;
        const dated = takenAt ?? wallClock(face.modifiedAt);
        change(look, at, { takenAt: dated, datedBy: takenAt ? 'camera' : 'file', camera: seen?.camera ?? null });
      }
    };
    await Promise.all(Array.from({ length: Math.max(2, context.ports.images.concurrency) }, worker));
  }

  /** Contents are compared one after the other, beside the dates: a card is one slow device. */
  async function compare(look: OneLook, signal: AbortSignal): Promise<void> {
    for (const [at, files] of look.files.entries()) {
      signal.throwIfAborted();
      if (look.shots[at]?.known === 'new') continue;
      let all = true;
      for (const photo of files.photos) {
        const found = await known.find(photo, { signal }).catch((error: unknown) => {
          signal.throwIfAborted();
          if (!isStudioError(error)) throw error;
          return null; // can't be read: copying will say why
        });
        if (!found) all = false;
      }
      change(look, at, { known: all ? 'known' : 'new' });
    }
  }

  function change(look: OneLook, at: number, facts: Partial<Shot>): void {
    const shot = look.shots[at];
    if (!shot) return;
    look.shots[at] = { ...shot, ...facts };
    say(look);
  }

  return {
    begin(paths: readonly string[]): LookId {
      for (const old of [...looks.keys()].slice(0, Math.max(0, looks.size - MOST_LOOKS + 1))) leave(old);
      const abort = new AbortController();
      let settle: () => void = () => {};
      const look: OneLook = {
        id: lookId.parse(context.ports.random.uuid()),
        paths,
        abort,
        ended: new Promise<void>((resolve) => {
          settle = resolve;
        }),
        state: 'listing',
        files: [],
        shots: [],
        ignored: 0,
        unreadable: [],
        failure: null,
      };
      looks.set(look.id, look);
      void work(look, AbortSignal.any([abort.signal, context.lifetime])).finally(settle);
      return look.id;
    },
    /** Resolves when everything is known of everything. Errors: those of the listing. */
    async whole(id: LookId): Promise<Look> {
      const look = find(id);
      await look.ended;
      if (look.failure !== null) throw look.failure;
      return this.seen(id);
    },
    seen(id: LookId): Look {
      const { paths, state, shots, ignored, unreadable } = find(id);
      return { id, paths: [...paths], state, shots, ignored, unreadable: unreadable.slice(0, 100) };
    },
    leave,
    async thumbnails(id: LookId, wanted: readonly number[]): Promise<{ shot: number; jpeg: string | null }[]> {
      const look = find(id);
      return Promise.all(
        wanted.map(async (shot) => {
          const face = look.files[shot]?.photos[0];
          if (!face) return { shot, jpeg: null };
          const seen = await context.ports.images.glance?.(face.path, true, look.abort.signal).catch(() => null);
          return { shot, jpeg: seen?.thumbnail ?? null };
        }),
      );
    },
    /** Rows of what was chosen; null: everything. */
    items(id: LookId, chosen: readonly number[] | null): NewItem[] {
      const look = find(id);
      return [...new Set(chosen ?? look.shots.keys())].flatMap((shot) => {
        const files = look.files[shot];
        const { takenAt = null, camera = null } = look.shots[shot] ?? {};
        return files ? itemsOf(shot, files, takenAt, camera) : [];
      });
    },
  };
}

export function itemsOf(shot: number, files: ShotFiles, takenAt: string | null, camera: string | null): NewItem[] {
  const row = (role: NewItem['role'], dated: string | null) => (file: SourceFile) => {
    return { shot, role, path: file.path, size: file.size, modifiedAt: file.modifiedAt, takenAt: dated, camera };
  };
  return [...files.photos.map(row('photo', takenAt)), ...files.sidecars.map(row('sidecar', null))];
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
