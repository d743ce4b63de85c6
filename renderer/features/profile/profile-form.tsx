import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Profile } from '../../../shared/contract/profile.contract.ts';
import { readPhone } from '../../../shared/domain/phone.ts';
import { PROFILE_LIMITS, type ProfileWords } from '../../../shared/domain/profile.ts';
import { problemOf } from '../../host/problem.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea, TextInput } from '../../ui/field.tsx';
import { toast } from '../../ui/toasts.tsx';
import { profileChanged } from './my-profile.ts';

/** Name, telephone and what she says of herself, within the marketplace's limits. */
export function ProfileForm({ profile }: { readonly profile: Profile }) {
  const say = useSay();
  const [problem, setProblem] = useState<string | null>(null);
  const { register, handleSubmit, formState, watch, reset } = useForm<ProfileWords>({ defaultValues: profile.words });
  const { phone, bio } = watch();
  const read = phone.trim() === '' ? null : readPhone(phone, 'BF');
  const submit = handleSubmit(async (words) => {
    setProblem(null);
    try {
      const kept = await studio.profile.setWords(words);
      reset(kept.words);
      toast({ tone: 'good', text: say(kept.isUnsaid ? 'profile.keptUnsaid' : 'profile.kept') });
      await profileChanged();
    } catch (error) {
      setProblem(problemSentence(problemOf(error)));
    }
  });
  return (
    <form className="flex flex-col gap-3.5" noValidate onSubmit={(event) => void submit(event)}>
      <div className="grid grid-cols-2 gap-3">
        <Field label={say('profile.firstName')} tone="bad" hint={formState.errors.firstName && say('form.required')}>
          {(ids) => (
            <TextInput
              {...ids}
              autoComplete="given-name"
              maxLength={PROFILE_LIMITS.firstName}
              {...register('firstName', { required: true })}
            />
          )}
        </Field>
        <Field label={say('profile.lastName')} tone="bad" hint={formState.errors.lastName && say('form.required')}>
          {(ids) => (
            <TextInput
              {...ids}
              autoComplete="family-name"
              maxLength={PROFILE_LIMITS.lastName}
              {...register('lastName', { required: true })}
            />
          )}
        </Field>
      </div>
      <Field
        label={say('profile.phone')}
        tone="warn"
        hint={read !== null && !read.ok && read.problem.code === 'phone-characters' && say('profile.phone.odd')}
      >
        {(ids) => (
          <TextInput
            {...ids}
            type="tel"
            autoComplete="tel"
            placeholder="+226 70 12 34 56"
            maxLength={PROFILE_LIMITS.phone}
            {...register('phone')}
          />
        )}
      </Field>
      <Field label={say('profile.bio')} aside={`${[...bio].length} / ${PROFILE_LIMITS.bio}`}>
        {(ids) => <TextArea {...ids} rows={4} maxLength={PROFILE_LIMITS.bio} {...register('bio')} />}
      </Field>
      {profile.isUnsaid && <p className="text-sm text-warn">{say('profile.unsaid')}</p>}
      <p role="alert" className="text-bad text-sm empty:hidden">
        {problem}
      </p>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={formState.isSubmitting || !formState.isDirty}>
          {say('profile.keep')}
        </Button>
      </div>
    </form>
  );
}
