import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DoubtfulWord } from '../../../shared/contract/spelling.contract.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { moved } from './moved-words.ts';

/** A pause in typing after which words are looked up, ms: nobody wants to be told of half a word. */
const PAUSE_MS = 400;
const NONE: readonly DoubtfulWord[] = [];

/** What besides a text tells whether its words are right. */
export interface SpelledBeside {
  /** The other text of the photo. */
  readonly beside: string;
  /** Its place and keywords. */
  readonly names: readonly string[];
}

/** The doubtful words of a text as it stands in its field: what was typed since the last answer moves those behind it. */
export function useDoubtfulWords(text: string, { beside, names }: SpelledBeside): readonly DoubtfulWord[] {
  const asked = useSettled(text);
  const request = { text: asked, beside, names: [...names] };
  const answer = useQuery({
    queryKey: [...keys.settings, 'spelling', 'check', request],
    queryFn: async ({ signal }) => ({ text: asked, words: await studio.spelling.check(request, { signal }) }),
    enabled: asked.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  }).data;
  return answer && asked.trim() !== '' ? moved(answer.words, answer.text, text) : NONE;
}

/** A text once she has paused; the first at once. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(setSettled, PAUSE_MS, text);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
