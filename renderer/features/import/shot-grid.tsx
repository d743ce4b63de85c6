import { useVirtualizer } from '@tanstack/react-virtual';
import { CalendarClock, Check, FileImage } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LookId, Shot } from '../../../shared/contract/import.contract.ts';
import { dayOf, formatDay } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { useThumbnail } from './queries.ts';
import { type GridRow, rowsOf, stepTo } from './shot-rows.ts';

interface ShotGridProps {
  readonly look: LookId;
  readonly shots: readonly Shot[];
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (ids: readonly number[], chosen: boolean) => void;
}

const CELL = 132;
const ROW = { day: 34, shots: CELL + 4 } as const;

/** What lies on a card, by day; only the rows in sight exist. Space chooses, Shift chooses a stretch, arrows move. */
export function ShotGrid({ look, shots, chosen, onChoose }: ShotGridProps) {
  const say = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [across, setAcross] = useState(4);
  const [focus, setFocus] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const { rows, order } = useMemo(() => rowsOf(shots, across), [shots, across]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setAcross(Math.max(2, Math.floor((element.clientWidth - 16) / (CELL + 8))));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ROW[rows[index]?.kind ?? 'shots'],
    getItemKey: (index) => `${across}-${rows[index]?.key ?? index}`,
    overscan: 4,
  });

  function press(shot: number, stretch: boolean): void {
    if (stretch && anchor !== null) {
      const [from, to] = [order.indexOf(anchor), order.indexOf(shot)].sort((a, b) => a - b);
      onChoose(order.slice(from, (to ?? 0) + 1), !chosen.has(shot) || chosen.has(anchor));
    } else onChoose([shot], !chosen.has(shot));
    setAnchor(shot);
    setFocus(shot);
  }

  function hear(event: KeyboardEvent): void {
    const current = focus ?? order[0];
    if (current === undefined) return;
    if (event.key === ' ') press(current, event.shiftKey);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) onChoose(order, true);
    else {
      const next = stepTo(rows, order, current, event.key);
      if (next === null) return;
      setFocus(next);
      virtual.scrollToIndex(
        rows.findIndex((row) => row.kind === 'shots' && row.shots.some((shot) => shot.id === next)),
      );
    }
    event.preventDefault();
  }

  const inSight = virtual.getVirtualItems().flatMap(({ index, start, size }) => {
    const row = rows[index];
    return row ? [{ row, style: { transform: `translateY(${start}px)`, height: size } }] : [];
  });
  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto px-2 pb-2 has-[[role=listbox]:focus-visible]:ring-1 has-[[role=listbox]:focus-visible]:ring-accent"
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        <div
          role="listbox"
          aria-multiselectable
          aria-label={say('import.photosOfSource')}
          aria-activedescendant={focus === null ? undefined : `${id}-${focus}`}
          tabIndex={0}
          data-autofocus
          className="absolute inset-0 outline-none"
          onKeyDown={hear}
        >
          {inSight.map(
            ({ row, style }) =>
              row.kind === 'shots' && (
                <div
                  key={row.key}
                  role="presentation"
                  className="absolute inset-x-0 top-0 flex items-start gap-2"
                  style={style}
                >
                  {row.shots.map((shot) => (
                    <ShotCell
                      key={shot.id}
                      id={`${id}-${shot.id}`}
                      look={look}
                      shot={shot}
                      chosen={chosen.has(shot.id)}
                      focused={focus === shot.id}
                      onPress={(stretch) => press(shot.id, stretch)}
                    />
                  ))}
                </div>
              ),
          )}
        </div>
        {/* Days and their buttons lie beside the list, not in it: nothing but photos is one of its options. */}
        {inSight.map(
          ({ row, style }) =>
            row.kind === 'day' && (
              <div key={row.key} className="absolute inset-x-0 top-0" style={style}>
                <DayRow row={row} chosen={chosen} onChoose={onChoose} />
              </div>
            ),
        )}
      </div>
    </div>
  );
}

interface DayRowProps extends Pick<ShotGridProps, 'chosen' | 'onChoose'> {
  readonly row: Extract<GridRow, { kind: 'day' }>;
}

function DayRow({ row, chosen, onChoose }: DayRowProps) {
  const say = useSay();
  const language = useLanguage();
  const all = row.ids.every((id) => chosen.has(id));
  const name = row.day === null ? say('import.day.unknown') : formatDay(dayOf(row.day), language);
  return (
    <div className="flex h-full items-center justify-between pb-1">
      <span className="font-semibold">
        {name} <span className="tabular font-normal text-muted text-sm">{row.ids.length}</span>
      </span>
      <Button size="small" variant="ghost" onClick={() => onChoose(row.ids, !all)}>
        {say(all ? 'import.day.none' : 'import.day.all')}
      </Button>
    </div>
  );
}

interface ShotCellProps {
  readonly id: string;
  readonly look: LookId;
  readonly shot: Shot;
  readonly chosen: boolean;
  readonly focused: boolean;
  readonly onPress: (stretch: boolean) => void;
}

function ShotCell({ id, look, shot, chosen, focused, onPress }: ShotCellProps) {
  const say = useSay();
  const picture = useThumbnail(look, shot.id);
  const known = shot.known === 'known';
  const byFile = shot.datedBy === 'file';
  const remarks = [known && say('import.known'), byFile && say('import.datedByFile')].filter((text) => text !== false);
  const more = shot.extensions.length > 1 ? shot.extensions.join(' + ') : (shot.extensions[0] ?? '');
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-label={[shot.name, ...remarks].join(', ')}
      title={[shot.name, ...remarks].join(', ')}
      className={classes(
        'flex cursor-default flex-col gap-1 rounded-md p-1',
        chosen ? 'bg-(--cell-selected)' : 'bg-(--cell)',
        focused && 'outline outline-2 outline-accent',
      )}
      style={{ width: CELL }}
      tabIndex={-1}
      onPointerUp={(event) => {
        if (event.button === 0) onPress(event.shiftKey);
      }}
    >
      <span className="relative flex h-24 items-center justify-center overflow-hidden">
        {picture ? (
          <img
            src={picture}
            alt=""
            draggable={false}
            className={classes('max-h-full max-w-full object-contain', known && 'opacity-35 grayscale')}
          />
        ) : (
          <FileImage size={22} strokeWidth={1.5} className="text-muted" />
        )}
        <span
          className={classes(
            'absolute top-0 left-0 flex size-5 items-center justify-center rounded-sm border',
            chosen ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-panel',
          )}
        >
          {chosen && <Check size={13} strokeWidth={3} />}
        </span>
      </span>
      <span className="flex items-baseline justify-between gap-1 text-xs">
        <span className={classes('min-w-0 truncate', known && 'text-muted')}>{shot.name}</span>
        {byFile && <CalendarClock size={12} className="shrink-0 self-center text-warn" />}
        <span className="shrink-0 text-muted">{shot.known === 'checking' ? '…' : more}</span>
      </span>
    </div>
  );
}
