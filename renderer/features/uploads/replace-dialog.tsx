import { ImagePlus, Send } from 'lucide-react';
import { useState } from 'react';
import type { PhotoDetail } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { blocksSending } from '../../../shared/domain/rules.ts';
import { formatBytes, formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Picture } from '../library/picture.tsx';
import { useDetail } from '../library/queries.ts';
import { ReplaceCandidates } from './replace-candidates.tsx';
import { ReplaceWords } from './replace-words.tsx';
import { findingsBeside, replacePicture, useReplacement } from './replacing.ts';

/** Chooses the picture that takes the place of a refused one: both beside each other, the words that go, and what will happen. */
export function ReplaceDialog({
  id,
  name,
  onClose,
}: {
  readonly id: PhotoId;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [chosen, setChosen] = useState<PhotoId | null>(null);
  const [sending, setSending] = useState(false);
  const old = useDetail(id).data;
  const detail = useDetail(chosen).data;
  const fresh = detail && detail.id === chosen ? detail : null;
  const how = useReplacement(id)?.how ?? 'unknown';
  const blocked = fresh !== null && blocksSending(findingsBeside(fresh, id));

  async function send(): Promise<void> {
    if (chosen === null) return;
    setSending(true);
    const goes = await replacePicture(chosen, id, name);
    setSending(false);
    if (goes) onClose();
  }

  return (
    <Dialog
      open
      title={say('replace.title', { name })}
      closeLabel={say('action.close')}
      onClose={onClose}
      width={1040}
      footer={
        <>
          <p className="mr-auto max-w-[44rem] text-muted text-sm">{say(`replace.how.${how}`)}</p>
          <Button onClick={onClose}>{say('action.cancel')}</Button>
          <Button
            variant="primary"
            icon={<Send size={14} />}
            disabled={fresh === null || blocked || sending}
            onClick={() => void send()}
          >
            {say('replace.submit')}
          </Button>
        </>
      }
    >
      <div className="flex gap-5">
        <ReplaceCandidates id={id} chosen={chosen} onChoose={setChosen} />
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          <div className="grid grid-cols-2 gap-3">
            <Side
              label={say(old?.moderation === 'rejected' ? 'replace.before' : 'replace.beforePending')}
              photo={old?.id === id ? old : null}
              note={old?.rejectionReason ?? null}
            />
            <Side label={say('replace.after')} photo={fresh} note={null} />
          </div>
          {fresh && old?.id === id ? (
            <ReplaceWords old={old} fresh={fresh} />
          ) : (
            <p className="text-muted">{say('replace.choose')}</p>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Side({
  label,
  photo,
  note,
}: {
  readonly label: string;
  readonly photo: PhotoDetail | null;
  readonly note: string | null;
}) {
  const say = useSay();
  const language = useLanguage();
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="font-semibold">{label}</figcaption>
      <div className="flex h-[30vh] items-center justify-center rounded-md bg-cell p-1.5">
        {photo ? (
          <Picture
            photo={photo}
            kind="thumb800"
            alt={photo.title || photo.fileName}
            className="max-h-full max-w-full object-contain"
          />
        ) : (
          <ImagePlus size={28} strokeWidth={1.25} className="text-line-strong" />
        )}
      </div>
      {photo && (
        <p className="tabular truncate text-muted text-sm" title={photo.files[0]?.path ?? photo.fileName}>
          {say('duplicates.pixels', {
            width: formatNumber(photo.width, language),
            height: formatNumber(photo.height, language),
            megapixels: formatNumber((photo.width * photo.height) / 1_000_000, language, 1),
          })}{' '}
          · {formatBytes(photo.size, language)} · {photo.fileName}
        </p>
      )}
      {note && (
        <p className="text-bad text-sm" data-selectable>
          {say('moderation.reason', { reason: note })}
        </p>
      )}
    </figure>
  );
}
