import { useQueries, useQuery } from '@tanstack/react-query';
import type { PhotoDetail, PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';

/** The contract's limit for one asking. */
const AT_ONCE = 1000;

interface Waiting {
  readonly resolve: (summary: PhotoSummary | null) => void;
  readonly reject: (error: unknown) => void;
}

let waiting = new Map<PhotoId, Waiting[]>();
let scheduled = false;

/** Asks for one summary; all that are asked for in the same moment travel together. */
function load(id: PhotoId): Promise<PhotoSummary | null> {
  return new Promise((resolve, reject) => {
    const others = waiting.get(id);
    if (others) others.push({ resolve, reject });
    else waiting.set(id, [{ resolve, reject }]);
    if (scheduled) return;
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      const batch = [...waiting];
      waiting = new Map();
      for (let from = 0; from < batch.length; from += AT_ONCE) void fetchBatch(batch.slice(from, from + AT_ONCE));
    }, 0);
  });
}

async function fetchBatch(batch: readonly (readonly [PhotoId, Waiting[]])[]): Promise<void> {
  try {
    const found = await studio.photos.summaries({ ids: batch.map(([id]) => id) });
    const byId = new Map(found.map((summary) => [summary.id, summary]));
    for (const [id, askers] of batch) for (const asker of askers) asker.resolve(byId.get(id) ?? null);
  } catch (error) {
    for (const [, askers] of batch) for (const asker of askers) asker.reject(error);
  }
}

/** What a cell needs of a photo; undefined while it comes, null when the photo is gone. */
export function useSummary(id: PhotoId): PhotoSummary | null | undefined {
  return useQuery({ queryKey: keys.photos.summary(id), queryFn: () => load(id) }).data;
}

/** Above this, what a selection shares of its review is not looked for. */
const COMPARED_AT_MOST = 300;

/** What some photos share of their review; null where they differ, or where they are too many to compare. */
export function useCommonReview(ids: readonly PhotoId[]): Pick<PhotoSummary, 'rating'> & {
  readonly review: PhotoSummary['review'] | null;
  readonly label: PhotoSummary['label'];
} {
  const compared = ids.length <= COMPARED_AT_MOST ? ids : [];
  return useQueries({
    queries: compared.map((id) => ({ queryKey: keys.photos.summary(id), queryFn: () => load(id) })),
    combine: (answers) => {
      const [first, ...others] = answers.map((answer) => answer.data);
      const shared = <Value>(of: (photo: PhotoSummary) => Value, otherwise: Value): Value =>
        first && others.every((photo) => photo && of(photo) === of(first)) ? of(first) : otherwise;
      return {
        review: shared<PhotoSummary['review'] | null>((photo) => photo.review, null),
        rating: shared((photo) => photo.rating, 0),
        label: shared((photo) => photo.label, null),
      };
    },
  });
}

export function keptSummary(id: PhotoId): PhotoSummary | null {
  return queryClient.getQueryData<PhotoSummary | null>(keys.photos.summary(id)) ?? null;
}

/** Every summary that is kept: of what was on the screen in the last minutes. */
export function keptSummaries(): PhotoSummary[] {
  return queryClient
    .getQueriesData<PhotoSummary | null>({ queryKey: keys.photos.allSummaries })
    .flatMap(([, summary]) => summary ?? []);
}

/** Shows a change at once, before the studio has answered. Works on what is kept; the next event brings the truth. */
export function showChange(ids: Iterable<PhotoId>, change: Partial<PhotoDetail>): void {
  for (const id of ids) {
    queryClient.setQueryData<PhotoSummary | null>(keys.photos.summary(id), (kept) =>
      kept ? { ...kept, ...change } : kept,
    );
    queryClient.setQueryData<PhotoDetail>(keys.photos.detail(id), (kept) => (kept ? { ...kept, ...change } : kept));
  }
}

/** Forgets shown changes: asks for the truth. */
export function forgetChanges(ids: Iterable<PhotoId>): void {
  for (const id of ids) {
    void queryClient.invalidateQueries({ queryKey: keys.photos.summary(id) });
    void queryClient.invalidateQueries({ queryKey: keys.photos.detail(id) });
  }
}
