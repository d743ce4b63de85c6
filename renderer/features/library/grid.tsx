import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { useSay } from '../../i18n/i18n.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { type Landing, letPhotosBeArranged } from './arranging.ts';
import { BareCell, Cell } from './cell.tsx';
import { letPhotosBeDragged } from './drag-photos.ts';
import { useFlight } from './flight.ts';
import { followBand } from './grid-band.ts';
import { GRID_GAP, GRID_PADDING, pictureFor } from './grid-layout.ts';
import { followPointer } from './grid-pointer.ts';
import { useLibrary } from './library.store.ts';
import { usePhotoMenu } from './photo-menu.tsx';
import { QuickDecision } from './quick-decision.tsx';
import type { Band } from './rubber-band.ts';
import { useGridLayout } from './use-grid-layout.ts';
import { useVisibleFirst } from './visible-first.ts';

/**
 * The contact sheet: only the rows in sight exist. Keys are heard in shell/keyboard.ts. The list of photos and the buttons
 * under the pointer lie side by side in what scrolls: nothing that can be pressed is inside of an option.
 */
export function Grid() {
  const say = useSay();
  const order = useLibrary((state) => state.order);
  const selection = useLibrary((state) => state.selection);
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [pointed, setPointed] = useState<PhotoId | null>(null);
  const [band, setBand] = useState<Band | null>(null);
  const [landing, setLanding] = useState<Landing | null>(null);
  const { layout, shape, look } = useGridLayout(width, order);
  const ready = width > 0;
  const flying = useFlight(scroller);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    const stops = [
      followPointer(element, setPointed),
      followBand(element, setBand),
      letPhotosBeDragged(element),
      letPhotosBeArranged(element, setLanding),
    ];
    return () => {
      observer.disconnect();
      for (const stop of stops) stop();
    };
  }, []);

  const virtual = useVirtualizer({
    count: layout.rows,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => layout.rowHeight(row) + GRID_GAP,
    // Names hold the height, so that another layout makes the virtualizer measure anew.
    getItemKey: useCallback((row: number) => `${String(layout.rowHeight(row))}-${String(row)}`, [layout]),
    overscan: 3,
    paddingStart: GRID_PADDING,
    paddingEnd: GRID_PADDING,
    // A row that is scrolled to keeps its distance from the edge, as the first one has at the very top.
    scrollPaddingStart: GRID_PADDING,
    scrollPaddingEnd: GRID_PADDING,
    initialOffset: () => useLibrary.getState().scrollTop,
  });

  useEffect(() => {
    const height = scroller.current?.clientHeight ?? 0;
    useLibrary.setState({
      layout,
      across: layout.across,
      rowsPerPage: Math.max(1, Math.floor(height / (layout.rowHeight(0) + GRID_GAP))),
    });
  }, [layout]);

  // Back from the loupe, the keyboard is in the grid again.
  useEffect(() => {
    if (document.activeElement === document.body)
      scroller.current?.querySelector<HTMLElement>('[data-grid]')?.focus({ preventScroll: true });
  }, []);

  // Follows the focus and the look alone: a list that changes must not scroll.
  const focus = selection.focus;
  const revealed = useRef('');
  useEffect(() => {
    if (focus === null || !ready) return;
    const wanted = `${String(focus)} ${look}`;
    if (revealed.current === wanted) return;
    revealed.current = wanted;
    const index = useLibrary.getState().order.indexOf(focus);
    if (index >= 0) virtual.scrollToIndex(layout.rowOf(index), { align: 'auto' });
  }, [focus, look, layout, ready, virtual]);

  useVisibleFirst(
    virtual.getVirtualItems().flatMap((row) => layout.cellsOf(row.index).flatMap(({ index }) => order[index] ?? [])),
  );
  const pointedIndex = pointed === null ? -1 : order.indexOf(pointed);
  return (
    <ContextMenu
      useEntries={usePhotoMenu}
      trigger={
        <div
          ref={scroller}
          className="h-full overflow-y-scroll bg-canvas"
          onScroll={(event) => useLibrary.setState({ scrollTop: event.currentTarget.scrollTop })}
        >
          <div className="relative min-h-full" style={{ height: virtual.getTotalSize() }}>
            <div
              role="listbox"
              aria-label={say('library.grid')}
              aria-multiselectable="true"
              aria-activedescendant={focus === null ? undefined : `photo-${String(focus)}`}
              tabIndex={0}
              data-grid
              className="absolute inset-0 outline-none"
            >
              {ready &&
                virtual.getVirtualItems().map((row) => (
                  <div key={row.index} role="presentation">
                    {layout.cellsOf(row.index).map((place) => {
                      const id = order[place.index];
                      if (id === undefined) return null;
                      if (flying)
                        return (
                          <BareCell
                            key={id}
                            id={id}
                            position={place.index + 1}
                            count={order.length}
                            selected={selection.ids.has(id)}
                            place={place}
                          />
                        );
                      return (
                        <Cell
                          key={id}
                          id={id}
                          position={place.index + 1}
                          count={order.length}
                          left={place.left}
                          top={place.top}
                          width={place.width}
                          height={place.height}
                          shape={shape}
                          kind={pictureFor(place.width, window.devicePixelRatio)}
                          selected={selection.ids.has(id)}
                          focused={focus === id}
                        />
                      );
                    })}
                  </div>
                ))}
            </div>
            {ready && pointed !== null && pointedIndex >= 0 && (
              <QuickDecision key={pointed} id={pointed} place={layout.place(pointedIndex)} />
            )}
            {landing && (
              <div
                data-landing
                className="pointer-events-none absolute w-0.5 rounded-full bg-accent"
                style={{ left: landing.left, top: landing.top, height: landing.height }}
              />
            )}
            {band && (
              <div
                data-band
                className="pointer-events-none absolute border border-accent bg-accent/15"
                style={{
                  left: band.left,
                  top: band.top,
                  width: band.right - band.left,
                  height: band.bottom - band.top,
                }}
              />
            )}
          </div>
        </div>
      }
    />
  );
}
