import { Replace } from 'lucide-react';
import { useState } from 'react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { useSummary } from '../library/summaries.ts';
import { showPhoto } from './orders.ts';
import { ReplaceDialog } from './replace-dialog.tsx';
import { useReplacement } from './replacing.ts';

type Subject = Pick<PhotoSummary, 'id' | 'title' | 'fileName' | 'moderation'>;

/** « Remplacer l’image… » for a refused photo; nothing where its picture can't be replaced. */
export function ReplaceButton({ photo }: { readonly photo: Subject }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const may = useReplacement(photo.id)?.may ?? false;
  if (!open && (!may || photo.moderation !== 'rejected')) return null;
  return (
    <>
      <Button size="small" icon={<Replace size={12} />} onClick={() => setOpen(true)}>
        {say('replace.action')}
      </Button>
      {open && <ReplaceDialog id={photo.id} name={photo.title || photo.fileName} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Which picture took the place of this one, is about to, or had the place that this one takes. */
export function ReplacementState({ id }: { readonly id: PhotoId }) {
  const say = useSay();
  const language = useLanguage();
  const told = useReplacement(id);
  if (!told) return null;
  const { replacedBy, underWay, replaces } = told;
  return (
    <div className="flex flex-col gap-1 text-muted text-sm empty:hidden">
      {replacedBy && (
        <Other
          id={replacedBy.id}
          words={(name) => say('replace.replacedBy', { name, at: formatMoment(replacedBy.at, language) })}
        />
      )}
      {underWay !== null && <Other id={underWay} words={(name) => say('replace.underWay', { name })} />}
      {replaces !== null && <Other id={replaces} words={(name) => say('replace.replaces', { name })} />}
    </div>
  );
}

function Other({ id, words }: { readonly id: PhotoId; readonly words: (name: string) => string }) {
  const photo = useSummary(id);
  if (!photo) return null;
  // The file's name: both photos may have the same title.
  return (
    <button type="button" className="text-left hover:text-ink hover:underline" onClick={() => showPhoto(id)}>
      {words(photo.fileName)}
    </button>
  );
}
