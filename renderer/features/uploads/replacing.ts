import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { OtherVersion } from '../../../shared/contract/duplicates.contract.ts';
import type { PhotoDetail, PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { blocksSending, type RuleFinding } from '../../../shared/domain/rules.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { ruleSentence } from '../../i18n/problems.ts';
import { toast } from '../../ui/toasts.tsx';
import { chooseAmong } from '../library/review.ts';
import { sayProblem } from '../shell/attempt.ts';

/** Photos of a search that are shown: who has more types more. */
const FOUND = 30;
/** Files that the marketplace takes. */
const SENDABLE: ReadonlySet<PhotoSummary['format']> = new Set(['jpeg', 'png']);

/** A picture that may take the place of another; the marks are absent where a search found it. */
export type Candidate = PhotoSummary & Partial<Pick<OtherVersion, 'distance' | 'sameName' | 'sameTime'>>;

/** What there is to say of a photo whose picture may be, or was, replaced. */
export function useReplacement(id: PhotoId) {
  return useQuery({
    queryKey: [...keys.delivery.all, 'replacement', id],
    queryFn: ({ signal }) => studio.delivery.replacement({ id }, { signal }),
  }).data;
}

/** Other versions of a photo, or what a search finds; files of a kind that is never sent are left out. */
export function useCandidates(id: PhotoId, search: string): readonly Candidate[] | undefined {
  const found = useQuery({
    queryKey: [...keys.duplicates.all, 'versions', id, search],
    queryFn: async ({ signal }): Promise<readonly Candidate[]> =>
      search === ''
        ? (await studio.duplicates.versions({ id }, { signal })).photos
        : (await studio.photos.page({ filter: { text: search }, limit: FOUND }, { signal })).items,
    placeholderData: keepPreviousData,
    staleTime: 0,
  }).data;
  return found?.filter((photo) => photo.id !== id && SENDABLE.has(photo.format));
}

/** The rules that the new picture breaks; that it looks like the one it replaces is no news. */
export function findingsBeside(photo: PhotoDetail, refused: PhotoId): readonly RuleFinding[] {
  return photo.findings.filter((finding) => finding.rule !== 'sent-alike' || photo.sentAlike !== refused);
}

/** Sends a picture in the place of another and sets the old photo aside in the library. False: she was told why not. */
export async function replacePicture(id: PhotoId, refused: PhotoId, name: string): Promise<boolean> {
  try {
    const answer = await studio.delivery.replace({ id, refused });
    void queryClient.invalidateQueries({ queryKey: keys.delivery.all });
    switch (answer.outcome) {
      case 'queued':
        toast({ tone: 'good', text: say('replace.queued', { name }) });
        return await chooseAmong(id, [refused]);
      case 'refused-by-rules': {
        const broken = answer.findings.find((finding) => blocksSending([finding]));
        toast({ tone: 'bad', text: say('uploads.correctRules', { rule: broken ? ruleSentence(broken) : '' }) });
        return false;
      }
      case 'file-missing':
        toast({ tone: 'bad', text: say('replace.fileMissing', { path: answer.path }) });
        return false;
      case 'not-replaceable':
        toast({ tone: 'bad', text: say(`replace.why.${answer.why}`) });
        return false;
      case 'under-way':
      case 'already-there':
        toast({ tone: 'bad', text: say(`replace.new.${answer.outcome}`) });
        return false;
    }
  } catch (error) {
    sayProblem(error);
    return false;
  }
}
