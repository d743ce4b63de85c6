import { useQuery } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../../host/keys.ts';
import { bridge, studio } from '../../host/studio.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { attemptStorage, useStorageState } from './storage.ts';

/** Where the copy goes; a folder or a name in one. */
export function BackupForm({ onDone }: { readonly onDone: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const state = useStorageState();
  const suggested = useQuery({
    queryKey: keys.storage.suggestion,
    queryFn: () => studio.storage.suggestBackup(),
    staleTime: 0,
  }).data?.path;
  const [typed, setTyped] = useState<string | null>(null);
  const path = typed ?? suggested ?? '';
  const busy = state?.work !== null;
  const { chooseFolders } = bridge;
  const choose = async () => {
    const [folder] = (await chooseFolders?.()) ?? [];
    const name = (suggested ?? '').split(/[\\/]/).at(-1) ?? '';
    if (folder) setTyped(`${folder}${folder.includes('\\') ? '\\' : '/'}${name}`);
  };
  const save = async () => {
    const made = await attemptStorage(() => studio.storage.backUp({ path }));
    if (!made) return;
    toast({
      tone: 'good',
      text: say('storage.backUp.done', {
        photos: made.contents.photos,
        bytes: formatBytes(made.contents.bytes, language),
      }),
      detail: made.path,
    });
    onDone();
  };
  return (
    <form
      className="flex flex-col gap-2 rounded-md border border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label={say('storage.backUp.to')} hint={say('storage.backUp.to.text')}>
        {(ids) => <TextInput {...ids} data-autofocus value={path} onChange={(event) => setTyped(event.target.value)} />}
      </Field>
      <div className="flex justify-end gap-2">
        {chooseFolders && (
          <Button icon={<FolderOpen size={14} />} onClick={() => void choose()}>
            {say('storage.chooseFolder')}
          </Button>
        )}
        <Button type="submit" variant="primary" disabled={busy || path.trim() === ''}>
          {say(state?.work?.kind === 'backup' ? 'storage.backUp.running' : 'storage.backUp.now')}
        </Button>
      </div>
    </form>
  );
}
