import { useQuery } from '@tanstack/react-query';
import { FolderOpen, RotateCw } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { LogEntry } from '../../../shared/contract/diagnostics.contract.ts';
import { keys } from '../../host/keys.ts';
import { bridge, studio } from '../../host/studio.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { CopyReport } from './copy-report.tsx';

/** Shown at once; older ones are found by their text. */
const SHOWN = 300;

const TONES: Readonly<Record<LogEntry['level'], string>> = {
  debug: 'text-muted',
  info: 'text-muted',
  warn: 'text-warn',
  error: 'text-bad',
};

/** What the studio wrote down, the newest first; and a report to copy for somebody who helps. */
export function LogDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'logs');
  return (
    <Dialog
      open={open}
      title={say('logs.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={860}
      footer={<CopyReport />}
    >
      <Lines />
    </Dialog>
  );
}

function Lines() {
  const say = useSay();
  const [level, setLevel] = useState<'info' | 'warn' | 'error'>('warn');
  const [text, setText] = useState('');
  const wanted = { level, text: useDeferredValue(text.trim()), limit: SHOWN };
  const answer = useQuery({
    queryKey: keys.log(wanted),
    queryFn: () => studio.diagnostics.log(wanted),
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const lines = answer.data?.lines ?? [];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label={say('logs.level')}
          value={level}
          options={[
            { value: 'error', label: say('logs.level.error') },
            { value: 'warn', label: say('logs.level.warn') },
            { value: 'info', label: say('logs.level.info') },
          ]}
          onChange={setLevel}
        />
        <span className="min-w-40 flex-1">
          <TextInput
            type="search"
            aria-label={say('logs.search')}
            placeholder={say('logs.search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        <Button icon={<RotateCw size={14} />} onClick={() => void answer.refetch()}>
          {say('logs.again')}
        </Button>
        {bridge.desktop && (
          <Button icon={<FolderOpen size={14} />} onClick={() => bridge.desktop?.openFolder('logs')}>
            {say('logs.folder')}
          </Button>
        )}
      </div>
      <ul
        className="h-[46vh] overflow-y-auto rounded-md border border-line bg-canvas"
        aria-label={say('logs.title')}
        data-selectable
      >
        {lines.map((line) => (
          <Line key={`${line.at} ${line.event} ${line.fields}`} line={line} />
        ))}
        {answer.data && lines.length === 0 && (
          <li className="p-6 text-center text-muted">{say(text.trim() === '' ? 'logs.none' : 'logs.noneFound')}</li>
        )}
      </ul>
      {answer.data && (
        <p className="break-all text-muted text-sm" data-selectable>
          {say('logs.where', { folder: answer.data.folder })}
        </p>
      )}
    </div>
  );
}

function Line({ line }: { readonly line: LogEntry }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <li className="border-line border-b px-3 py-1.5 text-sm last:border-b-0">
      <p className="flex gap-3">
        <time className="shrink-0 text-muted tabular-nums" dateTime={new Date(line.at).toISOString()}>
          {new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' }).format(line.at)}
        </time>
        <span className={classes('w-24 shrink-0', TONES[line.level])}>{say(`logs.is.${line.level}`)}</span>
        <span className="min-w-0 break-words">{line.event}</span>
      </p>
      {line.fields !== '{}' && <p className="break-all font-mono text-muted text-xs">{line.fields}</p>}
    </li>
  );
}
