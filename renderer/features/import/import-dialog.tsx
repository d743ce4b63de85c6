import { FolderOpen, HardDrive, LoaderCircle, MemoryStick } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { ImportMemory, LookId, Shot } from '../../../shared/contract/import.contract.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { bridge, studio } from '../../host/studio.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { FolderBrowser } from '../onboarding/folder-browser.tsx';
import { sayProblem } from '../shell/attempt.ts';
import { closeDialog, openDialog, useShell } from '../shell/shell.store.ts';
import { FilesToSend } from './files-to-send.tsx';
import { useImportSubject } from './import.store.ts';
import { OptionsPanel, patternsHold } from './options-panel.tsx';
import type { PageFile } from './page-files.ts';
import { type Draft, leaveLook, useImportMemory, useLook, useSources } from './queries.ts';
import { sendFiles } from './send-files.ts';
import { ShotGrid } from './shot-grid.tsx';

/** Choosing what to copy from a card, folders or a drop, and where to. */
export function ImportDialog() {
  const open = useShell((state) => state.dialog === 'import');
  const memory = useImportMemory();
  return open && memory.data && !memory.isFetching ? <OpenImport memory={memory.data} /> : null;
}

function OpenImport({ memory }: { readonly memory: ImportMemory }) {
  const say = useSay();
  const language = useLanguage();
  const subject = useImportSubject((state) => state.subject);
  const files = subject.kind === 'files' ? subject.files : null;
  const [draft, setDraft] = useState<Draft>({ ...memory, event: '', skipKnown: true });
  const [presets, setPresets] = useState(memory.presets);
  const source = useSource(subject.kind === 'paths' ? subject.paths : null);
  const look = useLook(source.look).data ?? null;
  const { chosen, choose } = useChosen(source.look, look?.shots ?? NO_SHOTS);
  const [browsing, setBrowsing] = useState(false);
  const [busy, setBusy] = useState(false);
  const count = files ? files.length : chosen.size;
  const bytes = files
    ? files.reduce((sum, { file }) => sum + file.size, 0)
    : (look?.shots ?? NO_SHOTS).reduce((sum, shot) => sum + (chosen.has(shot.id) ? shot.bytes : 0), 0);

  async function go(): Promise<void> {
    setBusy(true);
    try {
      const options = { ...draft, firstNumber: 1 };
      if (files) await sendFiles(files, options);
      else if (source.look) await studio.imports.start({ look: source.look, shots: [...chosen], options });
      openDialog('imports');
    } catch (error) {
      sayProblem(error);
    }
    setBusy(false);
  }

  async function keep(): Promise<void> {
    const { folderPattern, namePattern } = draft;
    const name = `${folderPattern || '–'} · ${namePattern ?? '{name}'}`.slice(0, 60);
    const next = [...presets.filter((preset) => preset.name !== name), { name, folderPattern, namePattern }];
    try {
      setPresets((await studio.imports.keepPresets({ presets: next })).presets);
    } catch (error) {
      sayProblem(error);
    }
  }

  async function chooseFolder(): Promise<void> {
    if (!bridge.chooseFolders) return setBrowsing(true);
    const paths = await bridge.chooseFolders();
    if (paths.length > 0) source.open(paths);
  }

  return (
    <Dialog
      open
      title={say('import.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={1240}
      footer={
        <DialogActions
          summary={count > 0 ? say('import.chosen', { count, size: formatBytes(bytes, language) }) : null}
          leave={say('action.cancel')}
          onLeave={closeDialog}
          submit={say('import.go', { count })}
          onSubmit={() => void go()}
          disabled={busy || count === 0 || draft.destination.trim() === '' || !patternsHold(draft)}
        />
      }
    >
      <div
        className={classes(
          'grid h-[64vh] gap-4',
          files ? 'grid-cols-[minmax(0,1fr)_300px]' : 'grid-cols-[184px_minmax(0,1fr)_300px]',
        )}
      >
        {!files && <Sources current={source.paths} onOpen={source.open} onChooseFolder={() => void chooseFolder()} />}
        {files ? (
          <FilesToSend files={files} />
        ) : (
          <section aria-label={say('import.contents')} className="flex min-h-0 flex-col rounded-md border border-line">
            {look && source.look ? (
              <>
                <Head look={look} chosen={chosen} onChoose={choose} />
                {look.shots.length > 0 ? (
                  <ShotGrid look={source.look} shots={look.shots} chosen={chosen} onChoose={choose} />
                ) : (
                  <p className="p-6 text-center text-muted">
                    {say(
                      look.state === 'away'
                        ? 'import.away'
                        : look.state === 'listing'
                          ? 'import.listing'
                          : 'import.nothing',
                    )}
                  </p>
                )}
              </>
            ) : (
              <p className="m-auto max-w-72 p-6 text-center text-muted">{say('import.chooseSource')}</p>
            )}
          </section>
        )}
        <section aria-label={say('import.options')} className="min-h-0 overflow-y-auto pr-1">
          <OptionsPanel
            draft={draft}
            presets={presets}
            example={exampleFrom(firstOf(look?.shots ?? NO_SHOTS, chosen), files?.[0])}
            later={files !== null}
            onChange={setDraft}
            onKeep={() => void keep()}
          />
        </section>
      </div>
      <Dialog
        open={browsing}
        title={say('browse.title')}
        closeLabel={say('action.close')}
        onClose={() => setBrowsing(false)}
        width={720}
      >
        <FolderBrowser
          busy={false}
          onChoose={(path) => {
            source.open([path]);
            setBrowsing(false);
          }}
        />
      </Dialog>
    </Dialog>
  );
}

const NO_SHOTS: readonly Shot[] = [];
const NOTHING_DECIDED: ReadonlyMap<number, boolean> = new Map();

/** The source that is looked at; a card that is in the machine is opened by itself. */
function useSource(given: readonly string[] | null) {
  const [paths, setPaths] = useState<readonly string[] | null>(given);
  const [look, setLook] = useState<LookId | null>(null);
  const sources = useSources(true).data;
  useEffect(() => {
    const card = sources?.find(({ kind }) => kind === 'card');
    if (paths === null && card) setPaths([card.path]);
  }, [sources, paths]);
  useEffect(() => {
    if (paths === null) return;
    let current: LookId | null = null;
    let left = false;
    studio.imports.look({ paths: [...paths] }).then((answer) => {
      current = answer.look;
      if (left) leaveLook(current);
      else setLook(current);
    }, sayProblem);
    return () => {
      left = true;
      if (current) leaveLook(current);
      queryClient.removeQueries({ queryKey: keys.imports.look(current) });
      setLook(null);
    };
  }, [paths]);
  return { paths, look, open: setPaths };
}

/** New ones are chosen by themselves, until she decides otherwise of one. */
function useChosen(look: LookId | null, shots: readonly Shot[]) {
  const [all, setAll] = useState<ReadonlyMap<LookId | null, ReadonlyMap<number, boolean>>>(new Map());
  const decided = all.get(look) ?? NOTHING_DECIDED;
  const chosen = useMemo(
    () => new Set(shots.filter((shot) => decided.get(shot.id) ?? shot.known !== 'known').map(({ id }) => id)),
    [shots, decided],
  );
  return {
    chosen,
    choose: (ids: readonly number[], value: boolean) =>
      setAll((before) => {
        const own = new Map(before.get(look) ?? NOTHING_DECIDED);
        for (const id of ids) own.set(id, value);
        return new Map(before).set(look, own);
      }),
  };
}

interface SourcesProps {
  readonly current: readonly string[] | null;
  readonly onOpen: (paths: readonly string[]) => void;
  readonly onChooseFolder: () => void;
}

function Sources({ current, onOpen, onChooseFolder }: SourcesProps) {
  const say = useSay();
  const sources = useSources(true).data ?? [];
  const other = current !== null && !sources.some(({ path }) => current.includes(path)) ? current : null;
  return (
    <nav aria-label={say('import.sources')} className="flex flex-col gap-1">
      <h3 className="text-muted text-xs">{say('import.sources')}</h3>
      {sources.map((source) => (
        <button
          key={source.path}
          type="button"
          title={source.path}
          aria-current={current?.includes(source.path) ? 'true' : undefined}
          className="flex h-8 items-center gap-2 rounded-md px-2 text-left hover:bg-hover aria-[current]:bg-hover"
          onClick={() => onOpen([source.path])}
        >
          {source.kind === 'card' ? (
            <MemoryStick size={15} className="shrink-0 text-accent" />
          ) : (
            <HardDrive size={15} className="shrink-0 text-muted" />
          )}
          <span className="min-w-0 truncate">{source.name}</span>
        </button>
      ))}
      {other && (
        <p className="flex h-8 items-center gap-2 rounded-md bg-hover px-2" title={other.join('\n')}>
          <FolderOpen size={15} className="shrink-0 text-muted" />
          <span className="min-w-0 truncate">
            {other.length === 1
              ? (other[0]?.split(/[\\/]/).findLast((name) => name !== '') ?? other[0])
              : say('import.items', { count: other.length })}
          </span>
        </p>
      )}
      {sources.length === 0 && <p className="text-muted text-sm">{say('import.noSource')}</p>}
      <Button className="mt-2 self-start" size="small" icon={<FolderOpen size={14} />} onClick={onChooseFolder}>
        {say('import.chooseFolder')}
      </Button>
    </nav>
  );
}

interface HeadProps {
  readonly look: { readonly state: string; readonly shots: readonly Shot[]; readonly ignored: number };
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (ids: readonly number[], chosen: boolean) => void;
}

function Head({ look, chosen, onChoose }: HeadProps) {
  const say = useSay();
  const all = look.shots.map(({ id }) => id);
  const known = look.shots.filter((shot) => shot.known === 'known').length;
  return (
    <div className="flex items-center gap-2 border-b border-line px-3 py-1.5">
      {look.state !== 'ready' && look.state !== 'away' && (
        <LoaderCircle size={14} className="shrink-0 animate-spin text-muted" />
      )}
      <p className="tabular min-w-0 flex-1 truncate text-sm">
        {say('import.selected', { count: chosen.size, total: look.shots.length })}
        {known > 0 && <span className="text-muted"> · {say('import.knownCount', { count: known })}</span>}
        {look.ignored > 0 && <span className="text-muted"> · {say('import.ignored', { count: look.ignored })}</span>}
      </p>
      <Button size="small" onClick={() => onChoose(all, true)}>
        {say('import.select.all')}
      </Button>
      <Button size="small" onClick={() => onChoose(all, false)}>
        {say('import.select.none')}
      </Button>
      <Button
        size="small"
        onClick={() => {
          onChoose(all, false);
          onChoose(
            look.shots.filter((shot) => shot.known !== 'known').map(({ id }) => id),
            true,
          );
        }}
      >
        {say('import.select.new')}
      </Button>
    </div>
  );
}

/** The one that was taken first, which gets the first number. */
function firstOf(shots: readonly Shot[], chosen: ReadonlySet<number>): Shot | undefined {
  let first: Shot | undefined;
  for (const shot of shots)
    if (chosen.has(shot.id) && (!first || (shot.takenAt ?? '~') < (first.takenAt ?? '~'))) first = shot;
  return first ?? shots[0];
}

function exampleFrom(shot: Shot | undefined, file: PageFile | undefined) {
  const name = shot?.name ?? file?.path.split('/').at(-1);
  if (name === undefined) return null;
  const dot = name.lastIndexOf('.');
  const folders = (shot?.folder ?? file?.path.split('/').slice(0, -1).join('/') ?? '').split(/[\\/]/);
  const at = file ? new Date(file.file.lastModified - new Date().getTimezoneOffset() * 60_000) : new Date(0);
  return {
    takenAt: shot?.takenAt ?? at.toISOString().slice(0, 19),
    camera: shot?.camera ?? null,
    name: dot > 0 ? name.slice(0, dot) : name,
    extension: dot > 0 ? name.slice(dot + 1) : '',
    folder: folders.at(-1) ?? '',
  };
}
