import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { PASSWORD_LEAST } from '../../../shared/domain/profile.ts';
import { problemOf } from '../../host/problem.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { profileChanged } from './my-profile.ts';

interface Passwords {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

/** The password is changed on the marketplace and, where she stays signed in, in the keychain. */
export function PasswordForm() {
  const say = useSay();
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, formState, reset } = useForm<Passwords>({
    defaultValues: { current: '', next: '', again: '' },
  });
  const { errors } = formState;
  const submit = handleSubmit(async ({ current, next }) => {
    setProblem(null);
    try {
      await studio.profile.changePassword({ current, next });
      reset();
      toast({ tone: 'good', text: say('profile.password.done') });
      await profileChanged();
    } catch (error) {
      const { code, facts } = problemOf(error);
      // The marketplace says in its own words what a new password lacks.
      const said = code === 'server-refused' ? Object.values(facts.fields ?? {}).flat()[0] : undefined;
      setProblem(typeof said === 'string' ? said : problemSentence({ code, facts }));
    }
  });
  return (
    <form className="flex flex-col gap-3.5" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={say('profile.password.current')} tone="bad" hint={errors.current && say('form.required')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="password"
            autoComplete="current-password"
            {...register('current', { required: true })}
          />
        )}
      </Field>
      <Field
        label={say('profile.password.next')}
        tone={errors.next ? 'bad' : 'muted'}
        hint={say('profile.password.least', { count: PASSWORD_LEAST })}
      >
        {(ids) => (
          <TextInput
            {...ids}
            type="password"
            autoComplete="new-password"
            {...register('next', { required: true, minLength: PASSWORD_LEAST })}
          />
        )}
      </Field>
      <Field label={say('profile.password.again')} tone="bad" hint={errors.again && say('profile.password.differs')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="password"
            autoComplete="new-password"
            {...register('again', { validate: (again, { next }) => again === next })}
          />
        )}
      </Field>
      <p role="alert" className="text-bad text-sm empty:hidden">
        {problem}
      </p>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={formState.isSubmitting}>
          {say('profile.password.change')}
        </Button>
      </div>
    </form>
  );
}
