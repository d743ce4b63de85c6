import { Pause, Play, RotateCcw, X } from 'lucide-react';
import type { ExportProgress } from '../../../shared/contract/export.contract.ts';
import { studio } from '../../host/studio.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { attempt } from '../shell/attempt.ts';
import { useExports } from './exports.ts';

/** How the last ones ended; older ones come up as these are put away. */
const ENDED_SHOWN = 3;

function isOpen({ state }: ExportProgress): boolean {
  return state === 'running' || state === 'paused';
}

/** Exports that run, and how those of before ended, until they are put away. */
export function ExportLines() {
  const say = useSay();
  const all = useExports();
  const over = all.filter((one) => !isOpen(one)).slice(0, ENDED_SHOWN);
  const shown = all.filter((one) => isOpen(one) || over.includes(one));
  if (shown.length === 0) return null;
  return (
    <ul aria-label={say('export.running')} className="flex flex-col gap-2">
      {shown.map((progress) => (
        <Line key={progress.id} progress={progress} />
      ))}
    </ul>
  );
}

function Line({ progress }: { readonly progress: ExportProgress }) {
  const say = useSay();
  const { id, state, total, written, failed, failures, folder, problem, secondsLeft } = progress;
  const done = written + failed;
  const open = isOpen(progress);
  return (
    <li className="flex flex-col gap-1 rounded-md bg-canvas px-3 py-2">
      <div className="flex items-center gap-1">
        <p role="status" className="tabular min-w-0 flex-1">
          {say(`export.state.${state}`, { done, total, count: written })}
          {secondsLeft !== null && ` · ${formatDuration(secondsLeft)}`}
        </p>
        {state === 'running' && (
          <IconButton
            small
            label={say('export.pause')}
            onClick={() => void attempt(() => studio.exports.pause({ id }))}
          >
            <Pause size={14} />
          </IconButton>
        )}
        {state === 'paused' && (
          <IconButton
            small
            label={say('export.resume')}
            onClick={() => void attempt(() => studio.exports.resume({ id }))}
          >
            <Play size={14} />
          </IconButton>
        )}
        {!open && failed > 0 && (
          <IconButton
            small
            label={say('export.retry')}
            onClick={() => void attempt(() => studio.exports.retry({ id }))}
          >
            <RotateCcw size={14} />
          </IconButton>
        )}
        <IconButton
          small
          label={say(open ? 'export.cancel' : 'export.putAway')}
          onClick={() => void attempt(() => (open ? studio.exports.cancel({ id }) : studio.exports.putAway({ id })))}
        >
          <X size={14} />
        </IconButton>
      </div>
      {open && <ProgressBar label={say('export.title')} value={done / total} />}
      <p className="truncate text-muted text-sm" title={folder}>
        <bdi>{folder}</bdi>
      </p>
      {problem && (
        <p className="text-sm text-warn">
          {problemSentence(problem)} {say('export.waits')}
        </p>
      )}
      {failures.map(({ id: photo, problem: why }) => (
        <p key={photo} className="text-bad text-sm">
          {problemSentence(why)}
        </p>
      ))}
      {failed > failures.length && (
        <p className="text-bad text-sm">{say('export.moreFailed', { count: failed - failures.length })}</p>
      )}
    </li>
  );
}
