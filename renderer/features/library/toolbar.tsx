import {
  ArrowDownWideNarrow,
  ArrowUpNarrowWide,
  Columns2,
  Grid3x3,
  LayoutGrid,
  RectangleHorizontal,
  Send,
} from 'lucide-react';
import { Slider } from 'radix-ui';
import type { PhotoSort } from '../../../shared/contract/library.contract.ts';
import { photoSort } from '../../../shared/contract/library.contract.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { openCompare } from '../loupe/comparing.ts';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { openDialog } from '../shell/shell.store.ts';
import { Conditions } from './conditions.tsx';
import { arrangedCollection, library, useLibrary } from './library.store.ts';
import { useCounts } from './queries.ts';
import { PanelButton } from './side-panel.tsx';
import { VIEWS, type View } from './views.ts';

function useViewCounts(): Readonly<Record<View, number>> | null {
  const counts = useCounts().data;
  if (!counts) return null;
  return {
    all: counts.total,
    unreviewed: counts.review.unreviewed ?? 0,
    approved: counts.review.approved ?? 0,
    rejected: counts.review.rejected ?? 0,
    ready: counts.ready,
    published: counts.moderation.approved ?? 0,
    refused: counts.moderation.rejected ?? 0,
  };
}

/** Which list, what is filtered out, in which order, how large; and the one action that everything leads to. */
export function Toolbar() {
  const say = useSay();
  const language = useLanguage();
  const view = useLibrary((state) => state.view);
  const mode = useLibrary((state) => state.mode);
  const counts = useViewCounts();
  const { gridSize, gridShape } = useSettings();
  return (
    <div className="flex flex-col border-b border-line bg-panel">
      <div className="flex items-center gap-3 px-2.5 pt-2">
        <PanelButton name="folders" />
        <div
          role="tablist"
          aria-label={say('library.views')}
          className="flex min-w-0 flex-1 gap-0.5 max-[1000px]:overflow-x-auto max-[1000px]:[scrollbar-width:none]"
        >
          {VIEWS.map((name) => {
            const count = counts?.[name] ?? 0;
            const quiet =
              (name === 'refused' || name === 'published' || name === 'rejected') && count === 0 && view !== name;
            return (
              <button
                key={name}
                type="button"
                role="tab"
                aria-selected={view === name}
                className={classes(
                  'flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md px-2 transition-colors',
                  view === name ? 'bg-hover text-ink' : 'text-muted hover:text-ink',
                  quiet && 'max-[1500px]:hidden',
                )}
                onClick={() => library.showView(name)}
              >
                {say(`view.${name}`)}
                <span
                  className={classes(
                    'tabular text-xs',
                    name === 'refused' && count > 0
                      ? 'font-semibold text-bad'
                      : name === 'ready' && count > 0
                        ? 'font-semibold text-accent'
                        : 'text-muted',
                  )}
                >
                  {formatNumber(count, language)}
                </span>
              </button>
            );
          })}
        </div>
        <Button
          variant="primary"
          icon={<Send size={14} />}
          disabled={(counts?.all ?? 0) === 0}
          onClick={() => openDialog('send')}
        >
          {say('action.sendMore')}
        </Button>
        <PanelButton name="inspector" />
      </div>
      <div className="flex h-9 items-center gap-2 px-2.5 max-[1000px]:h-auto max-[1000px]:min-h-9 max-[1000px]:flex-wrap max-[1000px]:py-1">
        <Conditions />
        <div className="flex-1" />
        <SortMenu />
        <Segmented
          label={say('library.mode')}
          iconsOnly
          value={mode === 'grid' && gridShape === 'justified' ? 'rows' : mode}
          options={[
            { value: 'grid', label: say('library.mode.grid'), icon: <Grid3x3 size={14} /> },
            { value: 'rows', label: say('library.mode.rows'), icon: <LayoutGrid size={14} /> },
            { value: 'loupe', label: say('library.mode.loupe'), icon: <RectangleHorizontal size={14} /> },
            { value: 'compare', label: say('library.mode.compare'), icon: <Columns2 size={14} /> },
          ]}
          onChange={(next) => show(next)}
        />
        <div className="flex items-center">
          <Slider.Root
            className="relative flex h-5 w-24 items-center"
            min={80}
            max={400}
            step={10}
            value={[gridSize]}
            onValueChange={([size]) => size !== undefined && void changeSettings({ gridSize: size })}
          >
            <Slider.Track className="relative h-0.5 flex-1 rounded-full bg-line-strong">
              <Slider.Range className="absolute h-full rounded-full bg-muted" />
            </Slider.Track>
            <Slider.Thumb aria-label={say('library.zoom')} className="block size-3 rounded-full bg-ink" />
          </Slider.Root>
        </div>
      </div>
    </div>
  );
}

/** Equal cells, justified rows or one photo. */
function show(choice: 'grid' | 'rows' | 'loupe' | 'compare'): void {
  if (choice === 'compare') {
    openCompare();
    return;
  }
  library.setMode(choice === 'loupe' ? 'loupe' : 'grid');
  if (choice !== 'loupe') void changeSettings({ gridShape: choice === 'rows' ? 'justified' : 'square' });
}

function SortMenu() {
  const say = useSay();
  const sort = useLibrary((state) => state.sort);
  const direction = useLibrary((state) => state.direction);
  const inCollection = useLibrary((state) => state.added.collectionId !== undefined);
  const arranged = useLibrary((state) => arrangedCollection(state) !== null);
  return (
    <span className="flex items-center">
      <Menu
        trigger={
          <Button variant="ghost" size="small" className="text-muted">
            {say('library.sortedBy', { sort: say(arranged ? 'sort.own' : `sort.${sort}`) })}
          </Button>
        }
        entries={[
          ...(inCollection
            ? ([
                {
                  kind: 'item',
                  label: say('sort.own'),
                  checked: arranged,
                  onSelect: () => library.sortAsArranged(),
                },
                { kind: 'line' },
              ] as const)
            : []),
          ...photoSort.options.map(
            (option: PhotoSort): MenuEntry => ({
              kind: 'item',
              label: say(`sort.${option}`),
              checked: !arranged && option === sort,
              onSelect: () => library.sortBy(option, option === 'name' ? 'asc' : 'desc'),
            }),
          ),
        ]}
      />
      <IconButton
        small
        disabled={arranged}
        label={say(direction === 'asc' ? 'library.ascending' : 'library.descending')}
        onClick={() => library.sortBy(sort, direction === 'asc' ? 'desc' : 'asc')}
      >
        {direction === 'asc' ? <ArrowUpNarrowWide size={14} /> : <ArrowDownWideNarrow size={14} />}
      </IconButton>
    </span>
  );
}
