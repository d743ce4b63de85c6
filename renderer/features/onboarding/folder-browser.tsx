import { useQuery } from '@tanstack/react-query';
import { ChevronRight, CornerLeftUp, Folder, HardDrive, House, Images, Monitor } from 'lucide-react';
import { useEffect, useState } from 'react';
import { keys } from '../../host/keys.ts';
import { problemOf } from '../../host/problem.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { TextInput } from '../../ui/field.tsx';
import { crumbsOf } from './crumbs.ts';

const SHORTCUT_ICONS = { home: House, pictures: Images, drive: HardDrive, desktop: Monitor } as const;

interface FolderBrowserProps {
  /** Called with the chosen folder's path. */
  readonly onChoose: (path: string) => void;
  readonly busy: boolean;
}

/** Finds a folder by mouse alone (places, crumbs, how many images lie where) or by its typed path. */
export function FolderBrowser({ onChoose, busy }: FolderBrowserProps) {
  const say = useSay();
  const [path, setPath] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const answer = useQuery({
    queryKey: keys.browse(path),
    queryFn: ({ signal }) => studio.folders.browse({ path }, { signal }),
    staleTime: 0,
    retry: false,
  });
  // A folder that can't be read leaves her where she was, with the reason above.
  const [lastPlace, setLastPlace] = useState(answer.data);
  useEffect(() => {
    if (answer.data) setLastPlace(answer.data);
  }, [answer.data]);
  const place = answer.data ?? lastPlace;

  function go(next: string): void {
    setTyped(null);
    setPath(next);
  }

  return (
    <div className="flex flex-col gap-3">
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed?.trim()) go(typed.trim());
        }}
      >
        <TextInput
          aria-label={say('browse.path')}
          className="h-8"
          value={typed ?? (answer.error ? path : place?.path) ?? ''}
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button type="submit" className="h-8" disabled={typed === null}>
          {say('browse.go')}
        </Button>
      </form>
      {answer.error && <p className="text-sm text-warn">{problemSentence(problemOf(answer.error))}</p>}
      <div className="flex h-80 overflow-hidden rounded-md border border-line">
        <ul
          className="w-44 shrink-0 overflow-y-auto border-r border-line bg-canvas p-1.5"
          aria-label={say('browse.places')}
        >
          {place?.shortcuts.map((shortcut) => {
            const Icon = SHORTCUT_ICONS[shortcut.kind];
            return (
              <li key={shortcut.path}>
                <button
                  type="button"
                  className={classes(
                    'flex h-7 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover',
                    shortcut.path === place.path && 'bg-hover',
                  )}
                  onClick={() => go(shortcut.path)}
                >
                  <Icon size={15} className="shrink-0 text-muted" />
                  <span className="truncate">
                    {shortcut.kind === 'drive' ? shortcut.name : say(`browse.${shortcut.kind}`)}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
        <div className="flex min-w-0 flex-1 flex-col">
          <nav
            aria-label={say('browse.crumbs')}
            className="flex h-9 shrink-0 items-center gap-0.5 overflow-x-auto border-b border-line px-2"
          >
            {place &&
              crumbsOf(place.path).map((crumb, index, all) => (
                <span key={crumb.path} className="flex shrink-0 items-center gap-0.5">
                  {index > 0 && <ChevronRight size={13} className="text-muted" />}
                  <button
                    type="button"
                    className={classes(
                      'rounded-sm px-1.5 py-0.5 hover:bg-hover',
                      index < all.length - 1 && 'text-muted',
                    )}
                    onClick={() => go(crumb.path)}
                  >
                    {crumb.name}
                  </button>
                </span>
              ))}
          </nav>
          <ul className="flex-1 overflow-y-auto p-1.5" aria-label={say('browse.folders')}>
            {place?.parent != null && (
              <li>
                <button
                  type="button"
                  className="flex h-7 w-full items-center gap-2 rounded-md px-2 text-left text-muted hover:bg-hover"
                  onClick={() => go(place.parent ?? place.path)}
                >
                  <CornerLeftUp size={15} /> {say('browse.up')}
                </button>
              </li>
            )}
            {place?.entries.map((entry) => (
              <li key={entry.path}>
                <button
                  type="button"
                  className="flex h-7 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover"
                  onClick={() => go(entry.path)}
                >
                  <Folder size={15} className={entry.imageCount > 0 ? 'shrink-0 text-accent' : 'shrink-0 text-muted'} />
                  <span className="min-w-0 flex-1 truncate">{entry.name}</span>
                  {entry.imageCount > 0 && (
                    <span className="tabular shrink-0 text-muted text-sm">
                      {say('count.images', { count: entry.imageCount })}
                    </span>
                  )}
                  <ChevronRight size={14} className="shrink-0 text-muted" />
                </button>
              </li>
            ))}
            {place && place.entries.length === 0 && (
              <li className="px-2 py-1.5 text-muted">{say('browse.noSubfolders')}</li>
            )}
          </ul>
        </div>
      </div>
      <div className="flex items-center justify-between gap-4">
        <p className="min-w-0 text-muted text-sm">{place && say('browse.here', { count: place.imageCount })}</p>
        <Button
          variant="primary"
          disabled={!place || busy || answer.error !== null}
          onClick={() => place && onChoose(place.path)}
        >
          {say('browse.choose')}
        </Button>
      </div>
    </div>
  );
}
