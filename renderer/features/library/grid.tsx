import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { useSettings } from '../settings/settings.ts';
import { Cell } from './cell.tsx';
import { GRID_GAP, GRID_PADDING, layOutGrid, pictureFor } from './grid-layout.ts';
import { followPointer } from './grid-pointer.ts';
import { useLibrary } from './library.store.ts';
import { usePhotoMenu } from './photo-menu.tsx';

/** The contact sheet: only the rows in sight exist. Keys are heard in shell/keyboard.ts. */
export function Grid() {
  const say = useSay();
  const order = useLibrary((state) => state.order);
  const selection = useLibrary((state) => state.selection);
  const { gridSize } = useSettings();
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const menu = usePhotoMenu();
  const layout = layOutGrid(width, order.length, gridSize);
  const kind = pictureFor(layout.cellWidth, window.devicePixelRatio);
  const rowHeight = layout.cellHeight + GRID_GAP;
  const ready = width > 0;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    const stop = followPointer(element);
    return () => {
      observer.disconnect();
      stop();
    };
  }, []);

  const virtual = useVirtualizer({
    count: layout.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // Names hold the height, so that a zoom makes the virtualizer measure anew.
    getItemKey: useCallback((index: number) => `${String(rowHeight)}-${String(index)}`, [rowHeight]),
    overscan: 3,
    paddingStart: GRID_PADDING,
    paddingEnd: GRID_PADDING,
    initialOffset: () => useLibrary.getState().scrollTop,
  });

  useEffect(() => {
    const height = scroller.current?.clientHeight ?? 0;
    useLibrary.setState({ columns: layout.columns, rowsPerPage: Math.max(1, Math.floor(height / rowHeight)) });
  }, [layout.columns, rowHeight]);

  // Follows the focus alone: a list that changes must not scroll.
  const focus = selection.focus;
  useEffect(() => {
    if (focus === null || !ready) return;
    const index = useLibrary.getState().order.indexOf(focus);
    if (index >= 0) virtual.scrollToIndex(Math.floor(index / layout.columns), { align: 'auto' });
  }, [focus, layout.columns, ready, virtual]);

  return (
    <ContextMenu
      entries={menu}
      trigger={
        <div
          ref={scroller}
          role="listbox"
          aria-label={say('library.grid')}
          aria-multiselectable="true"
          aria-activedescendant={focus === null ? undefined : `photo-${String(focus)}`}
          tabIndex={0}
          data-grid
          className="h-full overflow-y-scroll bg-canvas outline-none"
          onScroll={(event) => useLibrary.setState({ scrollTop: event.currentTarget.scrollTop })}
        >
          <div className="relative" style={{ height: virtual.getTotalSize() }}>
            {ready &&
              virtual.getVirtualItems().map((row) => (
                <div
                  key={row.index}
                  role="presentation"
                  className="absolute inset-x-0 flex"
                  style={{ top: row.start, gap: GRID_GAP, paddingInline: GRID_PADDING }}
                >
                  {order.slice(row.index * layout.columns, (row.index + 1) * layout.columns).map((id) => (
                    <Cell
                      key={id}
                      id={id}
                      width={layout.cellWidth}
                      height={layout.cellHeight}
                      kind={kind}
                      selected={selection.ids.has(id)}
                      focused={focus === id}
                    />
                  ))}
                </div>
              ))}
          </div>
        </div>
      }
    />
  );
}
