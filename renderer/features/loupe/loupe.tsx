import { ChartArea, ChevronLeft, ChevronRight, Focus, Maximize, Minimize, Sun } from 'lucide-react';
import { useEffect } from 'react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { pictureAddress } from '../../host/studio.ts';
import { formatCapture, formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { exifLine } from '../library/inspector/exif-line.ts';
import { library, useLibrary } from '../library/library.store.ts';
import { usePhotoMenu } from '../library/photo-menu.tsx';
import { useDetail } from '../library/queries.ts';
import { keptSummary, useSummary } from '../library/summaries.ts';
import { AwayMark } from '../missing/away-mark.tsx';
import { FilmStrip } from './film-strip.tsx';
import { fittedKind } from './fitted-kind.ts';
import { HistogramCard } from './histogram-card.tsx';
import { Immersed } from './immersed.tsx';
import { LabelDot } from './label-dot.tsx';
import { looking, useLooking } from './looking.store.ts';
import { goToSharpest } from './looking-keys.ts';
import { Viewer } from './viewer.tsx';

const STEP_BUTTON =
  '-translate-y-1/2 absolute top-1/2 border border-line bg-raised opacity-0 group-hover:opacity-100 focus-visible:opacity-100';

/** One photo, as large as the window allows or pixel for pixel, its neighbours below. */
export function Loupe() {
  const say = useSay();
  const focus = useLibrary((state) => state.selection.focus);
  const order = useLibrary((state) => state.order);
  const { histogram, immersed } = useLooking();
  const detail = useDetail(focus).data;
  const at = focus === null ? -1 : order.indexOf(focus);

  // The next picture is there before the key is pressed.
  useEffect(() => {
    for (const step of [1, -1, 2]) {
      const neighbour = order[at + step];
      const summary = neighbour === undefined ? null : keptSummary(neighbour);
      if (summary) new Image().src = pictureAddress(summary.id, fittedKind(summary), summary.pictureVersion);
    }
  }, [at, order]);

  return (
    <Immersed label={say('loupe.name')}>
      <ContextMenu
        useEntries={usePhotoMenu}
        trigger={
          <div className="group relative min-h-0 flex-1">
            {focus !== null && <LoupePicture id={focus} />}
            {histogram && detail && detail.id === focus && <HistogramCard photo={detail} />}
            <IconButton
              label={say('loupe.previous')}
              disabled={at <= 0}
              className={classes(STEP_BUTTON, 'left-2')}
              onClick={() => library.move(-1, false)}
            >
              <ChevronLeft size={18} />
            </IconButton>
            <IconButton
              label={say('loupe.next')}
              disabled={at < 0 || at >= order.length - 1}
              className={classes(STEP_BUTTON, 'right-2')}
              onClick={() => library.move(1, false)}
            >
              <ChevronRight size={18} />
            </IconButton>
          </div>
        }
      />
      <Foot />
      {!immersed && <FilmStrip />}
    </Immersed>
  );
}

function LoupePicture({ id }: { readonly id: PhotoId }) {
  const photo = useSummary(id);
  const { view, clipping } = useLooking();
  return photo && <Viewer photo={photo} view={view} clipping={clipping} />;
}

/** Where in the list, which photo, how taken; and how it is looked at. */
function Foot() {
  const say = useSay();
  const language = useLanguage();
  const focus = useLibrary((state) => state.selection.focus);
  const order = useLibrary((state) => state.order);
  const { view } = useLooking();
  const detail = useDetail(focus).data;
  const photo = detail && detail.id === focus ? detail : null;
  const at = focus === null ? -1 : order.indexOf(focus);
  const close = view.zoom !== 'fit';
  return (
    <div className="flex h-8 shrink-0 items-center gap-3 border-t border-line bg-panel pr-1.5 pl-3 text-sm">
      <span className="tabular shrink-0 text-muted">{at >= 0 && `${String(at + 1)} / ${String(order.length)}`}</span>
      {photo?.label && <LabelDot label={photo.label} />}
      {photo && <AwayMark photo={photo} />}
      <span className="min-w-0 truncate">
        {photo &&
          [photo.fileName, exifLine(photo, language), photo.captureDate && formatCapture(photo.captureDate, language)]
            .filter(Boolean)
            .join('   ·   ')}
      </span>
      <span className="flex-1" />
      <ZoomButton
        pressed={close}
        label={view.zoom === 'fit' ? say('loupe.actualSize') : `${formatNumber(view.zoom * 100, language)} %`}
        onClick={() => focus !== null && looking.toggleActual(focus)}
      />
      <LookButtons />
    </div>
  );
}

export function ZoomButton({
  pressed,
  label,
  onClick,
}: {
  readonly pressed: boolean;
  readonly label: string;
  readonly onClick: () => void;
}) {
  const say = useSay();
  return (
    <button
      type="button"
      aria-pressed={pressed}
      title={say('loupe.actualSize.text')}
      className={classes(
        'tabular shrink-0 whitespace-nowrap rounded-sm px-1.5 hover:bg-hover',
        pressed ? 'text-accent' : 'text-muted',
      )}
      onClick={onClick}
    >
      {label}
    </button>
  );
}

/** What may be shown over the picture, and how much of the screen it gets. */
export function LookButtons({ withHistogram = true }: { readonly withHistogram?: boolean }) {
  const say = useSay();
  const { histogram, clipping, immersed, compared, linked } = useLooking();
  return (
    <span className="flex shrink-0">
      <IconButton
        small
        label={say(compared.length > 0 && !linked ? 'loupe.sharpest.each' : 'loupe.sharpest')}
        onClick={() => void goToSharpest()}
      >
        <Focus size={14} />
      </IconButton>
      {withHistogram && (
        <IconButton small label={say('look.histogram')} pressed={histogram} onClick={() => looking.toggleHistogram()}>
          <ChartArea size={14} />
        </IconButton>
      )}
      <IconButton small label={say('look.clipping')} pressed={clipping} onClick={() => looking.toggleClipping()}>
        <Sun size={14} />
      </IconButton>
      <IconButton small label={say('look.immersed')} pressed={immersed} onClick={() => looking.toggleImmersed()}>
        {immersed ? <Minimize size={14} /> : <Maximize size={14} />}
      </IconButton>
    </span>
  );
}
