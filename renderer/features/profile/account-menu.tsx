import { LogIn, LogOut, RefreshCw, Settings, Stethoscope, Store, UserRound } from 'lucide-react';
import { useSay } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { openDialog } from '../shell/shell.store.ts';
import { signOut, syncNow, trySandbox, useAccount } from './account.ts';
import { Portrait } from './portrait.tsx';

/** Who is signed in, where, and what concerns the account. */
export function AccountMenu() {
  const say = useSay();
  const account = useAccount().data ?? null;
  const around: readonly MenuEntry[] = [
    {
      kind: 'item',
      label: say('settings.title'),
      icon: <Settings size={14} />,
      onSelect: () => openDialog('settings'),
    },
    { kind: 'item', label: say('doctor.title'), icon: <Stethoscope size={14} />, onSelect: () => openDialog('doctor') },
  ];
  const entries: readonly MenuEntry[] = account
    ? [
        {
          kind: 'item',
          label: say('profile.open'),
          icon: <UserRound size={14} />,
          onSelect: () => openDialog('profile'),
        },
        { kind: 'item', label: say('account.sync'), icon: <RefreshCw size={14} />, onSelect: () => void syncNow() },
        ...around,
        { kind: 'line' },
        { kind: 'item', label: say('account.signOut'), icon: <LogOut size={14} />, onSelect: () => void signOut() },
      ]
    : [
        {
          kind: 'item',
          label: say('account.signIn'),
          icon: <LogIn size={14} />,
          onSelect: () => openDialog('sign-in'),
        },
        { kind: 'item', label: say('welcome.try'), icon: <Store size={14} />, onSelect: () => void trySandbox() },
        ...around,
      ];
  return (
    <Menu
      trigger={
        <button
          type="button"
          title={account ? say('account.menuOf', { name: account.name }) : say('account.menu')}
          className="flex size-7 shrink-0 items-center justify-center rounded-full bg-hover font-semibold text-xs hover:bg-line"
        >
          <span className="sr-only">
            {account ? say('account.menuOf', { name: account.name }) : say('account.menu')}{' '}
          </span>
          <Portrait name={account?.name ?? null} className="size-7" />
        </button>
      }
      entries={entries}
      header={
        account && (
          <div className="mb-1 flex flex-col gap-0.5 border-b border-line px-2.5 pt-1.5 pb-2.5">
            <span className="flex items-center gap-2 font-semibold">
              <Portrait name={account.name} className="size-9 shrink-0" />
              {account.name}
            </span>
            <span className="text-muted text-sm">{account.email}</span>
            <span className="mt-1 flex flex-wrap gap-1">
              {account.isSandbox ? (
                <Badge tone="accent">{say('account.sandbox')}</Badge>
              ) : (
                <Badge>{hostOf(account.server)}</Badge>
              )}
              {account.photographerStatus !== null && account.photographerStatus !== 'approved' && (
                <Badge tone="warn">{say(`account.${account.photographerStatus}`)}</Badge>
              )}
              <Badge>{say(`account.kept.${account.secretsKeptIn}`)}</Badge>
            </span>
          </div>
        )
      }
    />
  );
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).host : server;
}
