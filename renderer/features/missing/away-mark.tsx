import { CloudOff, FileQuestion } from 'lucide-react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import { useSay } from '../../i18n/i18n.ts';

/** Says that a photo's file can't be reached: its drive is away, or it is gone. */
export function AwayMark({ photo }: { readonly photo: Pick<PhotoSummary, 'offline' | 'missing'> }) {
  const say = useSay();
  if (!photo.offline) return null;
  const [Icon, words] = photo.missing
    ? ([FileQuestion, say('missing.mark')] as const)
    : ([CloudOff, say('state.offline')] as const);
  return (
    <span role="img" aria-label={words} title={words} className="flex shrink-0">
      <Icon size={13} className={photo.missing ? 'text-warn' : 'text-muted'} />
    </span>
  );
}
