import { ChevronLeft, ChevronRight, CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { pictureAddress } from '../../host/studio.ts';
import { formatCapture } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { exifLine } from '../library/inspector/exif-line.ts';
import { library, useLibrary } from '../library/library.store.ts';
import { usePhotoMenu } from '../library/photo-menu.tsx';
import { Picture } from '../library/picture.tsx';
import { useDetail } from '../library/queries.ts';
import { keptSummary, useSummary } from '../library/summaries.ts';
import { FilmStrip } from './film-strip.tsx';

/** One photo, as large as the window allows, its neighbours below. */
export function Loupe() {
  const say = useSay();
  const language = useLanguage();
  const focus = useLibrary((state) => state.selection.focus);
  const order = useLibrary((state) => state.order);
  const actualSize = useLibrary((state) => state.actualSize);
  const menu = usePhotoMenu();
  const detail = useDetail(focus).data;
  const at = focus === null ? -1 : order.indexOf(focus);
  const photo = detail && detail.id === focus ? detail : null;

  // The next picture is there before the key is pressed.
  useEffect(() => {
    for (const step of [1, -1, 2]) {
      const neighbour = order[at + step];
      const summary = neighbour === undefined ? null : keptSummary(neighbour);
      if (summary) new Image().src = pictureAddress(summary.id, 'preview', summary.pictureVersion);
    }
  }, [at, order]);

  return (
    <section aria-label={say('loupe.name')} className="flex h-full flex-col bg-canvas">
      <ContextMenu
        entries={menu}
        trigger={
          <div className="group relative min-h-0 flex-1">
            {focus !== null && <LargePicture id={focus} actualSize={actualSize} />}
            <IconButton
              label={say('loupe.previous')}
              disabled={at <= 0}
              className="-translate-y-1/2 absolute top-1/2 left-2 border border-line bg-raised opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
              onClick={() => library.move(-1, false)}
            >
              <ChevronLeft size={18} />
            </IconButton>
            <IconButton
              label={say('loupe.next')}
              disabled={at < 0 || at >= order.length - 1}
              className="-translate-y-1/2 absolute top-1/2 right-2 border border-line bg-raised opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
              onClick={() => library.move(1, false)}
            >
              <ChevronRight size={18} />
            </IconButton>
          </div>
        }
      />
      <div className="flex h-8 shrink-0 items-center gap-3 border-t border-line bg-panel px-3 text-sm">
        <span className="tabular shrink-0 text-muted">{at >= 0 && `${String(at + 1)} / ${String(order.length)}`}</span>
        {photo?.offline && <CloudOff size={13} className="shrink-0 text-muted" aria-label={say('state.offline')} />}
        <span className="min-w-0 truncate">
          {photo &&
            [photo.fileName, exifLine(photo, language), photo.captureDate && formatCapture(photo.captureDate, language)]
              .filter(Boolean)
              .join('   ·   ')}
        </span>
        <span className="flex-1" />
        <button
          type="button"
          aria-pressed={actualSize}
          title={say('loupe.actualSize.text')}
          className={classes(
            'shrink-0 whitespace-nowrap rounded-sm px-1.5 hover:bg-hover',
            actualSize ? 'text-accent' : 'text-muted',
          )}
          onClick={() => library.toggleActualSize()}
        >
          {say(actualSize ? 'loupe.fit' : 'loupe.actualSize')}
        </button>
      </div>
      <FilmStrip />
    </section>
  );
}

function LargePicture({ id, actualSize }: { readonly id: PhotoId; readonly actualSize: boolean }) {
  const say = useSay();
  const photo = useSummary(id);
  const [sharp, setSharp] = useState<string | null>(null);
  if (!photo) return null;
  const name = photo.title || photo.fileName;
  const address = pictureAddress(id, 'preview', photo.pictureVersion);
  if (actualSize) {
    return (
      <div className="absolute inset-0 grid overflow-auto">
        <Picture key={address} photo={photo} kind="preview" alt={name} className="m-auto max-w-none" />
      </div>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={say('loupe.actualSize')}
      className="absolute inset-0"
      // The keyboard stays with the loupe's keys.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => library.toggleActualSize()}
    >
      {/* The thumbnail is there at once, the preview a moment later in its place. */}
      {sharp !== address && (
        <Picture photo={photo} kind="thumb800" alt="" className="absolute inset-0 size-full object-contain p-4" />
      )}
      <img
        key={address}
        src={address}
        alt={name}
        draggable={false}
        decoding="async"
        className="absolute inset-0 size-full object-contain p-4"
        onLoad={() => setSharp(address)}
      />
    </button>
  );
}
