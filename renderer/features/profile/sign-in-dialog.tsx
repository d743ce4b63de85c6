import { useQuery } from '@tanstack/react-query';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { trySandbox } from './account.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignInDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'sign-in');
  const hasSandbox = useQuery({ queryKey: keys.about, queryFn: () => studio.system.about() }).data?.hasSandbox ?? false;
  return (
    <Dialog open={open} title={say('signIn.title')} closeLabel={say('action.close')} onClose={closeDialog} width={420}>
      <SignInForm onDone={closeDialog} />
      {hasSandbox && (
        <Button
          variant="ghost"
          className="mt-3 w-full text-muted"
          onClick={() => void trySandbox().then((done) => done && closeDialog())}
        >
          {say('welcome.try')}
        </Button>
      )}
    </Dialog>
  );
}
