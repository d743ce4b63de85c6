import { studio } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { attempt } from '../shell/attempt.ts';

/** A word of hers, right from now on; the toast takes it back. What is asked again follows the studio's own event. */
export async function addToDictionary(word: string): Promise<void> {
  const added = await attempt(() => studio.spelling.add({ word }));
  if (added === null) return;
  toast({
    tone: 'good',
    topic: 'undo',
    text: say('spelling.added', { word }),
    action: { label: say('action.undo'), run: () => void removeFromDictionary(word) },
  });
}

export async function removeFromDictionary(word: string): Promise<void> {
  await attempt(() => studio.spelling.remove({ word }));
}

/** Right until the studio is closed. */
export async function ignoreWord(word: string): Promise<void> {
  await attempt(() => studio.spelling.ignore({ word }));
}
