import { PauseCircle, SlidersHorizontal } from 'lucide-react';
import type { QueueProgress } from '../../../shared/contract/delivery.contract.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { sayProblem } from '../shell/attempt.ts';
import { openDialog } from '../shell/shell.store.ts';

/** Why nothing leaves although photos wait, until when, and the two ways out of it. */
export function HoldBanner({ hold }: { readonly hold: NonNullable<QueueProgress['hold']> }) {
  const say = useSay();
  const language = useLanguage();

  async function sendAnyway(): Promise<void> {
    try {
      queryClient.setQueryData(keys.delivery.progress, await studio.delivery.sendAnyway());
    } catch (error) {
      sayProblem(error);
    }
  }

  return (
    <div role="status" className="flex items-center gap-3 border-warn border-l-2 bg-panel px-4 pb-3">
      <PauseCircle size={18} className="shrink-0 text-warn" />
      <div className="min-w-0 flex-1">
        <p>{problemSentence(hold.problem)}</p>
        {hold.until !== null && (
          <p className="tabular text-muted text-sm">
            {say('uploads.holdUntil', { at: formatMoment(hold.until, language) })}
          </p>
        )}
      </div>
      <Button onClick={() => void sendAnyway()}>{say('uploads.sendAnyway')}</Button>
      <Button icon={<SlidersHorizontal size={14} />} onClick={() => openDialog('settings')}>
        {say('settings.title')}
      </Button>
    </div>
  );
}
