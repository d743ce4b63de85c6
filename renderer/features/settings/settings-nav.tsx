import { type RefObject, useEffect, useRef, useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';

interface Place {
  readonly title: string;
  readonly section: HTMLElement;
}

/** The sections that are there, by their headings: some only exist in a window of our own. */
function placesIn(content: HTMLElement): readonly Place[] {
  return [...content.querySelectorAll<HTMLElement>(':scope > section')].map((section) => ({
    title: section.querySelector('h3')?.textContent ?? '',
    section,
  }));
}

/** The section that is read: the last whose heading has reached the upper third of what is seen. */
function readPlace(places: readonly Place[], scroller: HTMLElement): number {
  const { top, height } = scroller.getBoundingClientRect();
  if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2) return places.length - 1;
  const reached = places.findLastIndex(({ section }) => section.getBoundingClientRect().top <= top + height / 3);
  return Math.max(0, reached);
}

/** The table of the settings: where one is, and the way to every section. */
export function SettingsNav({ content }: { readonly content: RefObject<HTMLElement | null> }) {
  const say = useSay();
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const [read, setRead] = useState(0);
  // Where she went by the table, until she scrolls: a short last section never reaches the top.
  const gone = useRef<number | null>(null);
  useEffect(() => {
    const element = content.current;
    if (!element) return;
    const look = () => {
      const found = placesIn(element);
      setPlaces(found);
      setRead(gone.current ?? readPlace(found, element));
    };
    look();
    const changes = new MutationObserver(look);
    changes.observe(element, { childList: true, subtree: true, characterData: true });
    element.addEventListener('scroll', look);
    const leave = () => {
      gone.current = null;
    };
    element.addEventListener('wheel', leave, { passive: true });
    element.addEventListener('keydown', leave);
    element.addEventListener('pointerdown', leave);
    return () => {
      changes.disconnect();
      element.removeEventListener('scroll', look);
      element.removeEventListener('wheel', leave);
      element.removeEventListener('keydown', leave);
      element.removeEventListener('pointerdown', leave);
    };
  }, [content]);
  return (
    <nav aria-label={say('settings.sections')} className="w-44 shrink-0 overflow-y-auto border-line border-r p-2">
      {places.map(({ title, section }, index) => (
        <button
          key={title}
          type="button"
          aria-current={index === read ? 'true' : undefined}
          className={classes(
            'flex h-7 w-full items-center rounded-md px-3 text-left',
            index === read ? 'bg-hover text-ink' : 'text-muted hover:text-ink',
          )}
          onClick={() => {
            gone.current = index;
            setRead(index);
            section.scrollIntoView({ block: 'start' });
          }}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}
