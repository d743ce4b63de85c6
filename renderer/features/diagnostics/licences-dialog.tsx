import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextInput } from '../../ui/field.tsx';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { readNotices } from './read-notices.ts';

/** Whose work is inside, and under which licences: one line each, the licence's words below it when it is opened. */
export function LicencesDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'licences');
  return (
    <Dialog
      open={open}
      title={say('licences.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={680}
    >
      <Licences />
    </Dialog>
  );
}

function Licences() {
  const say = useSay();
  const [text, setText] = useState('');
  const answer = useQuery({
    queryKey: keys.licences,
    queryFn: () => studio.diagnostics.licences(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const all = useMemo(() => readNotices(answer.data?.text ?? ''), [answer.data]);
  const shown = all.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">{say('licences.text')}</p>
      <TextInput
        type="search"
        aria-label={say('licences.search')}
        placeholder={say('licences.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="h-[52vh] overflow-y-auto rounded-md border border-line" aria-label={say('licences.title')}>
        {shown.map(({ name, version, licence, words }) => (
          <li key={`${name} ${version}`} className="border-line border-b last:border-b-0">
            <details>
              <summary className="flex cursor-pointer gap-3 px-3 py-1.5 hover:bg-hover">
                <span className="min-w-0 flex-1 truncate">{name}</span>
                <span className="text-muted text-sm">{version}</span>
                <span className="w-32 shrink-0 text-right text-muted text-sm">{licence}</span>
              </summary>
              <pre className="whitespace-pre-wrap px-3 pb-3 text-xs" data-selectable>
                {words}
              </pre>
            </details>
          </li>
        ))}
        {answer.data && all.length === 0 && <li className="p-6 text-center text-muted">{say('licences.none')}</li>}
      </ul>
    </div>
  );
}
