import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { DoubtfulWord } from '../../../shared/contract/spelling.contract.ts';
import { classes } from '../../ui/classes.ts';

interface UnderlinedProps {
  readonly text: string;
  readonly words: readonly DoubtfulWord[];
  /** Whether the field wraps its text. */
  readonly lines: boolean;
  readonly field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>;
}

/**
 * Waves under words of a field: the same text in the same place, unseen but for its waves, moved as the field is scrolled.
 * The field itself can't be drawn on, and the browser's own waves come with dictionaries that it fetches.
 */
export function Underlined({ text, words, lines, field }: UnderlinedProps) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const followed = field.current;
    if (!followed) return;
    const follow = () => {
      if (!layer.current) return;
      // Without the field's scroll bar, which takes from the width in which it wraps.
      layer.current.style.width = `${String(followed.clientWidth)}px`;
      layer.current.scrollTop = followed.scrollTop;
      layer.current.scrollLeft = followed.scrollLeft;
    };
    follow();
    const resized = new ResizeObserver(follow);
    resized.observe(followed);
    followed.addEventListener('scroll', follow);
    return () => {
      resized.disconnect();
      followed.removeEventListener('scroll', follow);
    };
  });
  if (words.length === 0) return null;
  return (
    <div
      ref={layer}
      aria-hidden
      dir="auto"
      className={classes(
        'pointer-events-none absolute inset-px overflow-hidden px-2 text-transparent',
        lines ? 'wrap-break-word whitespace-pre-wrap py-1' : 'flex items-center whitespace-pre',
      )}
    >
      <span>{waved(text, words)}</span>
    </div>
  );
}

function waved(text: string, words: readonly DoubtfulWord[]): ReactNode[] {
  const pieces: ReactNode[] = [];
  let last = 0;
  for (const { word, start, end } of words) {
    pieces.push(
      text.slice(last, start),
      <span key={start} className="underline decoration-1 decoration-bad decoration-wavy underline-offset-2">
        {word}
      </span>,
    );
    last = end;
  }
  pieces.push(text.slice(last));
  return pieces;
}
