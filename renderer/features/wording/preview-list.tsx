import type { RewordedPhoto } from '../../../shared/contract/wording.contract.ts';
import type { Description } from '../../../shared/domain/description.ts';
import { foldForComparison } from '../../../shared/domain/description.ts';
import { formatAmount } from '../../i18n/format.ts';
import { type TextKey, useLanguage, useSay } from '../../i18n/i18n.ts';
import { useCategoryName } from '../library/inspector/category-name.ts';
import { Picture } from '../library/picture.tsx';
import { useSummary } from '../library/summaries.ts';
import { type ChangedPart, changedPart } from './changed-part.ts';

export const FIELD_NAMES = {
  title: 'field.title',
  caption: 'field.caption',
  keywords: 'field.keywords',
  categoryId: 'field.category',
  priceStandard: 'field.price',
  priceExtended: 'field.priceExtended',
  place: 'field.place',
} as const satisfies Record<keyof Description, TextKey>;

export const FIELDS = [
  'title',
  'caption',
  'keywords',
  'categoryId',
  'priceStandard',
  'priceExtended',
  'place',
] as const;

/** Photos as they would be: what goes struck through, what comes in its place. */
export function PreviewList({ examples }: { readonly examples: readonly RewordedPhoto[] }) {
  return (
    <ul className="flex flex-col">
      {examples.map((example) => (
        <Example key={example.id} example={example} />
      ))}
    </ul>
  );
}

function Example({ example }: { readonly example: RewordedPhoto }) {
  const say = useSay();
  const photo = useSummary(example.id);
  return (
    <li className="flex gap-3 border-line border-b px-3 py-2 last:border-b-0">
      <span className="flex h-12 w-16 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-canvas">
        {photo && <Picture photo={photo} kind="thumb200" alt="" className="max-h-full max-w-full object-contain" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate text-muted text-xs">{example.fileName}</p>
        {FIELDS.filter((field) => field in example.after).map((field) => (
          <div key={field} className="flex gap-2 text-sm">
            <span className="w-20 shrink-0 truncate text-muted" title={say(FIELD_NAMES[field])}>
              {say(FIELD_NAMES[field])}
            </span>
            <span className="wrap-anywhere min-w-0 flex-1">
              <Change field={field} example={example} />
            </span>
          </div>
        ))}
      </div>
    </li>
  );
}

function Change({ field, example: { before, after } }: { field: keyof Description; example: RewordedPhoto }) {
  const language = useLanguage();
  const categoryName = useCategoryName();
  if (field === 'keywords') return <KeywordsChange before={before.keywords ?? []} after={after.keywords ?? []} />;
  if (field === 'categoryId')
    return <TextChange before={categoryName(before.categoryId)} after={categoryName(after.categoryId)} />;
  if (field === 'priceStandard' || field === 'priceExtended') {
    const price = (amount: number | null | undefined) => (amount == null ? '' : formatAmount(amount, language));
    return <TextChange before={price(before[field])} after={price(after[field])} />;
  }
  return <TextChange before={before[field] ?? ''} after={after[field] ?? ''} />;
}

/** Longest stretch of what both versions share that is shown beside what changed, in characters. */
const AROUND = 60;

function TextChange({ before, after }: { readonly before: string; readonly after: string }) {
  const parts = changedPart(before, after);
  const { start, end } = parts.after;
  return (
    <>
      {start.length > AROUND ? `…${start.slice(-AROUND)}` : start}
      <Difference before={parts.before} after={parts.after} />
      {end.length > AROUND ? `${end.slice(0, AROUND)}…` : end}
    </>
  );
}

function Difference({ before, after }: { readonly before: ChangedPart; readonly after: ChangedPart }) {
  return (
    <>
      {before.changed !== '' && <del className="text-bad decoration-1">{before.changed}</del>}
      {before.changed !== '' && after.changed !== '' && ' '}
      {after.changed !== '' && <ins className="rounded-xs bg-good/15 text-good no-underline">{after.changed}</ins>}
    </>
  );
}

function KeywordsChange({ before, after }: { readonly before: readonly string[]; readonly after: readonly string[] }) {
  const was = new Set(before);
  const is = new Set(after);
  const gone = before.filter((keyword) => !is.has(keyword));
  const come = after.filter((keyword) => !was.has(keyword));
  const kept = after.length - come.length;
  return (
    <span className="flex flex-wrap gap-x-2">
      {gone.map((keyword) => (
        <del key={keyword} className="text-bad decoration-1">
          {keyword}
        </del>
      ))}
      {come.map((keyword) => (
        <ins key={foldForComparison(keyword)} className="rounded-xs bg-good/15 text-good no-underline">
          {keyword}
        </ins>
      ))}
      {kept > 0 && <span className="text-muted">+ {kept}</span>}
    </span>
  );
}
