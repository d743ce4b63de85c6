import { ClipboardPaste } from 'lucide-react';
import type { PhotoDetail } from '../../../shared/contract/library.contract.ts';
import { formatAmount } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toasts.tsx';
import { useCategoryName } from '../library/inspector/category-name.ts';
import { Findings } from '../library/inspector/findings.tsx';
import { undo, writeDescription } from '../library/review.ts';
import { missingWords } from './missing-words.ts';
import { findingsBeside } from './replacing.ts';

/** The words that go with the new picture, those of the old one where it has none, and the rules it breaks. */
export function ReplaceWords({ old, fresh }: { readonly old: PhotoDetail; readonly fresh: PhotoDetail }) {
  const say = useSay();
  const language = useLanguage();
  const categoryName = useCategoryName();
  const missing = missingWords(old, fresh);
  const amount = (price: number | null) => (price === null ? '' : formatAmount(price, language));
  const lines = [
    [say('field.title'), fresh.title],
    [say('field.caption'), fresh.caption],
    [say('field.keywords'), fresh.keywords.join(', ')],
    [say('field.category'), categoryName(fresh.categoryId)],
    [say('field.place'), fresh.place],
    [say('field.price'), [amount(fresh.priceStandard), amount(fresh.priceExtended)].filter(Boolean).join(' / ')],
  ] as const;
  const said = lines.filter(([, value]) => value !== '');

  async function take(): Promise<void> {
    if (missing === null || !(await writeDescription({ ids: [fresh.id] }, missing))) return;
    toast({
      tone: 'plain',
      topic: 'replace-words',
      text: say('replace.wordsTaken'),
      action: { label: say('action.undo'), run: () => void undo() },
    });
  }

  return (
    <div className="grid grid-cols-2 gap-3">
      <section aria-label={say('replace.words')} className="flex min-w-0 flex-col items-start gap-2">
        <h3 className="font-semibold">{say('replace.words')}</h3>
        {said.length === 0 && <p className="text-muted text-sm">{say('replace.noWords')}</p>}
        <dl className="grid w-full grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm empty:hidden">
          {said.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="truncate" title={value}>
                {value}
              </dd>
            </div>
          ))}
        </dl>
        {missing !== null && (
          <Button size="small" icon={<ClipboardPaste size={12} />} onClick={() => void take()}>
            {say(said.length === 0 ? 'replace.takeWords' : 'replace.fillWords')}
          </Button>
        )}
      </section>
      <Findings
        clean={say('replace.clean')}
        findings={findingsBeside(fresh, old.id).map((finding) => ({ finding, count: null, action: null }))}
      />
      <p className="col-span-2 text-muted text-sm">{say('replace.aside')}</p>
    </div>
  );
}
