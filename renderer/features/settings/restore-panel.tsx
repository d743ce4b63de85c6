import { useState } from 'react';
import type { CatalogueBackup, CatalogueContents } from '../../../shared/contract/storage.contract.ts';
import { bridge, studio } from '../../host/studio.ts';
import { formatBytes, formatMoment } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { attemptStorage, useBackups, useStorageState } from './storage.ts';

interface Candidate {
  readonly path: string;
  readonly contents: CatalogueContents;
}

/** Copies to choose from, then what the chosen one holds, then the word. */
export function RestorePanel({ onDone }: { readonly onDone: () => void }) {
  const say = useSay();
  const [candidate, setCandidate] = useState<Candidate | null>(null);
  const [looking, setLooking] = useState(false);
  const look = async (path: string) => {
    setLooking(true);
    const contents = await attemptStorage(() => studio.storage.inspect({ path }));
    setLooking(false);
    if (contents) setCandidate({ path, contents });
  };
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line p-3">
      {candidate ? (
        <Confirm candidate={candidate} onBack={() => setCandidate(null)} onDone={onDone} />
      ) : (
        <>
          <BackupList disabled={looking} onChoose={(path) => void look(path)} />
          <OtherFile disabled={looking} onChoose={(path) => void look(path)} />
          {looking && (
            <p role="status" className="text-muted text-sm">
              {say('storage.restore.looking')}
            </p>
          )}
        </>
      )}
    </div>
  );
}

function BackupList({ disabled, onChoose }: { readonly disabled: boolean; readonly onChoose: (path: string) => void }) {
  const say = useSay();
  const language = useLanguage();
  const backups = useBackups(true);
  if (!backups) return <p className="text-muted text-sm">{say('storage.restore.looking')}</p>;
  if (backups.length === 0) return <p className="text-muted text-sm">{say('storage.restore.none')}</p>;
  return (
    <ul aria-label={say('storage.restore.list')} className="flex max-h-56 flex-col overflow-y-auto">
      {backups.map((backup) => (
        <li key={backup.path} className="flex items-center gap-3 border-line border-b py-1.5 last:border-b-0">
          <div className="min-w-0 flex-1">
            <p>{formatMoment(backup.at, language)}</p>
            <p className="tabular text-muted text-sm">{wordsOf(backup)}</p>
          </div>
          <Button
            size="small"
            disabled={disabled || backup.photos === null}
            aria-label={say('storage.restore.chooseFrom', { at: formatMoment(backup.at, language) })}
            onClick={() => onChoose(backup.path)}
          >
            {say('storage.restore.choose')}
          </Button>
        </li>
      ))}
    </ul>
  );

  function wordsOf({ kind, photos, bytes }: CatalogueBackup): string {
    return [
      say(`storage.backup.${kind}`),
      photos === null ? say('storage.backup.unreadable') : say('storage.photos', { photos }),
      formatBytes(bytes, language),
    ].join(' · ');
  }
}

/** A file that lies elsewhere: by the system's dialog where the host tells its path, otherwise by its path. */
function OtherFile({ disabled, onChoose }: { readonly disabled: boolean; readonly onChoose: (path: string) => void }) {
  const say = useSay();
  const [path, setPath] = useState('');
  const { pathForFile } = bridge;
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') onChoose(path.trim());
      }}
    >
      <div className="min-w-0 flex-1">
        <Field label={say('storage.restore.other')}>
          {(ids) =>
            pathForFile ? (
              <input
                {...ids}
                type="file"
                accept=".sqlite"
                disabled={disabled}
                className="w-full text-sm"
                onChange={(event) => {
                  const file = event.target.files?.[0];
                  const chosen = file && pathForFile(file);
                  if (chosen) onChoose(chosen);
                }}
              />
            ) : (
              <TextInput
                {...ids}
                value={path}
                placeholder={say('storage.restore.other.example')}
                onChange={(event) => setPath(event.target.value)}
              />
            )
          }
        </Field>
      </div>
      {!pathForFile && (
        <Button type="submit" disabled={disabled || path.trim() === ''}>
          {say('storage.restore.look')}
        </Button>
      )}
    </form>
  );
}

interface ConfirmProps {
  readonly candidate: Candidate;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

function Confirm({ candidate: { path, contents }, onBack, onDone }: ConfirmProps) {
  const say = useSay();
  const language = useLanguage();
  const state = useStorageState();
  const restore = async () => {
    const restored = await attemptStorage(() => studio.storage.restore({ path }));
    if (!restored) return;
    toast({ tone: 'plain', text: say(restored.restarting ? 'storage.restore.restarting' : 'storage.restore.next') });
    onDone();
  };
  return (
    <div className="flex flex-col gap-2">
      <p className="font-semibold" role="status">
        {say('storage.restore.holds', { ...contents })}
      </p>
      <p className="text-sm">
        {contents.changedAt !== null &&
          say('storage.restore.changed', { at: formatMoment(contents.changedAt, language) })}{' '}
        {say('storage.restore.promise')}
      </p>
      <p className="break-all text-muted text-sm" data-selectable>
        {path}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>{say('storage.restore.another')}</Button>
        <Button variant="primary" autoFocus disabled={state?.work !== null} onClick={() => void restore()}>
          {say(state?.work?.kind === 'restore' ? 'storage.restore.running' : 'storage.restore.now')}
        </Button>
      </div>
    </div>
  );
}
