import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { Settings } from '../../../shared/contract/system.contract.ts';
import type { WritingOutcome } from '../../../shared/contract/writing.contract.ts';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import type { HeardWords } from '../library/sidecars/read-sidecars.ts';
import { isRawName } from '../library/sidecars/sidecar-names.ts';
import { stacksRepository } from '../library/stacks/stacks.repository.ts';
import { alwaysSidecars } from './always-sidecars.ts';
import { learnContent, restoreOriginal, writeOriginal } from './write-original.ts';
import { type WritingParts, type WrittenFile, writeSidecar } from './write-sidecar.ts';
import { type PhotoToWrite, writtenPhotosRepository } from './written-photos.repository.ts';

export interface WritingRoad {
  readonly library: {
    resolve(selection: PhotoSelection): readonly PhotoId[];
    hear(heard: readonly HeardWords[]): void;
  };
  readonly settings: {
    get(): Pick<Settings, 'artist' | 'copyright' | 'credit' | 'usageTerms' | 'noAiTraining' | 'writeSidecars'>;
  };
}

/** Her words into files of hers: beside her photographs, or into them. One file after the other; each whole or as it was. */
export function createMetadataWriting(context: StudioContext, { library, settings }: WritingRoad) {
  const photos = writtenPhotosRepository(context.db);
  const stacks = stacksRepository(context.db);
  const parts: WritingParts = {
    context,
    hear(heard) {
      library.hear(heard);
      const ids = heard.filter(({ columns }) => Object.keys(columns).length > 0).map(({ id }) => id);
      if (ids.length > 0) context.events.emit({ type: 'photos-changed', ids, membership: true });
    },
    rights() {
      const { artist, copyright, credit, usageTerms, noAiTraining } = settings.get();
      return { creator: artist, copyright, credit, usageTerms, noAiTraining };
    },
  };
  let turn: Promise<unknown> = Promise.resolve();

  /** Files are written one at a time, whoever asks. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => {});
    return mine;
  }

  async function each(
    ids: readonly PhotoId[],
    work: (photo: PhotoToWrite, note: (file: WrittenFile) => void) => Promise<void>,
  ): Promise<WritingOutcome> {
    const outcome: WritingOutcome = { written: [], unchanged: 0, failed: [] };
    for (const id of ids) {
      context.lifetime.throwIfAborted();
      const photo = photos.photo(id);
      if (!photo) continue;
      try {
        await work(photo, (file) => {
          if (file.outcome === 'written') outcome.written.push({ id, path: file.path });
          else outcome.unchanged += 1;
        });
      } catch (error) {
        if (!isStudioError(error)) throw error;
        const path = 'path' in error.facts ? String(error.facts.path) : (photos.presentPaths(id)[0] ?? '');
        outcome.failed.push({ id, path, code: error.code, facts: { ...error.facts } });
      }
    }
    return outcome;
  }

  /** The file is written, whatever becomes of looking at it again: what can't be learnt now, the next scan learns. */
  async function learn(id: PhotoId, path: string): Promise<void> {
    try {
      await learnContent(parts, id, path);
    } catch (error) {
      context.lifetime.throwIfAborted();
      context.log.warn('written original not looked at again', { path, error });
    }
  }

  /** The file that a photo's sidecars belong to: of a pair its raw, which is where other programs look. */
  function filesOf(photo: PhotoToWrite): string[] {
    const pair = stacks.behind([photo.id], 'pair').map(({ id }) => id);
    const raws = pair.flatMap((id) => photos.presentPaths(id)).filter(isRawName);
    const own = photos.presentPaths(photo.id);
    if (own.length + raws.length === 0) throw new StudioError('file-missing', { path: '' });
    return raws.length > 0 && !own.some(isRawName) ? raws : own;
  }

  function sidecars(ids: readonly PhotoId[], dryRun: boolean): Promise<WritingOutcome> {
    return inTurn(() =>
      each(ids, async (photo, note) => {
        for (const file of filesOf(photo)) note(await writeSidecar(parts, photo, file, dryRun));
      }),
    );
  }

  function originals(ids: readonly PhotoId[], dryRun: boolean): Promise<WritingOutcome> {
    return inTurn(async () => {
      const outcome = await each(ids, async (photo, note) => {
        const places = photos.presentPaths(photo.id);
        if (places.length === 0) throw new StudioError('file-missing', { path: '' });
        for (const path of places) {
          const file = await writeOriginal(parts, photo, path, dryRun, context.lifetime);
          if (file.outcome === 'written' && !dryRun && path === places.at(-1)) await learn(photo.id, path);
          note(file);
        }
      });
      announce(dryRun ? [] : outcome.written.map(({ id }) => id));
      return outcome;
    });
  }

  function restore(ids: readonly PhotoId[]): Promise<WritingOutcome> {
    return inTurn(async () => {
      const outcome = await each(ids, async (photo, note) => {
        const restored = await restoreOriginal(parts, photo, context.lifetime);
        for (const file of restored) note(file);
        const last = restored.at(-1);
        if (last) await learn(photo.id, last.path);
      });
      announce(outcome.written.map(({ id }) => id));
      return outcome;
    });
  }

  function announce(ids: readonly PhotoId[]): void {
    if (ids.length > 0) context.events.emit({ type: 'photos-changed', ids: [...new Set(ids)], membership: false });
  }

  const always = alwaysSidecars({
    context,
    wanted: () => settings.get().writeSidecars,
    write: (ids) => sidecars(ids, false),
  });

  return {
    router: (os: ContractImplementer) => ({
      writing: {
        sidecars: os.writing.sidecars.handler(({ input }) => sidecars(library.resolve(input.selection), input.dryRun)),
        originals: os.writing.originals.handler(({ input }) => {
          if (!input.meantIt && !input.dryRun) throw new StudioError('originals-not-meant', {});
          return originals(library.resolve(input.selection), input.dryRun);
        }),
        restore: os.writing.restore.handler(({ input }) => restore(library.resolve(input.selection))),
      },
    }),
    start: always.start,
    async stop(): Promise<void> {
      await always.stop();
      await turn;
    },
  };
}
