import { X } from 'lucide-react';
import { useState } from 'react';
import type { ProfilePicture } from '../../../shared/contract/profile.contract.ts';
import { formatDay } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { usePictures } from './my-profile.ts';

interface EarlierPicturesProps {
  readonly busy: boolean;
  readonly onChoose: (id: number) => void;
  readonly onRemove: (id: number) => Promise<void>;
}

/** The pictures she had before: to be taken again, or removed for good. */
export function EarlierPictures({ busy, onChoose, onRemove }: EarlierPicturesProps) {
  const say = useSay();
  const language = useLanguage();
  const [removing, setRemoving] = useState<ProfilePicture | null>(null);
  const [, ...earlier] = usePictures().data ?? [];
  if (earlier.length === 0) return null;
  const leave = () => setRemoving(null);
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-muted text-sm">{say('profile.earlier')}</h3>
      <ul className="flex flex-wrap gap-3">
        {earlier.map((picture) => {
          const day = formatDay(picture.addedAt, language);
          return (
            <li key={picture.id} className="relative">
              <button
                type="button"
                disabled={busy}
                aria-label={say('profile.earlier.take', { day })}
                title={say('profile.earlier.take', { day })}
                className="block size-12 overflow-hidden rounded-full border border-line hover:border-accent"
                onClick={() => onChoose(picture.id)}
              >
                <Picture of={picture} />
              </button>
              <button
                type="button"
                disabled={busy}
                aria-label={say('profile.earlier.remove', { day })}
                title={say('profile.earlier.remove', { day })}
                className="-top-1 -right-1.5 absolute flex size-5 items-center justify-center rounded-full border border-line bg-raised text-muted hover:border-bad hover:text-bad"
                onClick={() => setRemoving(picture)}
              >
                <X size={11} />
              </button>
            </li>
          );
        })}
      </ul>
      {removing && (
        <Dialog
          open
          title={say('profile.earlier.removeTitle')}
          closeLabel={say('action.close')}
          onClose={leave}
          width={400}
          footer={
            <>
              <Button disabled={busy} onClick={leave}>
                {say('action.cancel')}
              </Button>
              <Button variant="bad" disabled={busy} onClick={() => void onRemove(removing.id).then(leave)}>
                {say('profile.earlier.confirm')}
              </Button>
            </>
          }
        >
          <div className="flex items-center gap-4">
            <span className="size-16 shrink-0 overflow-hidden rounded-full border border-line">
              <Picture of={removing} />
            </span>
            <p>{say('profile.earlier.removeText', { day: formatDay(removing.addedAt, language) })}</p>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function Picture({ of }: { readonly of: ProfilePicture }) {
  return <img src={`data:image/jpeg;base64,${of.jpeg}`} alt="" className="size-full object-cover" />;
}
