import { useState } from 'react';
import type { Profile } from '../../../shared/contract/profile.contract.ts';
import { formatAsOf } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { closeDialog, useShell } from '../shell/shell.store.ts';
import { useProfile } from './my-profile.ts';
import { PasswordForm } from './password-form.tsx';
import { PictureField } from './picture-field.tsx';
import { ProfileForm } from './profile-form.tsx';
import { SentPhotos } from './sent-photos.tsx';

type Tab = 'who' | 'sent' | 'password';

/** Who she is on the marketplace, how her account stands, what she sent. */
export function ProfileDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'profile');
  const profile = useProfile();
  return (
    <Dialog
      open={open && profile !== null}
      title={say('profile.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={540}
    >
      {profile && <Content profile={profile} />}
    </Dialog>
  );
}

function Content({ profile }: { readonly profile: Profile }) {
  const say = useSay();
  const language = useLanguage();
  const [tab, setTab] = useState<Tab>('who');
  const name = `${profile.words.firstName} ${profile.words.lastName}`.trim();
  return (
    <div className="flex flex-col gap-5">
      <Standing profile={profile} />
      <span className="self-start">
        <Segmented
          label={say('profile.title')}
          value={tab}
          options={[
            { value: 'who', label: say('profile.who') },
            { value: 'sent', label: say('profile.sent') },
            { value: 'password', label: say('profile.password') },
          ]}
          onChange={setTab}
        />
      </span>
      {tab === 'who' && (
        <>
          <PictureField profile={profile} name={name} />
          <ProfileForm profile={profile} />
          {profile.asOf !== null && (
            <p className="text-muted text-sm">
              {say('profile.asOf', { at: formatAsOf(profile.asOf, Date.now(), language) })}
            </p>
          )}
        </>
      )}
      {tab === 'sent' && <SentPhotos />}
      {tab === 'password' && <PasswordForm />}
    </div>
  );
}

/** What the marketplace decided of her account, and what that means. */
function Standing({ profile }: { readonly profile: Profile }) {
  const say = useSay();
  const { status, email } = profile;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex items-center gap-2">
        <span data-selectable>{email}</span>
        {status !== null && (
          <Badge tone={status === 'approved' ? 'good' : 'warn'}>{say(`profile.status.${status}`)}</Badge>
        )}
      </p>
      {status !== null && status !== 'approved' && (
        <p className="text-muted text-sm">{say(`profile.status.${status}.text`)}</p>
      )}
    </div>
  );
}
