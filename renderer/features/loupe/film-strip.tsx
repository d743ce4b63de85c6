import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { useSay } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { library, useLibrary } from '../library/library.store.ts';
import { Picture } from '../library/picture.tsx';
import { useSummary } from '../library/summaries.ts';
import { LabelDot } from './label-dot.tsx';

/** Width of one frame with its gap, CSS pixels. */
const FRAME = 104;

/** The list in one line, below the loupe. */
export function FilmStrip() {
  const say = useSay();
  const order = useLibrary((state) => state.order);
  const focus = useLibrary((state) => state.selection.focus);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    horizontal: true,
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => FRAME,
    overscan: 6,
    paddingStart: 8,
    paddingEnd: 8,
  });
  const at = focus === null ? -1 : order.indexOf(focus);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'center' });
  }, [at, virtual]);
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={say('loupe.strip')}
      tabIndex={-1}
      className="h-23 shrink-0 overflow-x-auto overflow-y-hidden border-t border-line bg-panel"
    >
      <div className="relative h-full" style={{ width: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const id = order[item.index];
          return id === undefined ? null : (
            <div
              key={id}
              role="presentation"
              className="absolute inset-y-1.5"
              style={{ left: item.start, width: FRAME - 6 }}
            >
              <Frame id={id} focused={id === focus} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Frame({ id, focused }: { readonly id: PhotoId; readonly focused: boolean }) {
  const photo = useSummary(id);
  const name = photo ? photo.title || photo.fileName : '';
  return (
    <button
      type="button"
      role="option"
      aria-selected={focused}
      aria-label={name}
      tabIndex={-1}
      className={classes(
        'relative size-full rounded-sm bg-cell p-1',
        focused && 'bg-cell-selected outline-2 outline-accent -outline-offset-2',
      )}
      onClick={() => library.click(id, { range: false, add: false })}
    >
      {photo && (
        <Picture
          photo={photo}
          kind="thumb200"
          alt=""
          className={classes('size-full object-contain', photo.review === 'rejected' && 'opacity-35 grayscale')}
        />
      )}
      {photo?.review === 'approved' && (
        <span className="absolute top-0.5 left-0.5 flex size-4 items-center justify-center rounded-full bg-good text-canvas">
          <Check size={10} strokeWidth={3} />
        </span>
      )}
      {photo?.review === 'rejected' && (
        <span className="absolute top-0.5 left-0.5 flex size-4 items-center justify-center rounded-full bg-bad text-canvas">
          <X size={10} strokeWidth={3} />
        </span>
      )}
      {photo?.label && (
        <span className="absolute right-1 bottom-1 flex">
          <LabelDot label={photo.label} />
        </span>
      )}
    </button>
  );
}
