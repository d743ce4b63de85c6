import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, Check, FolderOpen, FolderPlus, Store, UserRound } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../../host/keys.ts';
import { problemOf } from '../../host/problem.ts';
import { queryClient } from '../../host/query-client.ts';
import { bridge, studio } from '../../host/studio.ts';
import { changeLanguage, useLanguage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { useFolders, useIngest } from '../library/queries.ts';
import { useAccount } from '../profile/account.ts';
import { SignInForm } from '../profile/sign-in-form.tsx';
import { changeSettings } from '../settings/settings.ts';
import { addFolders } from './add-folders.ts';
import { FolderBrowser } from './folder-browser.tsx';

type Step = 'welcome' | 'sign-in' | 'folders';

/** First run: a language, an account or none, a folder; then photographs. By mouse alone, under a minute. */
export function Onboarding() {
  const say = useSay();
  const language = useLanguage();
  const account = useAccount().data ?? null;
  const [step, setStep] = useState<Step>('welcome');
  const shown = step === 'welcome' && account ? 'folders' : step;
  return (
    <main className="flex h-full flex-col items-center justify-center overflow-y-auto bg-canvas p-6">
      <div className="w-full max-w-2xl rounded-lg border border-line bg-panel">
        <header className="flex items-center justify-between border-b border-line px-8 py-4">
          <span className="font-semibold text-lg tracking-tight">Pouire Studio</span>
          <Segmented
            label={say('settings.language')}
            value={language}
            options={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(next) => {
              changeLanguage(next);
              void changeSettings({ language: next });
            }}
          />
        </header>
        <div className="p-8">
          {shown === 'welcome' && <Welcome onSignIn={() => setStep('sign-in')} onLater={() => setStep('folders')} />}
          {shown === 'sign-in' && (
            <div className="mx-auto max-w-sm">
              <h1 className="mb-5 font-semibold text-xl">{say('signIn.title')}</h1>
              <SignInForm onDone={() => setStep('folders')} />
              <Button
                variant="ghost"
                className="-ml-3 mt-4 text-muted"
                icon={<ArrowLeft size={14} />}
                onClick={() => setStep('welcome')}
              >
                {say('action.back')}
              </Button>
            </div>
          )}
          {shown === 'folders' && <Folders />}
        </div>
      </div>
      <Toasts label={say('toasts.name')} closeLabel={say('toasts.close')} />
    </main>
  );
}

function Welcome({ onSignIn, onLater }: { readonly onSignIn: () => void; readonly onLater: () => void }) {
  const say = useSay();
  const hasSandbox = useQuery({ queryKey: keys.about, queryFn: () => studio.system.about() }).data?.hasSandbox ?? false;
  const [trying, setTrying] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function trySandbox(): Promise<void> {
    setTrying(true);
    setProblem(null);
    try {
      queryClient.setQueryData(keys.account, await studio.account.trySandbox());
    } catch (error) {
      setProblem(problemSentence(problemOf(error)));
    }
    setTrying(false);
  }

  return (
    <>
      <h1 className="font-semibold text-2xl">{say('welcome.title')}</h1>
      <p className="mt-2 max-w-prose text-balance text-lg text-muted">{say('welcome.text')}</p>
      <div className="mt-7 grid grid-cols-2 gap-3">
        {hasSandbox && (
          <Choice
            icon={<Store size={20} />}
            title={say(trying ? 'welcome.trying' : 'welcome.try')}
            text={say('welcome.try.text')}
            primary
            disabled={trying}
            onPress={() => void trySandbox()}
          />
        )}
        <Choice
          icon={<UserRound size={20} />}
          title={say('welcome.signIn')}
          text={say('welcome.signIn.text')}
          primary={!hasSandbox}
          disabled={trying}
          onPress={onSignIn}
        />
      </div>
      {problem && (
        <p role="alert" className="mt-4 text-bad">
          {problem}
        </p>
      )}
      <button type="button" className="mt-5 text-muted hover:text-ink hover:underline" onClick={onLater}>
        {say('welcome.later')}
      </button>
    </>
  );
}

interface ChoiceProps {
  readonly icon: React.ReactNode;
  readonly title: string;
  readonly text: string;
  readonly primary: boolean;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

function Choice({ icon, title, text, primary, disabled, onPress }: ChoiceProps) {
  return (
    <button
      type="button"
      disabled={disabled}
      className={`flex flex-col items-start gap-2 rounded-lg border p-5 text-left transition-colors hover:bg-hover disabled:opacity-60 ${primary ? 'border-accent' : 'border-line hover:border-line-strong'}`}
      onClick={onPress}
    >
      <span className={primary ? 'text-accent' : 'text-muted'}>{icon}</span>
      <span className="font-semibold text-lg">{title}</span>
      <span className="text-muted">{text}</span>
    </button>
  );
}

function Folders() {
  const say = useSay();
  const folders = useFolders().data ?? [];
  const ingest = useIngest().data;
  const [busy, setBusy] = useState(false);
  const choose = bridge.chooseFolders;

  async function add(paths: readonly string[]): Promise<void> {
    setBusy(true);
    const added = await addFolders(paths);
    await queryClient.invalidateQueries({ queryKey: keys.folders });
    setBusy(false);
    // One folder is enough to begin; others can be added from the sidebar.
    if (added > 0) await changeSettings({ onboarded: true });
  }

  return (
    <>
      <h1 className="font-semibold text-xl">{say('folders.title')}</h1>
      <p className="mt-1 mb-5 text-muted">{say('folders.text')}</p>
      {choose ? (
        <Button
          variant="primary"
          size="large"
          icon={<FolderOpen size={17} />}
          disabled={busy}
          onClick={() => void choose().then(add)}
        >
          {say('folders.choose')}
        </Button>
      ) : (
        <FolderBrowser busy={busy} onChoose={(path) => void add([path])} />
      )}
      {folders.length > 0 && (
        <ul className="mt-4 flex flex-col gap-1">
          {folders.map((folder) => (
            <li key={folder.id} className="flex items-center gap-2">
              <Check size={15} className="text-good" /> <span className="truncate">{folder.path}</span>
              <span className="tabular text-muted text-sm">{say('count.photos', { count: folder.photoCount })}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-5 flex items-center justify-between">
        <span className="text-muted text-sm">
          {ingest && ingest.state !== 'idle' ? say('folders.reading', { found: ingest.found }) : ''}
        </span>
        {folders.length > 0 ? (
          <Button
            variant="primary"
            icon={<ArrowRight size={15} />}
            onClick={() => void changeSettings({ onboarded: true })}
          >
            {say('folders.start')}
          </Button>
        ) : (
          <Button
            variant="ghost"
            className="text-muted"
            icon={<FolderPlus size={14} />}
            onClick={() => void changeSettings({ onboarded: true })}
          >
            {say('folders.skip')}
          </Button>
        )}
      </div>
    </>
  );
}
