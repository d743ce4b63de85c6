import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../../host/keys.ts';
import { problemOf } from '../../host/problem.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { useAccount } from './account.ts';

/** The session ran out: one quiet line asks for the password while everything else goes on. */
export function SessionBar() {
  const say = useSay();
  const account = useAccount().data;
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (account?.session !== 'expired') return null;

  async function renew(): Promise<void> {
    if (!account || password === '') return;
    setBusy(true);
    setProblem(null);
    try {
      queryClient.setQueryData(
        keys.account,
        await studio.account.login({
          server: account.server,
          email: account.email,
          password,
          remember: account.remembered,
        }),
      );
      setPassword('');
    } catch (error) {
      setProblem(problemSentence(problemOf(error)));
    }
    setBusy(false);
  }

  return (
    <form
      aria-label={say('session.expired')}
      className="flex min-h-10 items-center gap-3 border-b border-line bg-raised px-4 py-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        void renew();
      }}
    >
      <KeyRound size={15} className="shrink-0 text-warn" />
      <span className="min-w-0 flex-1">
        {problem ?? say('session.expired')}{' '}
        <span className="text-muted">{!problem && say('session.expired.detail')}</span>
      </span>
      <span className="w-52 shrink-0">
        <TextInput
          type="password"
          autoComplete="current-password"
          aria-label={say('session.passwordOf', { email: account.email })}
          placeholder={say('signIn.password')}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          onKeyDown={(event) => event.stopPropagation()}
        />
      </span>
      <Button type="submit" variant="primary" disabled={busy || password === ''}>
        {say('session.renew')}
      </Button>
    </form>
  );
}
