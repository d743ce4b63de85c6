import { useQuery } from '@tanstack/react-query';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { FullPictureState } from '../../../shared/contract/looking.contract.ts';
import { problemOf } from '../../host/problem.ts';
import { pictureAddress, studio } from '../../host/studio.ts';
import { sayMessage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';

/** A photo that is only passed by with the keys is not decoded (ms). */
const PASSING_MS = 80;

async function make(photo: Pick<PhotoSummary, 'id'>, signal: AbortSignal): Promise<FullPictureState> {
  await new Promise((resolve) => setTimeout(resolve, PASSING_MS));
  signal.throwIfAborted();
  return studio.looking.full({ id: photo.id }, { signal });
}

interface FullPicture {
  /** Address of the whole photograph; null while it is made, or when there is none. */
  readonly address: string | null;
  /** What to say about it, if anything. */
  readonly note: string | null;
}

/** The whole photograph, made when `wanted` and given up when not any more. */
export function useFullPicture(photo: PhotoSummary, wanted: boolean): FullPicture {
  const say = useSay();
  const { data, error } = useQuery({
    queryKey: ['full-picture', photo.id, photo.pictureVersion, photo.offline],
    queryFn: ({ signal }) => make(photo, signal),
    enabled: wanted,
    retry: false,
    // Why there was none may have passed by the next look.
    staleTime: ({ state }) => (state.data?.state === 'ready' ? Number.POSITIVE_INFINITY : 0),
  });
  if (!wanted) return { address: null, note: null };
  if (error) return { address: null, note: problemSentence(problemOf(error)) };
  if (!data) return { address: null, note: say('loupe.loadingPixels') };
  if (data.state === 'ready') {
    const address = pictureAddress(photo.id, 'full', photo.pictureVersion);
    const reduced = data.width * data.height < photo.width * photo.height;
    return { address, note: reduced ? say('loupe.reduced', { size: megapixels(photo) }) : null };
  }
  if (data.reason === 'offline') return { address: null, note: say('loupe.offline') };
  const reason = sayMessage(`quarantine.${data.reason}`, {}) ?? data.reason;
  return { address: null, note: say('loupe.unreadable', { reason }) };
}

function megapixels({ width, height }: PhotoSummary): number {
  return Math.round((width * height) / 1_000_000);
}
