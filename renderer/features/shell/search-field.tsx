import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { library, useLibrary } from '../library/library.store.ts';
import { openDialog, openSection } from './shell.store.ts';

/** A pause in typing after which the list follows, ms. */
const PAUSE_MS = 120;

/** Search as you type; beside it the way to every command. */
export function SearchField() {
  const say = useSay();
  const text = useLibrary((state) => state.added.text ?? '');
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => {
      openSection('library');
      library.setCondition('text', typed.trim() === '' ? undefined : typed);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <search className="flex h-7 w-full max-w-80 items-center gap-2 rounded-md border border-line bg-canvas pr-1 pl-2 focus-within:border-accent hover:border-line-strong">
      <Search size={14} className="shrink-0 text-muted" />
      <input
        data-search
        type="search"
        aria-label={say('search.name')}
        placeholder={say('search.placeholder')}
        autoComplete="off"
        spellCheck={false}
        className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted [&::-webkit-search-cancel-button]:hidden"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            setTyped('');
            event.currentTarget.blur();
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            document.querySelector<HTMLElement>('[data-grid]')?.focus();
          }
        }}
      />
      {typed !== '' && (
        <button
          type="button"
          aria-label={say('search.clear')}
          className="rounded-sm p-0.5 text-muted hover:text-ink"
          onClick={() => setTyped('')}
        >
          <X size={13} />
        </button>
      )}
      <button
        type="button"
        title={say('commands.title')}
        className="shrink-0 rounded-sm border border-line px-1 text-muted text-xs leading-4 hover:text-ink"
        onClick={() => openDialog('commands')}
      >
        <span className="sr-only">{say('commands.title')} </span>
        {say('commands.key')}
      </button>
    </search>
  );
}
