import { CircleAlert, CircleCheck, HardDriveDownload, Pause } from 'lucide-react';
import { formatDuration, formatNumber, formatRate } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { openDialog } from '../shell/shell.store.ts';
import { useImports } from './queries.ts';

/** The import that goes on, or the last one until it is put away, in the status bar. */
export function ImportStatus() {
  const say = useSay();
  const language = useLanguage();
  const imports = useImports().data ?? [];
  const one = imports.find(({ state }) => state !== 'done' && state !== 'cancelled') ?? imports[0];
  if (!one || one.state === 'cancelled') return null;
  const words =
    one.state === 'running'
      ? [
          `${formatNumber(one.shotsDone, language)}/${formatNumber(one.shots, language)}`,
          one.bytesPerSecond > 0 ? formatRate(one.bytesPerSecond, language) : null,
          one.secondsLeft !== null ? formatDuration(one.secondsLeft) : null,
        ]
          .filter(Boolean)
          .join(' · ')
      : one.state === 'done' && one.failed > 0
        ? say('imports.failed', { count: one.failed })
        : say(`imports.state.${one.state}`);
  const Icon =
    one.state === 'done'
      ? one.failed > 0
        ? CircleAlert
        : CircleCheck
      : one.state === 'paused' || one.state === 'waiting'
        ? Pause
        : HardDriveDownload;
  return (
    <button
      type="button"
      title={say('imports.title')}
      className="tabular flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-sm px-1 hover:text-ink"
      onClick={() => openDialog('imports')}
    >
      <Icon size={13} className={one.state === 'done' && one.failed > 0 ? 'text-bad' : 'text-accent'} />
      {say('imports.status', { words })}
    </button>
  );
}
