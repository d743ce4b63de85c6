import { useQuery } from '@tanstack/react-query';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { queryClient } from '../../host/query-client.ts';
import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { toast } from '../../ui/toasts.tsx';
import { sayProblem } from '../shell/attempt.ts';

/** Whether a photo is on the marketplace, and what she asked in that respect. */
export function useSale(id: PhotoId) {
  return useQuery({
    queryKey: [...keys.delivery.all, 'sale', id],
    queryFn: ({ signal }) => studio.delivery.sale({ id }, { signal }),
  }).data;
}

const askAgain = () => void queryClient.invalidateQueries({ queryKey: keys.delivery.all });

/** Takes a photo off the marketplace and says what became of it. */
export async function withdraw(id: PhotoId, name: string): Promise<void> {
  try {
    const { withdrawn, waiting, refused } = await studio.delivery.withdraw({ ids: [id] });
    const [waits, no] = [waiting[0], refused[0]];
    if (withdrawn.length > 0) toast({ tone: 'good', text: say('uploads.withdrawn', { name }) });
    else if (waits) {
      toast({ tone: 'plain', text: say('uploads.withdrawWaits', { name, why: problemSentence(waits.problem) }) });
    } else if (no)
      toast({ tone: 'bad', text: say('uploads.withdrawRefused', { name, why: problemSentence(no.problem) }) });
    else toast({ tone: 'plain', text: say('uploads.withdrawNotSent') });
  } catch (error) {
    sayProblem(error);
  }
  askAgain();
}

/** She wants it to stay, before the marketplace was told. */
export async function keepForSale(id: PhotoId, name: string): Promise<void> {
  try {
    const { kept } = await studio.delivery.keepForSale({ ids: [id] });
    if (kept > 0) toast({ tone: 'good', text: say('uploads.keptForSale', { name }) });
  } catch (error) {
    sayProblem(error);
  }
  askAgain();
}
