import { useQuery } from '@tanstack/react-query';
import { BookPlus, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { SpellingLanguage } from '../../../shared/domain/spelling.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { addToDictionary, ignoreWord } from './own-dictionary.ts';

interface WordMenuProps {
  readonly word: string;
  readonly languages: readonly SpellingLanguage[];
  readonly trigger: ReactNode;
  /** She chose what was meant. */
  readonly onReplace: (by: string) => void;
}

/** What to do with a doubtful word: what may be meant, asked when the menu opens; ignoring it; keeping it. */
export function WordMenu({ word, languages, trigger, onReplace }: WordMenuProps) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const suggestions = useQuery({
    queryKey: [...keys.settings, 'spelling', 'suggest', word, languages],
    queryFn: ({ signal }) => studio.spelling.suggest({ word, languages: [...languages] }, { signal }),
    enabled: open,
    staleTime: 300_000,
  }).data;
  const keeping: MenuEntry[] = [
    { kind: 'item', label: say('spelling.ignore'), icon: <EyeOff size={14} />, onSelect: () => void ignoreWord(word) },
    {
      kind: 'item',
      label: say('spelling.add'),
      icon: <BookPlus size={14} />,
      onSelect: () => void addToDictionary(word),
    },
  ];
  // Nothing to choose before what may be meant is there: a quick Enter must not keep a mistake for good.
  const entries: MenuEntry[] =
    suggestions === undefined
      ? [{ kind: 'heading', label: say('spelling.seeking') }]
      : suggestions.length === 0
        ? [{ kind: 'heading', label: say('spelling.nothing') }, { kind: 'line' }, ...keeping]
        : [
            ...suggestions.map((label) => ({ kind: 'item' as const, label, onSelect: () => onReplace(label) })),
            { kind: 'line' },
            ...keeping,
          ];
  return <Menu trigger={trigger} entries={entries} align="start" onOpenChange={setOpen} />;
}
