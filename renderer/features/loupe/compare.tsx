import { Check, Link2, Link2Off, Trophy, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Stars } from '../../ui/stars.tsx';
import { exifLine } from '../library/inspector/exif-line.ts';
import { useDetail } from '../library/queries.ts';
import { useSummary } from '../library/summaries.ts';
import { AwayMark } from '../missing/away-mark.tsx';
import { chooseWinner } from './comparing.ts';
import { Immersed } from './immersed.tsx';
import { LabelDot } from './label-dot.tsx';
import { looking, useLooking } from './looking.store.ts';
import { LookButtons, ZoomButton } from './loupe.tsx';
import { Viewer } from './viewer.tsx';

/** Two to four photos side by side; the keys are for the one with the focus. */
export function Compare() {
  const say = useSay();
  const language = useLanguage();
  const { compared, focus, linked, view, own } = useLooking();
  const focused = compared[focus];
  const zoom = (focused !== undefined && !linked ? (own[focused] ?? view) : view).zoom;
  return (
    <Immersed label={say('compare.name')}>
      <div
        role="listbox"
        aria-label={say('compare.photos')}
        className={classes(
          'grid min-h-0 flex-1 gap-1 bg-canvas p-1',
          compared.length === 2 ? 'grid-cols-2' : compared.length === 3 ? 'grid-cols-3' : 'grid-cols-2 grid-rows-2',
        )}
      >
        {compared.map((id, index) => (
          <Pane key={id} id={id} index={index} focused={index === focus} />
        ))}
      </div>
      <div className="flex h-9 shrink-0 items-center gap-2 border-t border-line bg-panel px-2 text-sm">
        <Button size="small" variant="primary" icon={<Trophy size={13} />} onClick={chooseWinner}>
          {say('compare.choose')}
        </Button>
        <span className="min-w-0 truncate text-muted">{say('compare.choose.text')}</span>
        <span className="flex-1" />
        <Button
          size="small"
          variant="ghost"
          aria-pressed={linked}
          className={linked ? 'text-accent' : 'text-muted'}
          icon={linked ? <Link2 size={14} /> : <Link2Off size={14} />}
          onClick={() => looking.toggleLinked()}
        >
          {say('compare.linked')}
        </Button>
        <ZoomButton
          pressed={zoom !== 'fit'}
          label={zoom === 'fit' ? say('loupe.actualSize') : `${formatNumber(zoom * 100, language)} %`}
          onClick={() => focused !== undefined && looking.toggleActual(focused)}
        />
        <LookButtons withHistogram={false} />
      </div>
    </Immersed>
  );
}

interface PaneProps {
  readonly id: PhotoId;
  readonly index: number;
  readonly focused: boolean;
}

function Pane({ id, index, focused }: PaneProps) {
  const say = useSay();
  const photo = useSummary(id);
  const frame = useRef<HTMLDivElement>(null);
  const clipping = useLooking((state) => state.clipping);
  const view = useLooking((state) => (state.linked ? state.view : (state.own[id] ?? state.view)));
  // The keyboard goes where the focus went by arrow; Tab moves it by itself.
  useEffect(() => {
    if (focused) frame.current?.focus({ preventScroll: true });
  }, [focused]);
  return (
    <div
      ref={frame}
      role="option"
      tabIndex={0}
      aria-label={photo ? nameOf(photo, say) : say('library.loading')}
      aria-selected={focused}
      className={classes(
        'flex min-h-0 min-w-0 flex-col rounded-sm bg-cell outline-none',
        focused && 'ring-2 ring-accent ring-inset',
      )}
      onFocus={() => looking.focusOn(index)}
      onPointerDown={() => looking.focusOn(index)}
    >
      <div className={classes('relative m-0.5 min-h-0 flex-1', photo?.review === 'rejected' && 'opacity-40 grayscale')}>
        {photo && <Viewer photo={photo} view={view} clipping={clipping} />}
      </div>
      <Caption id={id} photo={photo ?? null} />
    </div>
  );
}

function nameOf(photo: PhotoSummary, say: ReturnType<typeof useSay>): string {
  return [
    photo.title || photo.fileName,
    photo.review === 'unreviewed' ? '' : say(`review.${photo.review}`),
    photo.rating > 0 ? say('rating.value', { rating: photo.rating }) : '',
    photo.label ? say(`label.${photo.label}`) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function Caption({ id, photo }: { readonly id: PhotoId; readonly photo: PhotoSummary | null }) {
  const say = useSay();
  const language = useLanguage();
  const detail = useDetail(id).data;
  return (
    <div className="flex h-7 shrink-0 items-center gap-2 px-2 text-xs">
      {photo?.review === 'approved' && (
        <span className="flex size-4 shrink-0 items-center justify-center rounded-full bg-good text-canvas">
          <Check size={11} strokeWidth={3} />
        </span>
      )}
      {photo?.review === 'rejected' && (
        <span className="flex size-4 shrink-0 items-center justify-center rounded-full bg-bad text-canvas">
          <X size={11} strokeWidth={3} />
        </span>
      )}
      {photo && photo.rating > 0 && (
        <Stars value={photo.rating} label={say('rating.value', { rating: photo.rating })} size={11} />
      )}
      {photo?.label && <LabelDot label={photo.label} />}
      {photo && <AwayMark photo={photo} />}
      <span className="min-w-0 shrink-0 truncate">{photo?.fileName}</span>
      <span className="min-w-0 flex-1 truncate text-right text-muted">
        {detail && detail.id === id && exifLine(detail, language)}
      </span>
    </div>
  );
}
