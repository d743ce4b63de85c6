import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { studio } from '../../../host/studio.ts';
import { useLanguage, useSay } from '../../../i18n/i18n.ts';
import { toast } from '../../../ui/toasts.tsx';
import { KeywordOptions } from './keyword-options.tsx';
import { fittingKeywords, KEYWORD_PARTS, splitKeywords } from './split-keywords.ts';

/** As many as fit under the field without hiding what lies below it for long. */
const OFFERED = 8;

interface KeywordInputProps {
  readonly id: string;
  readonly placeholder: string;
  /** How many more may be kept. */
  readonly room: number;
  readonly onAdd: (keywords: readonly string[]) => void;
  readonly onTakeBack: () => void;
}

/**
 * Where keywords are typed: a combobox with a list and manual selection (ARIA APG). Enter keeps what was typed unless an
 * option was gone to with the arrows; Tab takes that option too; Escape closes the list, and then leaves the field.
 */
export function KeywordInput({ id, placeholder, room, onAdd, onTakeBack }: KeywordInputProps) {
  const say = useSay();
  const language = useLanguage();
  const [text, setText] = useState('');
  const [active, setActive] = useState<number | null>(null);
  const [closed, setClosed] = useState(false);
  const sought = text.trim();
  const options =
    useQuery({
      queryKey: ['words', 'suggest', sought, language],
      queryFn: ({ signal }) => studio.words.suggest({ text: sought, language, limit: OFFERED }, { signal }),
      enabled: sought !== '',
      placeholderData: keepPreviousData,
      staleTime: 5_000,
    }).data ?? [];
  const open = sought !== '' && !closed && options.length > 0;
  const gone = open && active !== null ? options[active] : undefined;

  function show(next: string): void {
    setText(next);
    setActive(null);
    setClosed(false);
  }

  function take(typed: string): void {
    const { fitting, left } = fittingKeywords(splitKeywords(typed), room);
    if (fitting.length > 0) onAdd(fitting);
    // Nothing she pasted is lost: what can't be kept stays where she can shorten it.
    show(left.join(', '));
    if (left.length > 0) toast({ tone: 'bad', topic: 'keywords', text: say('keywords.left', { count: left.length }) });
  }

  function step(by: 1 | -1): void {
    if (!open) {
      setClosed(false);
      return;
    }
    // One place of the ring is none of the options: what was typed.
    const places = options.length + 1;
    const next = ((active ?? -1) + 1 + by + places) % places;
    setActive(next === 0 ? null : next - 1);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' || (event.key === 'Tab' && gone)) {
      event.preventDefault();
      take(gone?.keyword ?? text);
    } else if (event.key === 'Backspace' && text === '') {
      onTakeBack();
    } else if (event.key === 'Escape' && open) {
      setClosed(true);
      setActive(null);
    } else if (event.key === 'Escape') {
      event.currentTarget.blur();
      document.querySelector<HTMLElement>('[data-grid]')?.focus();
    }
  }

  return (
    <>
      <input
        id={id}
        data-field="keywords"
        role="combobox"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-options`}
        aria-activedescendant={gone ? `${id}-option-${String(active)}` : undefined}
        aria-describedby={`${id}-hint`}
        spellCheck
        value={text}
        placeholder={placeholder}
        className="h-5.5 min-w-20 flex-1 bg-transparent px-1 outline-none placeholder:text-muted"
        onChange={(event) =>
          KEYWORD_PARTS.test(event.target.value) ? take(event.target.value) : show(event.target.value)
        }
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text');
          if (!KEYWORD_PARTS.test(pasted)) return;
          event.preventDefault();
          take(`${text}${pasted}`);
        }}
        onBlur={() => take(text)}
        onKeyDown={onKeyDown}
      />
      {open && (
        <KeywordOptions id={id} options={options} active={active} onPoint={setActive} onTake={(word) => take(word)} />
      )}
      <span role="status" className="sr-only">
        {sought === '' || closed ? '' : say('keywords.found', { count: options.length })}
      </span>
    </>
  );
}
