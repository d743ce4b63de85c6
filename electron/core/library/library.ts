import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { DerivedKind, PictureKind } from '../../../shared/domain/photo.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { createCollections } from './collections/collections.service.ts';
import { createDuplicates } from './duplicates/duplicates.service.ts';
import { createIngest } from './ingest/ingest.ts';
import { createFullPictures } from './photos/full-pictures.ts';
import { createPhotos } from './photos/photos.service.ts';
import { createPictures } from './photos/pictures.ts';
import { readinessOf } from './review/ready-for-delivery.ts';
import { createReview } from './review/review.service.ts';
import { refreshRuleCounts } from './review/rule-counts.ts';

export type Library = ReturnType<typeof createLibrary>;

/** Everything about photographs on disk and in the catalogue: folders, ingest, pages, search, review and description. */
export function createLibrary(context: StudioContext) {
  const photos = createPhotos(context);
  const review = createReview(context);
  const collections = createCollections(context, photos);
  const duplicates = createDuplicates(context, review);
  const pictures = createPictures(context);
  const { fullPicture } = createFullPictures(context);
  const ingest = createIngest(context, { refreshRules: review.refreshRules });
  let counted: Promise<unknown> = Promise.resolve();

  return {
    router: (os: ContractImplementer) => ({
      folders: ingest.handlers(os),
      photos: {
        page: os.photos.page.handler(({ input }) => photos.page(input)),
        ids: os.photos.ids.handler(({ input }) => photos.ids(input.filter, input)),
        summaries: os.photos.summaries.handler(({ input }) => photos.summaries(input.ids)),
        counts: os.photos.counts.handler(({ input }) => photos.counts(input.filter)),
        show: os.photos.show.handler(({ input }) => photos.show(input.id)),
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
        dismiss: os.duplicates.dismiss.handler(async ({ input }) => ({ dismissal: await duplicates.dismiss(input) })),
        restore: os.duplicates.restore.handler(({ input }) => ({ restored: duplicates.restore(input.dismissal) })),
        keep: os.duplicates.keep.handler(async ({ input }) => ({ rejected: await duplicates.keep(input.id) })),
      },
      review: {
        set: os.review.set.handler(({ input }) => review.set(photos.resolve(input.selection), input)),
        describe: os.review.describe.handler(({ input }) =>
          review.describe(photos.resolve(input.selection), input.patch),
        ),
        undo: os.review.undo.handler(() => review.undo()),
        redo: os.review.redo.handler(() => review.redo()),
      },
    }),
    start(): void {
      collections.purge();
      ingest.start();
      counted = refreshRuleCounts(context, review).catch((error) =>
        context.log.error('broken rules were not counted again', { error }),
      );
    },
    async stop(): Promise<void> {
      await Promise.all([ingest.stop(), counted]);
    },
    /** One pass over folders to the end, for the command line. */
    ingestOnce: ingest.ingestOnce,
    /** A derived image for a host to serve; null when there is none yet. */
    picture: (id: PhotoId, kind: DerivedKind) => pictures.picture(id, kind),
    /** The whole photograph for her own screen, made when asked for; see FullPictures. */
    fullPicture,
    /** What a host serves at `/media/<id>/<kind>`: the path of a derived image or of the full picture; null when there is none. */
    async pictureFile(id: PhotoId, kind: PictureKind, signal?: AbortSignal): Promise<string | null> {
      if (kind !== 'full') return pictures.picture(id, kind);
      const full = await fullPicture(id, signal);
      return full.state === 'ready' ? full.path : null;
    },
    /** The photos a selection names. */
    resolve: (selection: PhotoSelection) => photos.resolve(selection),
    /** What of a selection may be sent now, and why the rest may not. */
    readyForDelivery: (selection: PhotoSelection) => readinessOf(context, photos.resolve(selection)),
    refreshRules: review.refreshRules,
  };
}
