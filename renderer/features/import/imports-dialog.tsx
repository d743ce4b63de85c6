import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Pause, Play, X } from 'lucide-react';
import type { ImportProgress } from '../../../shared/contract/import.contract.ts';
import { factsForSentence } from '../../../shared/messages/facts.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatBytes, formatDuration, formatRate } from '../../i18n/format.ts';
import { sayMessage, useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { sayProblem } from '../shell/attempt.ts';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { openImport } from './import.store.ts';
import { useImports } from './queries.ts';

/** Imports under way and their summaries; closing it stops nothing. */
export function ImportsDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'imports');
  const imports = useImports().data ?? [];
  return (
    <Dialog
      open={open}
      title={say('imports.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={620}
      footer={
        <>
          <Button onClick={() => openImport()}>{say('import.card')}</Button>
          <Button variant="primary" onClick={closeDialog}>
            {say('action.close')}
          </Button>
        </>
      }
    >
      {imports.length === 0 && <p className="text-muted">{say('imports.none')}</p>}
      <ul aria-label={say('imports.title')} className="flex flex-col gap-3">
        {imports.map((one) => (
          <OneImport key={one.id} one={one} />
        ))}
      </ul>
    </Dialog>
  );
}

function OneImport({ one }: { readonly one: ImportProgress }) {
  const say = useSay();
  const language = useLanguage();
  const { id, state } = one;
  const ended = state === 'done' || state === 'cancelled';
  const act = (work: Promise<unknown>) => void work.catch(sayProblem);
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line p-3">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-semibold" title={one.destination}>
          {one.destination}
        </span>
        <span className="shrink-0 text-muted text-sm">{say(`imports.state.${state}`)}</span>
      </div>
      <ProgressBar
        label={say('imports.progress')}
        value={state === 'receiving' || one.bytes === 0 ? (ended ? 1 : null) : one.bytesDone / one.bytes}
        tone={state === 'done' ? (one.failed > 0 ? 'bad' : 'good') : state === 'running' ? 'accent' : 'muted'}
      />
      <p className="tabular text-sm">
        {[
          say('imports.shots', { done: one.shotsDone, total: one.shots }),
          `${formatBytes(one.bytesDone, language)} / ${formatBytes(one.bytes, language)}`,
          one.bytesPerSecond > 0 && state === 'running' ? formatRate(one.bytesPerSecond, language) : null,
          one.secondsLeft !== null && state === 'running' ? formatDuration(one.secondsLeft) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="tabular text-muted text-sm">
        {say('imports.outcome', { copied: one.copied, known: one.known, failed: one.failed })}
      </p>
      {one.problem && (
        <p className="flex gap-2 text-sm text-warn">
          <CircleAlert size={15} className="mt-0.5 shrink-0" />
          {sayMessage(`error.${one.problem.code}`, factsForSentence(one.problem.facts)) ?? one.problem.code}
        </p>
      )}
      {state === 'done' && one.safeToRemove && (
        <p className="flex gap-2 text-good" role="status">
          <CircleCheck size={16} className="mt-0.5 shrink-0" />
          {say(one.fromCard ? 'imports.safe.card' : 'imports.safe')}
        </p>
      )}
      {one.failed > 0 && <Failures one={one} />}
      <div className="flex gap-2">
        {(state === 'running' || state === 'waiting') && (
          <Button size="small" icon={<Pause size={13} />} onClick={() => act(studio.imports.pause({ id }))}>
            {say('imports.pause')}
          </Button>
        )}
        {state === 'paused' && (
          <Button size="small" icon={<Play size={13} />} onClick={() => act(studio.imports.resume({ id }))}>
            {say('imports.resume')}
          </Button>
        )}
        {ended && one.failed > 0 && (
          <Button size="small" onClick={() => act(studio.imports.retry({ id }))}>
            {say('action.retry')}
          </Button>
        )}
        {ended ? (
          <Button size="small" onClick={() => act(studio.imports.putAway({ id }))}>
            {say('imports.putAway')}
          </Button>
        ) : (
          <Button size="small" icon={<X size={13} />} onClick={() => act(studio.imports.cancel({ id }))}>
            {say('imports.cancel')}
          </Button>
        )}
      </div>
    </li>
  );
}

const NAMED = 20;

function Failures({ one }: { readonly one: ImportProgress }) {
  const say = useSay();
  const failures =
    useQuery({
      queryKey: keys.imports.failures(one.id, one.failed),
      queryFn: () => studio.imports.failures({ id: one.id }),
    }).data ?? [];
  return (
    <details>
      <summary className="text-bad text-sm">{say('imports.failed', { count: one.failed })}</summary>
      <ul className="mt-1 flex flex-col gap-1 text-sm">
        {failures.slice(0, NAMED).map(({ path, problem }) => (
          <li key={path} className="break-words">
            {sayMessage(`error.${problem.code}`, factsForSentence(problem.facts)) ?? path}
          </li>
        ))}
      </ul>
    </details>
  );
}
