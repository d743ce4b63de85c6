import { CircleAlert, FolderOutput, Pause, X } from 'lucide-react';
import { studio } from '../../host/studio.ts';
import { formatDuration, formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { attempt } from '../shell/attempt.ts';
import { openDialog } from '../shell/shell.store.ts';
import { useExports } from './exports.ts';

/** The export that goes on, or waits for her, in the status bar: opened, or stopped, from here. */
export function ExportStatus() {
  const say = useSay();
  const language = useLanguage();
  const all = useExports();
  const one = all.find(({ state }) => state === 'running') ?? all.find(({ state }) => state === 'paused');
  if (!one) return null;
  const words = [
    `${formatNumber(one.written + one.failed, language)}/${formatNumber(one.total, language)}`,
    one.problem ? say('export.status.waits') : one.state === 'paused' ? say('export.status.paused') : null,
    one.secondsLeft === null ? null : formatDuration(one.secondsLeft),
  ]
    .filter(Boolean)
    .join(' · ');
  const Icon = one.problem ? CircleAlert : one.state === 'paused' ? Pause : FolderOutput;
  return (
    <span className="flex shrink-0 items-center gap-0.5">
      <button
        type="button"
        title={say('export.running')}
        className="tabular flex items-center gap-1.5 whitespace-nowrap rounded-sm px-1 hover:text-ink"
        onClick={() => openDialog('export')}
      >
        <Icon size={13} className={one.problem ? 'text-warn' : 'text-accent'} />
        {say('export.status', { words })}
      </button>
      <IconButton
        small
        label={say('export.status.cancel')}
        onClick={() => void attempt(() => studio.exports.cancel({ id: one.id }))}
      >
        <X size={13} />
      </IconButton>
    </span>
  );
}
