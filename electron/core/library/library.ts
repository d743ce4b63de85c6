import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { DerivedKind, PictureKind } from '../../../shared/domain/photo.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { createCollections } from './collections/collections.service.ts';
import { createDuplicates } from './duplicates/duplicates.service.ts';
import { createVersions } from './duplicates/versions.ts';
import { createImports } from './import/imports.service.ts';
import { createIngest } from './ingest/ingest.ts';
import { createMissing } from './missing/missing.service.ts';
import { createFullPictures } from './photos/full-pictures.ts';
import { photosRepository } from './photos/photos.repository.ts';
import { createPhotos } from './photos/photos.service.ts';
import { createPictures } from './photos/pictures.ts';
import { createShownPictures } from './photos/shown-pictures.ts';
import { createSentAlike } from './quality/sent-alike.ts';
import { readinessOf } from './review/ready-for-delivery.ts';
import { createReview } from './review/review.service.ts';
import { refreshRuleCounts } from './review/rule-counts.ts';
import { keepStacks } from './stacks/keep-stacks.ts';
import { createStacks } from './stacks/stacks.service.ts';
import { createTurning } from './turning/turning.service.ts';

export type Library = ReturnType<typeof createLibrary>;

/** Everything about photographs on disk and in the catalogue: folders, ingest, pages, search, review and description. */
export function createLibrary(context: StudioContext) {
  // Before the search index: what shows is decided before what is found is written.
  const stackKeeper = keepStacks(context, { inherited: (ids) => review.refreshRules(ids) });
  const stacks = createStacks(context);
  const photos = createPhotos(context);
  const review = createReview(context);
  const turning = createTurning(context);
  const missing = createMissing(context);
  const collections = createCollections(context, photos);
  const duplicates = createDuplicates(context, review);
  const versions = createVersions(context, duplicates);
  const pictures = createPictures(context);
  const shown = createShownPictures(context);
  const fullPictures = createFullPictures(context);
  const { fullPicture } = fullPictures;
  const ingest = createIngest(context, { refreshRules: review.refreshRules, hear: review.hear });
  const imports = createImports(context, { watch: ingest.include, lookInto: ingest.lookInto });
  const sentAlike = createSentAlike(context, {
    ids: (filter) => photos.resolve({ filter }),
    refreshRules: review.refreshRules,
  });
  let counted: Promise<unknown> = Promise.resolve();
  let caughtUp: Promise<unknown> = Promise.resolve();

  return {
    router: (os: ContractImplementer) => ({
      folders: ingest.handlers(os),
      imports: imports.router(os),
      reading: ingest.readingHandlers(os),
      folderRules: ingest.rulesHandlers(os),
      photos: {
        page: os.photos.page.handler(({ input }) => photos.page(input)),
        ids: os.photos.ids.handler(({ input }) => photos.ids(input.filter, input)),
        summaries: os.photos.summaries.handler(({ input }) => photos.summaries(input.ids)),
        counts: os.photos.counts.handler(({ input }) => photos.counts(input.filter)),
        show: os.photos.show.handler(({ input }) => photos.show(input.id)),
        details: os.photos.details.handler(({ input }) => photos.details(input.ids)),
        exif: os.photos.exif.handler(({ input, signal }) => photos.exif(input.id, signal)),
        common: os.photos.common.handler(({ input }) => photos.common(input.selection)),
      },
      collections: {
        list: os.collections.list.handler(() => collections.list()),
        create: os.collections.create.handler(({ input }) =>
          collections.create(
            input.name,
            input.kind === 'search'
              ? { filter: input.filter }
              : { ids: input.selection ? photos.resolve(input.selection) : [] },
          ),
        ),
        rename: os.collections.rename.handler(({ input }) => collections.rename(input.id, input.name)),
        remove: os.collections.remove.handler(({ input }) => {
          collections.remove(input.id);
          return {};
        }),
        restore: os.collections.restore.handler(({ input }) => collections.restore(input.id)),
        addPhotos: os.collections.addPhotos.handler(({ input }) =>
          collections.addPhotos(input.id, photos.resolve(input.selection)),
        ),
        removePhotos: os.collections.removePhotos.handler(({ input }) =>
          collections.removePhotos(input.id, photos.resolve(input.selection)),
        ),
        order: os.collections.order.handler(({ input }) => collections.order(input.id)),
        arrange: os.collections.arrange.handler(({ input }) =>
          collections.arrange(input.id, input.photos, input.before),
        ),
        reorder: os.collections.reorder.handler(({ input }) => {
          collections.reorder(input.ids);
          return {};
        }),
      },
      looking: {
        full: os.looking.full.handler(({ input, signal }) => fullPicture(input.id, signal)),
      },
      duplicates: {
        state: os.duplicates.state.handler(() => duplicates.state()),
        groups: os.duplicates.groups.handler(({ input }) => duplicates.groups(input.kind, input.cursor, input.limit)),
        of: os.duplicates.of.handler(async ({ input }) => ({ photos: await duplicates.of(input.id) })),
        versions: os.duplicates.versions.handler(async ({ input }) => ({ photos: await versions.of(input.id) })),
        dismiss: os.duplicates.dismiss.handler(async ({ input }) => ({ dismissal: await duplicates.dismiss(input) })),
        restore: os.duplicates.restore.handler(({ input }) => ({ restored: duplicates.restore(input.dismissal) })),
        keep: os.duplicates.keep.handler(async ({ input }) => ({ rejected: await duplicates.keep(input.id) })),
      },
      review: {
        set: os.review.set.handler(({ input }) => review.set(photos.resolve(input.selection), input)),
        describe: os.review.describe.handler(({ input }) =>
          review.describe(photos.resolve(input.selection), input.patch),
        ),
        choose: os.review.choose.handler(({ input }) => review.choose(input.winner, input.others)),
        undo: os.review.undo.handler(() => review.undo()),
        redo: os.review.redo.handler(() => review.redo()),
      },
      history: { next: os.history.next.handler(() => review.next()) },
      stacks: {
        members: os.stacks.members.handler(({ input }) => stacks.members(input.stacks)),
        stack: os.stacks.stack.handler(({ input }) => stacks.stack(photos.resolve(input.selection), input.face)),
        unstack: os.stacks.unstack.handler(({ input }) => stacks.unstack(photos.resolve(input.selection))),
        choose: os.stacks.choose.handler(({ input }) => {
          stacks.choose(input.id);
          return {};
        }),
      },
      missing: { forget: os.missing.forget.handler(({ input }) => missing.forget(photos.resolve(input.selection))) },
      turning: {
        turn: os.turning.turn.handler(({ input }) => turning.turn(photos.resolve(input.selection), input.degrees)),
      },
    }),
    start(): void {
      collections.purge();
      ingest.start();
      imports.begin();
      caughtUp = stackKeeper.catchUp().catch((error) => context.log.error('stacks were not looked at', { error }));
      turning.start();
      sentAlike.start();
      counted = refreshRuleCounts(context, review).catch((error) =>
        context.log.error('broken rules were not counted again', { error }),
      );
    },
    async stop(): Promise<void> {
      shown.flush();
      await Promise.all([imports.stop(), ingest.stop(), counted, caughtUp, turning.stop(), sentAlike.stop()]);
    },
    imports,
    /** One pass over folders to the end, for the command line. */
    ingestOnce: ingest.ingestOnce,
    /** A derived image for a host to serve; null when there is none yet. */
    picture: (id: PhotoId, kind: DerivedKind) => pictures.picture(id, kind),
    /** The whole photograph for her own screen, made when asked for; see FullPictures. */
    fullPicture,
    /** What a host serves at `/media/<id>/<kind>`: the path of a derived image or of the full picture; null when there is none. */
    async pictureFile(id: PhotoId, kind: PictureKind, signal?: AbortSignal): Promise<string | null> {
      if (kind !== 'full' && kind !== 'screen') return shown.file(id, kind, signal);
      const made = await (kind === 'full' ? fullPicture(id, signal) : fullPictures.screenPicture(id, signal));
      return made.state === 'ready' ? made.path : null;
    },
    /** A file of the photo that was there at the last look; null when there is none. */
    filePath: (id: PhotoId): string | null => photosRepository(context.db).presentPath(id),
    /** The photos a selection names. */
    resolve: (selection: PhotoSelection) => photos.resolve(selection),
    /** What of a selection may be sent now, and why the rest may not. */
    readyForDelivery: (selection: PhotoSelection, why?: 'chosen') =>
      readinessOf(context, photos.resolve(selection), why === 'chosen'),
    refreshRules: review.refreshRules,
    hear: review.hear,
    /** Images of another recipe than now are made anew, behind everything else. */
    remakeOutdated: ingest.remakeOutdated,
    rewordAll: review.rewordAll,
    /** Other rules hold: what was counted with others is counted again, one count after the other. */
    recountRules(): void {
      counted = counted
        .then(() => refreshRuleCounts(context, review, undefined, 0))
        .catch((error) => context.log.error('broken rules were not counted again', { error }));
    },
    /** Rights of many photos as one edit. */
    changeRights: review.changeRights,
    /** Makes sure that a photo has its derived images, as far as they can be made: before they are sent. */
    async ensurePictures(id: PhotoId, signal?: AbortSignal): Promise<void> {
      await shown.renew(id, signal);
      await turning.settle(id, signal);
      await shown.ensure(id, signal);
    },
    /** What looking after the disk needs of the library. */
    forStorage: {
      resolve: (selection: PhotoSelection) => photos.resolve(selection),
      readAgain: ingest.readAgain,
      diskHasRoom: ingest.diskHasRoom,
      fullPictures,
      flushShown: shown.flush,
    },
  };
}
