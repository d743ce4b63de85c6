import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DoubtfulWord } from '../../../shared/contract/spelling.contract.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';

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

/** The doubtful words of a text as it stands in its field; those that a key has meanwhile moved or changed are left out. */
export function useDoubtfulWords(text: string, { beside, names }: SpelledBeside): readonly DoubtfulWord[] {
  const asked = useSettled(text);
  const request = { text: asked, beside, names: [...names] };
  const found = useQuery({
    queryKey: [...keys.settings, 'spelling', 'check', request],
    queryFn: ({ signal }) => studio.spelling.check(request, { signal }),
    enabled: asked.trim() !== '',
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  }).data;
  if (!found || asked.trim() === '') return NONE;
  return found.filter(({ word, start, end }) => text.slice(start, end) === word);
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
