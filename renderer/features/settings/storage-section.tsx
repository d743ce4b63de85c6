import { HardDriveDownload, RefreshCw, ShieldCheck, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { StorageUsage } from '../../../shared/contract/storage.contract.ts';
import { studio } from '../../host/studio.ts';
import { formatAsOf, formatBytes } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { toast } from '../../ui/toasts.tsx';
import { BackupForm } from './backup-form.tsx';
import { KeptOriginals } from './kept-originals.tsx';
import { RestorePanel } from './restore-panel.tsx';
import { attemptStorage, rebuildImages, useStorageState, useStorageUsage } from './storage.ts';

/** What the studio keeps on her disk, how far it may grow, and the copies of her catalogue. */
export function StorageSection() {
  const say = useSay();
  const usage = useStorageUsage();
  const [open, setOpen] = useState<'backup' | 'restore' | null>(null);
  return (
    <section aria-label={say('storage.title')} className="flex flex-col gap-4">
      <div>
        <h3 className="font-semibold">{say('storage.title')}</h3>
        <p className="text-muted text-sm">{say('storage.text')}</p>
      </div>
      {usage && <Usage usage={usage} />}
      {usage && <Limit key={usage.limit.chosen} usage={usage} />}
      <KeptOriginals />
      <Rebuild />
      <Maintenance />
      <div className="flex flex-col gap-2">
        <div>
          <h4>{say('storage.backups')}</h4>
          <p className="text-muted text-sm">{say('storage.backups.text')}</p>
        </div>
        <div className="flex gap-2">
          <Button
            icon={<HardDriveDownload size={14} />}
            aria-expanded={open === 'backup'}
            onClick={() => setOpen(open === 'backup' ? null : 'backup')}
          >
            {say('storage.backUp')}
          </Button>
          <Button aria-expanded={open === 'restore'} onClick={() => setOpen(open === 'restore' ? null : 'restore')}>
            {say('storage.restore')}
          </Button>
        </div>
        {open !== null && (
          <div key={open} ref={intoView} className="scroll-my-4">
            {open === 'backup' ? (
              <BackupForm onDone={() => setOpen(null)} />
            ) : (
              <RestorePanel onDone={() => setOpen(null)} />
            )}
          </div>
        )}
      </div>
    </section>
  );
}

/** What opens at the end of the dialog is seen whole, also when it grows. */
function intoView(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined;
  const sizes = new ResizeObserver(() => element.scrollIntoView({ block: 'nearest' }));
  sizes.observe(element);
  return () => sizes.disconnect();
}

/** Shades of one accent: quantities of one thing, the largest first in the list beside it. */
const SHADES = [
  'opacity-100',
  'opacity-80',
  'opacity-65',
  'opacity-50',
  'opacity-40',
  'opacity-30',
  'opacity-25',
  'opacity-20',
];

function Usage({ usage }: { readonly usage: StorageUsage }) {
  const say = useSay();
  const language = useLanguage();
  const total = usage.kinds.reduce((sum, { bytes }) => sum + bytes, 0);
  const largestFirst = usage.kinds.toSorted((one, other) => other.bytes - one.bytes);
  return (
    <div className="flex flex-col gap-2">
      <div className="tabular flex justify-between text-sm">
        <span>{say('storage.total', { bytes: formatBytes(total, language) })}</span>
        <span className="text-muted">{say('storage.free', { bytes: formatBytes(usage.disk.free, language) })}</span>
      </div>
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-line">
        {total > 0 &&
          largestFirst.map(({ kind, bytes }, index) => (
            <span
              key={kind}
              className={`h-full bg-accent ${SHADES[index] ?? ''}`}
              style={{ width: `${String((bytes / total) * 100)}%` }}
            />
          ))}
      </div>
      <ul className="grid grid-cols-2 gap-x-8 gap-y-1 text-sm">
        {largestFirst.map(({ kind, bytes }, index) => (
          <li key={kind} className="flex items-center gap-2">
            <span aria-hidden className={`size-2 shrink-0 rounded-full bg-accent ${SHADES[index] ?? ''}`} />
            <span className="min-w-0 flex-1">{say(`storage.kind.${kind}`)}</span>
            <span className="tabular text-muted">{formatBytes(bytes, language)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const GIGABYTE = 1_000_000_000;
/** Where the slider stops, in GB: each about twice the one before. */
const STOPS = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

function Limit({ usage }: { readonly usage: StorageUsage }) {
  const say = useSay();
  const language = useLanguage();
  const id = useId();
  const { chosen, bytes, most } = usage.limit;
  const stops = STOPS.map((stop) => stop * GIGABYTE).filter((stop) => stop <= Math.max(most, bytes));
  const nearest = stops.reduce(
    (best, stop, index) => (Math.abs(stop - bytes) < Math.abs((stops[best] ?? 0) - bytes) ? index : best),
    0,
  );
  const [at, setAt] = useState(nearest);
  const shown = chosen === null ? bytes : (stops[at] ?? bytes);
  const keep = (limit: number | null) => void attemptStorage(() => studio.storage.setLimit({ bytes: limit }));
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id}>{say('storage.limit')}</label>
        <span className="tabular text-sm">{formatBytes(shown, language)}</span>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={Math.max(0, stops.length - 1)}
        step={1}
        value={at}
        disabled={chosen === null}
        aria-valuetext={formatBytes(shown, language)}
        className="w-full accent-accent disabled:opacity-45"
        onChange={(event) => setAt(Number(event.target.value))}
        onPointerUp={() => keep(stops[at] ?? null)}
        onKeyUp={(event) => {
          if (/^(Arrow|Home|End|Page)/.test(event.key)) keep(stops[at] ?? null);
        }}
      />
      <p className="text-muted text-sm">{say('storage.limit.text')}</p>
      <Check
        label={say('storage.limit.automatic')}
        hint={say('storage.limit.automatic.text')}
        checked={chosen === null}
        onChange={(automatic) => keep(automatic ? null : (stops[nearest] ?? bytes))}
      />
    </div>
  );
}

function Rebuild() {
  const say = useSay();
  const progress = useStorageState()?.rebuild ?? null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-4">
        <div>
          <h4>{say('storage.rebuild')}</h4>
          <p className="text-muted text-sm">{say('storage.rebuild.text')}</p>
        </div>
        {progress ? (
          <Button icon={<X size={14} />} onClick={() => void attemptStorage(() => studio.storage.cancelRebuild())}>
            {say('action.cancel')}
          </Button>
        ) : (
          <Button icon={<RefreshCw size={14} />} onClick={() => void rebuildImages()}>
            {say('storage.rebuild.all')}
          </Button>
        )}
      </div>
      {progress && (
        <>
          <ProgressBar
            label={say('storage.rebuild')}
            value={progress.total === 0 ? null : progress.done / progress.total}
          />
          <p role="status" className="tabular text-muted text-sm">
            {say('storage.rebuild.progress', progress)}
          </p>
        </>
      )}
    </div>
  );
}

function Maintenance() {
  const say = useSay();
  const language = useLanguage();
  const state = useStorageState();
  const last = state?.maintenance ?? null;
  const running = state?.work?.kind === 'maintenance' ? state.work.step : null;
  const maintain = async () => {
    const outcome = await attemptStorage(() => studio.storage.maintain());
    if (!outcome) return;
    const sound = outcome.problems.length === 0;
    toast({ tone: sound ? 'good' : 'bad', text: say(sound ? 'storage.maintain.sound' : 'storage.maintain.damaged') });
  };
  return (
    <div className="flex items-center justify-between gap-4">
      <div>
        <h4>{say('storage.maintain')}</h4>
        <p role="status" className={last && last.problems.length > 0 ? 'text-bad text-sm' : 'text-muted text-sm'}>
          {running !== null
            ? say(`storage.step.${running}`)
            : last === null
              ? say('storage.maintain.never')
              : say(last.problems.length > 0 ? 'storage.maintain.wasDamaged' : 'storage.maintain.last', {
                  at: formatAsOf(last.at, Date.now(), language),
                  bytes: formatBytes(last.bytesFreed, language),
                })}
        </p>
      </div>
      <Button icon={<ShieldCheck size={14} />} disabled={state?.work !== null} onClick={() => void maintain()}>
        {say('storage.maintain.now')}
      </Button>
    </div>
  );
}
