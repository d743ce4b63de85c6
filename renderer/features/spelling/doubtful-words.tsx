import { SpellCheck2 } from 'lucide-react';
import type { DoubtfulWord } from '../../../shared/contract/spelling.contract.ts';
import { useSay } from '../../i18n/i18n.ts';
import { WordMenu } from './word-menu.tsx';

interface DoubtfulWordsProps {
  readonly words: readonly DoubtfulWord[];
  readonly onReplace: (word: DoubtfulWord, by: string) => void;
}

/** The doubtful words of a field under it, each with its menu. A word that stands there twice is shown twice: each is mended by itself. */
export function DoubtfulWords({ words, onReplace }: DoubtfulWordsProps) {
  const say = useSay();
  if (words.length === 0) return null;
  return (
    <ul aria-label={say('spelling.words')} className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
      {words.map((word, index) => (
        <li key={`${word.word}-${String(word.start)}`} className="flex min-w-0 items-center gap-1">
          {index === 0 && <SpellCheck2 size={13} className="shrink-0 text-muted" aria-hidden />}
          <WordMenu
            word={word.word}
            languages={word.languages}
            onReplace={(by) => onReplace(word, by)}
            trigger={
              <button
                type="button"
                data-doubtful
                title={say('spelling.doubtful')}
                className="max-w-full truncate rounded-sm px-0.5 text-ink underline decoration-bad decoration-wavy decoration-1 underline-offset-2 hover:bg-hover"
              >
                {word.word}
              </button>
            }
          />
        </li>
      ))}
    </ul>
  );
}
