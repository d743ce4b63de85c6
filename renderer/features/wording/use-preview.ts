import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { WordEdit } from '../../../shared/domain/word-edit.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';

/** A pause in typing after which thousands of photos are looked through, ms. */
const PAUSE_MS = 120;
/** Photos shown; the numbers are of all. */
const SHOWN = 40;

/** What an edit would do, a moment after it was typed; undefined while nothing is known or wanted. */
export function usePreview(subject: PhotoSelection | null, edit: WordEdit | null) {
  const [asked, setAsked] = useState(edit);
  const wanted = JSON.stringify(edit);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted === 'null' ? null : JSON.parse(wanted)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const answer = useQuery({
    queryKey: [...keys.photos.allCommon, 'wording', subject, asked],
    queryFn:
      subject && asked
        ? ({ signal }) => studio.wording.preview({ selection: subject, edit: asked, examples: SHOWN }, { signal })
        : skipToken,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (edit === null || asked === null) return { preview: undefined, error: null, settled: false };
  return {
    preview: answer.error ? undefined : answer.data,
    error: answer.error,
    /** What is shown is of what is typed now. */
    settled: answer.isSuccess && !answer.isPlaceholderData && JSON.stringify(asked) === wanted,
  };
}
