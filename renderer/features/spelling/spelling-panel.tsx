import { useQuery } from '@tanstack/react-query';
import { BookPlus, ChevronDown, MousePointerClick } from 'lucide-react';
import { useState } from 'react';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { DoubtfulWordOfMany } from '../../../shared/contract/spelling.contract.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { toast } from '../../ui/toasts.tsx';
import { undo } from '../library/review.ts';
import { attempt } from '../shell/attempt.ts';
import { addToDictionary } from './own-dictionary.ts';
import { WordMenu } from './word-menu.tsx';

/** The doubtful words of a selection; what she replaces or keeps is asked for again. */
export function useSpellingOverview(subject: PhotoSelection) {
  return useQuery({
    queryKey: [...keys.settings, 'spelling', 'overview', subject],
    queryFn: ({ signal }) => studio.spelling.overview({ selection: subject }, { signal }),
    placeholderData: (before) => before,
  });
}

type Overview = NonNullable<ReturnType<typeof useSpellingOverview>['data']>;

interface SpellingPanelProps {
  readonly subject: PhotoSelection;
  readonly overview: Overview;
  readonly onChanged: () => Promise<unknown>;
  /** Shows these photos in the library. */
  readonly onSelect: (word: string | undefined) => Promise<void>;
}

/** Every doubtful word of many photos: replaced wherever it stands, kept in her dictionary, or its photos selected. */
export function SpellingPanel({ subject, overview, onChanged, onSelect }: SpellingPanelProps) {
  const say = useSay();
  const [busy, setBusy] = useState(false);

  async function replace(word: string, by: string): Promise<void> {
    setBusy(true);
    const edit = {
      kind: 'replace' as const,
      find: word,
      by,
      fields: ['title' as const, 'caption' as const],
      matchCase: true,
      matchAccents: true,
      wholeWord: true,
    };
    const done = await attempt(() => studio.wording.apply({ selection: subject, edit, name: 'replace-words' }));
    if (done !== null) {
      toast({
        tone: 'good',
        topic: 'undo',
        text: say('spelling.replaced', { word, by, count: done.updated }),
        action: { label: say('action.undo'), run: () => void undo().then(onChanged) },
      });
      await onChanged();
    }
    setBusy(false);
  }

  return (
    <section aria-label={say('spelling.title')} className="flex min-h-0 flex-col">
      <div className="flex flex-col gap-2.5 border-line border-b p-4">
        <h3 className="font-semibold">{say('spelling.title')}</h3>
        <p className="text-muted">{say('spelling.why')}</p>
        <div className="flex">
          <Button size="small" onClick={() => void onSelect(undefined)}>
            {say('toFix.select', { count: overview.doubtful })}
          </Button>
        </div>
      </div>
      <ul aria-label={say('spelling.words')} className="min-h-0 flex-1 overflow-y-auto bg-canvas/50 p-2">
        {overview.words.map((one) => (
          <DoubtfulLine key={one.word} one={one} busy={busy} onReplace={replace} onSelect={onSelect} />
        ))}
        {overview.more > 0 && (
          <li className="px-2 py-1.5 text-muted text-sm">{say('spelling.more', { count: overview.more })}</li>
        )}
      </ul>
    </section>
  );
}

interface DoubtfulLineProps {
  readonly one: DoubtfulWordOfMany;
  readonly busy: boolean;
  readonly onReplace: (word: string, by: string) => Promise<void>;
  readonly onSelect: (word: string) => Promise<void>;
}

function DoubtfulLine({ one: { word, photos, languages }, busy, onReplace, onSelect }: DoubtfulLineProps) {
  const say = useSay();
  return (
    <li className="flex items-center gap-2 rounded-md px-2 py-1 hover:bg-hover">
      <span className="min-w-0 flex-1 truncate" data-selectable>
        <span className="underline decoration-1 decoration-bad decoration-wavy underline-offset-2">{word}</span>
      </span>
      <span className="tabular text-muted text-sm">{say('count.photos', { count: photos })}</span>
      <WordMenu
        word={word}
        languages={languages}
        onReplace={(by) => void onReplace(word, by)}
        trigger={
          <Button size="small" disabled={busy} aria-label={`${say('spelling.by')} ${word}`}>
            {say('spelling.by')}
            <ChevronDown size={13} />
          </Button>
        }
      />
      <IconButton label={`${say('spelling.add')} : ${word}`} onClick={() => void addToDictionary(word)}>
        <BookPlus size={15} />
      </IconButton>
      <IconButton label={`${say('spelling.select')} : ${word}`} onClick={() => void onSelect(word)}>
        <MousePointerClick size={15} />
      </IconButton>
    </li>
  );
}
