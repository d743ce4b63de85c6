import type { PhotoDetail } from '../../../../shared/contract/library.contract.ts';
import { formatNumber } from '../../../i18n/format.ts';
import { useLanguage, useSay } from '../../../i18n/i18n.ts';
import { problemSentence } from '../../../i18n/problems.ts';
import { classes } from '../../../ui/classes.ts';
import { CorrectButton } from '../../uploads/correct-button.tsx';
import { ReplaceButton, ReplacementState } from '../../uploads/replacement-state.tsx';
import { SaleState } from '../../uploads/sale-state.tsx';
import { journeyOf, TONE_CLASS } from '../states.tsx';

/** Where the photo stands with the marketplace, and why when it stopped. */
export function Journey({ photo }: { readonly photo: PhotoDetail }) {
  const say = useSay();
  const language = useLanguage();
  const state = journeyOf(photo);
  if (!state)
    return (
      <div className="flex flex-col gap-2 empty:hidden">
        <SaleState photo={photo} />
        <ReplacementState id={photo.id} />
      </div>
    );
  const facts = [
    photo.viewsCount !== null && photo.viewsCount > 0
      ? say('count.views', { count: photo.viewsCount, shown: formatNumber(photo.viewsCount, language) })
      : null,
    photo.salesCount !== null && photo.salesCount > 0 ? say('count.sales', { count: photo.salesCount }) : null,
  ].filter((fact) => fact !== null);
  return (
    <div className="rounded-md border border-line px-3 py-2 text-sm">
      <p className={classes('flex items-center gap-1.5 font-semibold', TONE_CLASS[state.tone])}>
        {state.icon}
        {say(state.key)}
        {facts.length > 0 && <span className="font-normal text-muted">· {facts.join(' · ')}</span>}
      </p>
      {photo.moderation === 'rejected' && (
        <p className="mt-1" data-selectable>
          {photo.rejectionReason
            ? say('moderation.reason', { reason: photo.rejectionReason })
            : say('moderation.noReason')}
        </p>
      )}
      {photo.moderation === 'rejected' && photo.delivery === 'sent' && (
        <div className="mt-2 flex flex-wrap gap-2">
          <CorrectButton photo={photo} />
          <ReplaceButton photo={photo} />
        </div>
      )}
      {photo.deliveryProblem && photo.delivery !== 'sent' && (
        <p className="mt-1">{problemSentence(photo.deliveryProblem)}</p>
      )}
      <div className="mt-2 flex flex-col gap-2 empty:hidden">
        <ReplacementState id={photo.id} />
        <SaleState photo={photo} />
      </div>
    </div>
  );
}
