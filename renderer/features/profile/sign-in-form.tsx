import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { factsForSentence } from '../../../shared/messages/facts.ts';
import { keys } from '../../host/keys.ts';
import { problemOf } from '../../host/problem.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { sayMessage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';

/** The marketplace's own address. */
const MARKETPLACE = 'https://api.pouire.com';

interface SignIn {
  readonly server: string;
  readonly email: string;
  readonly password: string;
  readonly remember: boolean;
}

export function SignInForm({ onDone }: { readonly onDone: () => void }) {
  const say = useSay();
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, formState, watch } = useForm<SignIn>({
    defaultValues: { server: MARKETPLACE, email: '', password: '', remember: true },
  });
  const remember = watch('remember');
  const { errors, isSubmitting } = formState;
  const notices = useQuery({ queryKey: keys.about, queryFn: () => studio.system.about() }).data?.notices ?? [];
  const noKeychain = notices.find((notice) => notice.code === 'keychain-unavailable');

  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      queryClient.setQueryData(keys.account, await studio.account.login(values));
      onDone();
    } catch (error) {
      setProblem(problemSentence(problemOf(error)));
    }
  });

  return (
    <form className="flex flex-col gap-3.5" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={say('signIn.server')} tone="bad" hint={errors.server && say('form.required')}>
        {(ids) => (
          <TextInput
            {...ids}
            className="h-8"
            inputMode="url"
            aria-invalid={errors.server !== undefined}
            {...register('server', { required: true })}
          />
        )}
      </Field>
      <Field label={say('signIn.email')} tone="bad" hint={errors.email && say('form.email')}>
        {(ids) => (
          <TextInput
            {...ids}
            className="h-8"
            type="email"
            autoComplete="username"
            data-autofocus
            aria-invalid={errors.email !== undefined}
            {...register('email', { required: true, pattern: /^\S+@\S+$/ })}
          />
        )}
      </Field>
      <Field label={say('signIn.password')} tone="bad" hint={errors.password && say('form.required')}>
        {(ids) => (
          <TextInput
            {...ids}
            className="h-8"
            type="password"
            autoComplete="current-password"
            aria-invalid={errors.password !== undefined}
            {...register('password', { required: true })}
          />
        )}
      </Field>
      <div className="flex gap-2.5">
        <input
          id="remember"
          type="checkbox"
          className="mt-0.5 size-4 shrink-0 accent-accent"
          aria-describedby="remember-hint"
          {...register('remember')}
        />
        <div>
          <label htmlFor="remember">{say('signIn.remember')}</label>
          <p id="remember-hint" className="text-muted text-sm">
            {say(remember ? 'signIn.remember.on' : 'signIn.remember.off')}
          </p>
          {remember && noKeychain && (
            <p role="status" className="mt-1 text-sm text-warn">
              {sayMessage('notice.keychain-unavailable', factsForSentence(noKeychain.facts))}
            </p>
          )}
        </div>
      </div>
      {problem && (
        <p role="alert" className="rounded-md border border-bad/50 px-3 py-2 text-bad">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" className="h-9" disabled={isSubmitting}>
        {say(isSubmitting ? 'signIn.working' : 'signIn.submit')}
      </Button>
    </form>
  );
}
