import { Pause, Play, X } from 'lucide-react';
import type { ExportProgress } from '../../../shared/contract/export.contract.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { attempt } from '../shell/attempt.ts';
import { useExports } from './exports.ts';

/** Exports that run, and how those of before ended, until they are put away. */
export function ExportLines() {
  const say = useSay();
  const all = useExports();
  if (all.length === 0) return null;
  return (
    <ul aria-label={say('export.running')} className="flex flex-col gap-2">
      {all.map((progress) => (
        <Line key={progress.id} progress={progress} />
      ))}
    </ul>
  );
}

function Line({ progress }: { readonly progress: ExportProgress }) {
  const say = useSay();
  const { id, state, total, written, failed, folder } = progress;
  const done = written.length + failed.length;
  const isOpen = state === 'running' || state === 'paused';
  return (
    <li className="flex flex-col gap-1 rounded-md bg-canvas px-3 py-2">
      <div className="flex items-center gap-1">
        <p role="status" className="tabular min-w-0 flex-1">
          {say(`export.state.${state}`, { done, total, count: written.length })}
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
        <IconButton
          small
          label={say(isOpen ? 'export.cancel' : 'export.putAway')}
          onClick={() => void attempt(() => (isOpen ? studio.exports.cancel({ id }) : studio.exports.putAway({ id })))}
        >
          <X size={14} />
        </IconButton>
      </div>
      {isOpen && <ProgressBar label={say('export.title')} value={done / total} />}
      <p className="truncate text-muted text-sm" title={folder}>
        <bdi>{folder}</bdi>
      </p>
      {failed.slice(0, 5).map(({ id: photo, problem }) => (
        <p key={photo} className="text-bad text-sm">
          {problemSentence(problem)}
        </p>
      ))}
      {failed.length > 5 && (
        <p className="text-bad text-sm">{say('export.moreFailed', { count: failed.length - 5 })}</p>
      )}
    </li>
  );
}
