import { useState } from 'react';
import type { SentPhoto } from '../../../shared/contract/profile.contract.ts';
import { formatDay } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { showPhoto } from '../library/show-photo.ts';
import { closeDialog } from '../shell/shell.store.ts';
import { useSentPhotos } from './my-profile.ts';

const PAGE = 100;
/** The contract's limit for one asking. */
const MOST = 500;
const TONES = { pending: 'accent', approved: 'good', rejected: 'bad' } as const;

/** What the marketplace has of her photos, and how each stands there. */
export function SentPhotos() {
  const say = useSay();
  const [limit, setLimit] = useState(PAGE);
  const sent = useSentPhotos(limit).data;
  if (!sent) return null;
  if (sent.total === 0) return <p className="py-6 text-center text-muted">{say('profile.sent.none')}</p>;
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col divide-y divide-line" aria-label={say('profile.sent')}>
        {sent.items.map((photo) => (
          <Row key={photo.remoteId} photo={photo} />
        ))}
      </ul>
      {sent.total > sent.items.length && limit < MOST && (
        <Button variant="ghost" className="self-center" onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>
          {say('profile.sent.more', { count: sent.total - sent.items.length })}
        </Button>
      )}
    </div>
  );
}

/** In the catalogue it leads to the photo itself. */
function Title({ photo: { photoId, title } }: { readonly photo: SentPhoto }) {
  const say = useSay();
  if (photoId === null) return <span className="block truncate">{title}</span>;
  return (
    <button
      type="button"
      aria-label={say('profile.sent.open', { title })}
      title={say('profile.sent.open', { title })}
      className="block max-w-full truncate text-left underline decoration-line-strong underline-offset-2 hover:text-accent"
      onClick={() => {
        closeDialog();
        showPhoto(photoId);
      }}
    >
      {title}
    </button>
  );
}

function Row({ photo }: { readonly photo: SentPhoto }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <li className="flex items-center gap-3 py-2">
      <span className="min-w-0 flex-1">
        <Title photo={photo} />
        <span className="block truncate text-muted text-sm">
          {photo.status === 'rejected' && photo.reason !== null
            ? photo.reason
            : say('profile.sent.facts', {
                day: photo.createdAt === null ? '' : formatDay(photo.createdAt, language),
                views: photo.views,
                sales: photo.sales,
              })}
        </span>
      </span>
      <Badge tone={TONES[photo.status]}>{say(`profile.sent.${photo.status}`)}</Badge>
    </li>
  );
}
