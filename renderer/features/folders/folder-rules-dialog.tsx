import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { FolderRulesPreview } from '../../../shared/contract/folder-rules.contract.ts';
import type { Folder } from '../../../shared/contract/library.contract.ts';
import type { FolderRules } from '../../../shared/domain/folder-rules.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Check, Field, TextArea } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { useFolders } from '../library/queries.ts';
import { sayProblem } from '../shell/attempt.ts';
import { closeFolderRules, useFolderRules } from './folder-rules.store.ts';
import { patternsOf } from './patterns.ts';

/** What the studio reads of a watched folder. */
export function FolderRulesDialog() {
  const id = useFolderRules((state) => state.folder);
  const folder = (useFolders().data ?? []).find((one) => one.id === id);
  return folder ? <OpenRules key={folder.id} folder={folder} /> : null;
}

function OpenRules({ folder }: { readonly folder: Folder }) {
  const say = useSay();
  const [subfolders, setSubfolders] = useState(folder.rules.subfolders);
  const [patterns, setPatterns] = useState(folder.rules.ignore.join('\n'));
  const [paused, setPaused] = useState(folder.rules.paused);
  const rules: FolderRules = { subfolders, ignore: patternsOf(patterns), paused };
  const same = JSON.stringify(rules) === JSON.stringify(folder.rules);
  const preview = usePreview(folder, rules);
  const save = () => void saveRules(folder, rules, say('folderRules.saved', { name: folder.name }), say('action.undo'));
  return (
    <Dialog
      open
      title={say('folderRules.title', { name: folder.name })}
      closeLabel={say('action.close')}
      onClose={closeFolderRules}
      width={560}
      footer={
        <>
          <Button variant="ghost" onClick={closeFolderRules}>
            {say('action.cancel')}
          </Button>
          <Button variant="primary" disabled={same} onClick={save}>
            {say('folderRules.save')}
          </Button>
        </>
      }
    >
      <p className="mb-4 truncate text-muted text-sm" title={folder.path} data-selectable>
        {folder.path}
      </p>
      <div className="flex flex-col gap-4">
        <Check label={say('folderRules.subfolders')} checked={subfolders} onChange={setSubfolders} />
        <Field label={say('folderRules.ignore')} hint={say('folderRules.ignore.hint')}>
          {(ids) => (
            <TextArea
              {...ids}
              rows={4}
              className="min-h-24 font-mono text-sm"
              spellCheck={false}
              placeholder={say('folderRules.ignore.example')}
              value={patterns}
              onChange={(event) => setPatterns(event.target.value)}
            />
          )}
        </Field>
        <Check
          label={say('folderRules.paused')}
          hint={say('folderRules.paused.hint')}
          checked={paused}
          onChange={setPaused}
        />
        <Outcome preview={preview} />
      </div>
    </Dialog>
  );
}

/** What would come of the rules as they stand in the dialog. */
function usePreview(folder: Folder, { subfolders, ignore }: FolderRules): FolderRulesPreview | undefined {
  const asked = useDeferredValue(JSON.stringify({ subfolders, ignore }));
  return useQuery({
    queryKey: ['folder-rules', folder.id, asked, folder.rulesPending],
    queryFn: ({ signal }) => studio.folderRules.preview({ id: folder.id, rules: { subfolders, ignore } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 10_000,
  }).data;
}

function Outcome({ preview }: { readonly preview: FolderRulesPreview | undefined }) {
  const say = useSay();
  if (!preview) return <p className="min-h-10 text-muted text-sm" />;
  const { leave, comeBack, leftOut, examples } = preview;
  return (
    <div className="min-h-10 rounded-md bg-canvas px-3 py-2 text-sm" role="status">
      <p>{leave > 0 ? say('folderRules.leave', { count: leave }) : say('folderRules.leftOut', { count: leftOut })}</p>
      {comeBack > 0 && <p>{say('folderRules.comeBack', { count: comeBack })}</p>}
      {leave > 0 && (
        <>
          <p className="truncate text-muted" title={examples.join('\n')}>
            {examples.join(' · ')}
          </p>
          <p className="text-muted">{say('folderRules.kept')}</p>
        </>
      )}
    </div>
  );
}

async function saveRules(
  { id, rules: before }: Folder,
  rules: FolderRules,
  saved: string,
  undo: string,
): Promise<void> {
  try {
    await studio.folderRules.set({ id, rules });
    closeFolderRules();
    toast({
      tone: 'plain',
      text: saved,
      action: { label: undo, run: () => void studio.folderRules.set({ id, rules: before }).catch(sayProblem) },
    });
  } catch (error) {
    sayProblem(error);
  }
}
