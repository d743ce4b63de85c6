import { useQuery } from '@tanstack/react-query';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { isMendable } from '../../../shared/domain/mend.ts';
import type { RuleCode } from '../../../shared/domain/rules.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { ruleName, ruleReason } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toasts.tsx';
import { library } from '../library/library.store.ts';
import { undo } from '../library/review.ts';
import { sayProblem } from '../shell/attempt.ts';
import { closeDialog, openSection } from '../shell/shell.store.ts';
import { BrokenPhotos } from './broken-photos.tsx';
import { PreviewList } from './preview-list.tsx';
import { usePreview } from './use-preview.ts';

interface OneRuleProps {
  readonly rule: RuleCode;
  readonly subject: PhotoSelection;
  readonly busy: boolean;
  readonly onMend: () => void;
}

/** What no words can mend: the way out is another photo. */
const ABOUT_PIXELS: readonly RuleCode[] = ['blurred', 'noisy', 'highlights-clipped', 'shadows-clipped', 'sent-alike'];

/** One rule: why it is there, what mending it would do to each photo, or the photos for her to mend. */
export function OneRule({ rule, subject, busy, onMend }: OneRuleProps) {
  const say = useSay();
  const mendable = isMendable(rule);
  const { preview, settled } = usePreview(subject, mendable ? { kind: 'mend', rules: [rule] } : null);
  const broken = useQuery({
    queryKey: [...keys.photos.allCommon, 'broken', rule, subject],
    queryFn: ({ signal }) => studio.rules.broken({ selection: subject, rule }, { signal }),
  }).data;
  const changed = preview?.changed ?? 0;
  const none = !broken || broken.length === 0;

  function goTo(ids: readonly PhotoId[]): void {
    closeDialog();
    openSection('library');
    const first = ids[0] ?? null;
    library.select({ focus: first, anchor: first, ids: new Set(ids) });
  }

  /** The photos that break it as a list of their own, which gets shorter as they are mended. */
  function show(ids: readonly PhotoId[]): void {
    library.showFilter({ ...('filter' in subject && subject.filter), brokenRule: rule });
    goTo(ids.slice(0, 1));
  }

  function select(ids: readonly PhotoId[]): void {
    library.showEverything();
    goTo(ids);
  }

  async function reject(ids: readonly PhotoId[]): Promise<void> {
    try {
      const { updated } = await studio.review.set({ selection: { ids: [...ids] }, review: 'rejected' });
      toast({
        tone: 'good',
        topic: 'undo',
        text: say('toFix.rejected', { count: updated }),
        action: { label: say('action.undo'), run: () => void undo() },
      });
    } catch (error) {
      sayProblem(error);
    }
  }

  /** The first of them beside the photo that the marketplace has. */
  async function compare([first]: readonly PhotoId[]): Promise<void> {
    if (first === undefined) return;
    try {
      const { sentAlike } = await studio.photos.show({ id: first });
      select(sentAlike ? [first, sentAlike] : [first]);
      if (sentAlike) library.setMode('compare');
    } catch (error) {
      sayProblem(error);
    }
  }

  return (
    <section aria-label={ruleName(rule)} className="flex min-h-0 flex-col">
      <div className="flex flex-col gap-2.5 border-line border-b p-4">
        <h3 className="font-semibold">{ruleName(rule)}</h3>
        <p className="text-muted">{ruleReason(rule)}</p>
        <div className="flex flex-wrap gap-2">
          {mendable && (
            <Button variant="primary" size="small" disabled={busy || !settled || changed === 0} onClick={onMend}>
              {say('toFix.mend', { count: changed })}
            </Button>
          )}
          {rule === 'sent-alike' && (
            <Button variant="primary" size="small" disabled={none} onClick={() => void compare(broken ?? [])}>
              {say('toFix.compare')}
            </Button>
          )}
          <Button size="small" disabled={none} onClick={() => show(broken ?? [])}>
            {say('toFix.show')}
          </Button>
          <Button size="small" disabled={none} onClick={() => select(broken ?? [])}>
            {say('toFix.select', { count: broken?.length ?? 0 })}
          </Button>
          {ABOUT_PIXELS.includes(rule) && (
            <Button size="small" disabled={none || busy} onClick={() => void reject(broken ?? [])}>
              {say('toFix.reject', { count: broken?.length ?? 0 })}
            </Button>
          )}
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto bg-canvas/50">
        {preview && preview.examples.length > 0 ? (
          <PreviewList examples={preview.examples} />
        ) : (
          broken && <BrokenPhotos ids={broken} />
        )}
      </div>
    </section>
  );
}
