import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { factsForSentence } from '../../../shared/messages/facts.ts';
import { keys } from '../../host/keys.ts';
import { bridge, studio } from '../../host/studio.ts';
import { sayMessage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { LicencesDialog } from '../diagnostics/licences-dialog.tsx';
import { LogDialog } from '../diagnostics/log-dialog.tsx';
import { Duplicates } from '../duplicates/duplicates.tsx';
import { ExportDialog } from '../export/export-dialog.tsx';
import { askForPhotos } from '../import/add-photos.ts';
import { DropDialog } from '../import/drop-dialog.tsx';
import { openImport } from '../import/import.store.ts';
import { ImportDialog } from '../import/import-dialog.tsx';
import { ImportsDialog } from '../import/imports-dialog.tsx';
import { Library } from '../library/library.tsx';
import { QuarantineDialog } from '../library/quarantine-dialog.tsx';
import { useAnnouncements } from '../notifications/announcements.ts';
import { AddFolderDialog } from '../onboarding/add-folder-dialog.tsx';
import { askForFolders } from '../onboarding/add-folders.ts';
import { useAccount } from '../profile/account.ts';
import { ProfileDialog } from '../profile/profile-dialog.tsx';
import { SessionBar } from '../profile/session-bar.tsx';
import { SignInDialog } from '../profile/sign-in-dialog.tsx';
import { DoctorDialog } from '../settings/doctor-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { Statements } from '../statements/statements.tsx';
import { useOpened } from '../updates/opened.ts';
import { UpdateBar } from '../updates/update-bar.tsx';
import { SendDialog } from '../uploads/send-dialog.tsx';
import { Uploads } from '../uploads/uploads.tsx';
import { WatermarkDialog } from '../watermark/watermark-dialog.tsx';
import { ToFixDialog } from '../wording/to-fix-dialog.tsx';
import { WordingDialog } from '../wording/wording-dialog.tsx';
import { WriteOriginalsDialog } from '../writing/write-originals-dialog.tsx';
import { Boundary } from './boundary.tsx';
import { CommandsDialog } from './commands-dialog.tsx';
import { DropZone } from './drop-zone.tsx';
import { runCommand, useKeyboard } from './keyboard.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { openDialog, openSection, useShell } from './shell.store.ts';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

// The chart library is only fetched by who looks at money.
const Sales = lazy(async () => ({ default: (await import('../sales/sales.tsx')).Sales }));

/** The window: bar, section, status; and everything that may lie over it. */
export function Shell() {
  const say = useSay();
  const section = useShell((state) => state.section);
  useKeyboard();
  useAnnouncements();
  useMenuCommands();
  useOpened();
  return (
    <div className="flex h-full flex-col">
      <TopBar />
      <Notices />
      <UpdateBar />
      <SessionBar />
      <div className="min-h-0 flex-1">
        <Boundary key={section}>
          {section === 'library' && <Library />}
          {section === 'duplicates' && <Duplicates />}
          {section === 'uploads' && <Uploads />}
          {section === 'sales' && (
            <Suspense fallback={null}>
              <Sales />
            </Suspense>
          )}
          {section === 'statements' && <Statements />}
        </Boundary>
      </div>
      <StatusBar />
      <AddFolderDialog />
      <DropDialog />
      <ImportDialog />
      <ImportsDialog />
      <SendDialog />
      <SignInDialog />
      <ProfileDialog />
      <SettingsDialog />
      <WatermarkDialog />
      <ExportDialog />
      <DoctorDialog />
      <LogDialog />
      <LicencesDialog />
      <QuarantineDialog />
      <WordingDialog />
      <WriteOriginalsDialog />
      <ToFixDialog />
      <KeysDialog />
      <CommandsDialog />
      <DropZone />
      <Toasts label={say('toasts.name')} closeLabel={say('toasts.close')} />
    </div>
  );
}

/**
 * What the studio says once at start: a restored catalogue, a missing keychain. The latter is nobody's worry before a real
 * account is at stake: the local marketplace has no secret to keep.
 */
function Notices() {
  const say = useSay();
  const notices = useQuery({ queryKey: keys.about, queryFn: () => studio.system.about() }).data?.notices ?? [];
  const account = useAccount().data;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  return notices
    .filter((notice) => notice.code !== 'keychain-unavailable' || (account && !account.isSandbox))
    .filter((notice) => !closed.has(notice.code))
    .map((notice) => (
      <div
        key={notice.code}
        role="status"
        className="flex items-center gap-3 border-b border-line bg-raised px-4 py-1.5"
      >
        <span className="size-2 shrink-0 rounded-full bg-warn" />
        <p className="min-w-0 flex-1">
          {sayMessage(`notice.${notice.code}`, factsForSentence(notice.facts)) ?? notice.code}
        </p>
        <Button size="small" variant="ghost" onClick={() => setClosed(new Set([...closed, notice.code]))}>
          {say('action.understood')}
        </Button>
      </div>
    ));
}

/** The window's menu, where there is one. */
function useMenuCommands(): void {
  useEffect(
    () =>
      bridge.onMenuCommand((command) => {
        switch (command) {
          case 'add-folders':
            return void askForFolders();
          case 'add-photos':
            return void askForPhotos();
          case 'import-card':
            return openImport();
          case 'settings':
          case 'logs':
          case 'licences':
            return openDialog(command);
          case 'check-updates':
            bridge.desktop?.update('look');
            return openDialog('settings');
          case 'keys':
          case 'commands':
          case 'search':
          case 'undo':
          case 'redo':
            return runCommand(command);
          case 'select-all':
            openSection('library');
            return runCommand('select-all');
        }
      }),
    [],
  );
}
