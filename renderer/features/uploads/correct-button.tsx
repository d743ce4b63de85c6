import { PenLine } from 'lucide-react';
import { useState } from 'react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { ruleSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toasts.tsx';
import { library } from '../library/library.store.ts';
import { selectOnly } from '../library/selection.ts';
import { sayProblem } from '../shell/attempt.ts';
import { openSection } from '../shell/shell.store.ts';

/**
 * « Corriger et renvoyer » for a photo the marketplace refused, or whose words changed since they were sent (`edited`): sends
 * them as the same item; where nothing was corrected yet, or a rule is broken, brings her to the photo and says so. Shows
 * nothing for other photos.
 */
export function CorrectButton({
  photo,
  edited = false,
}: {
  readonly photo: Pick<PhotoSummary, 'id' | 'title' | 'fileName' | 'delivery' | 'moderation'>;
  readonly edited?: boolean;
}) {
  const say = useSay();
  const [asking, setAsking] = useState(false);
  if (photo.delivery !== 'sent' || (photo.moderation !== 'rejected' && !edited)) return null;

  function showPhoto(): void {
    library.showEverything();
    library.select(selectOnly(photo.id));
    openSection('library');
  }

  async function correct(): Promise<void> {
    setAsking(true);
    try {
      const { queued, refusedByRules, alreadyQueued } = await studio.delivery.correct({ ids: [photo.id] });
      const broken = refusedByRules[0]?.findings.find((finding) => finding.severity === 'error');
      if (queued.length > 0)
        toast({ tone: 'good', text: say('uploads.corrected', { name: photo.title || photo.fileName }) });
      else if (alreadyQueued > 0) toast({ tone: 'plain', text: say('uploads.correctUnderWay') });
      else {
        showPhoto();
        toast({
          tone: 'plain',
          text: broken ? say('uploads.correctRules', { rule: ruleSentence(broken) }) : say('uploads.correctFirst'),
        });
      }
    } catch (error) {
      sayProblem(error);
    }
    setAsking(false);
  }

  return (
    <Button size="small" icon={<PenLine size={12} />} disabled={asking} onClick={() => void correct()}>
      {say('uploads.correct')}
    </Button>
  );
}
