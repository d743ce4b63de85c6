import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { PhotoSelection } from '../../../../shared/contract/library.contract.ts';
import { foldForComparison } from '../../../../shared/domain/description.ts';
import { keys } from '../../../host/keys.ts';
import { studio } from '../../../host/studio.ts';
import { useLanguage, useSay } from '../../../i18n/i18n.ts';

interface RelatedKeywordsProps {
  readonly subject: PhotoSelection;
  /** What all of them have already. */
  readonly present: readonly string[];
  readonly onAdd: (keyword: string) => void;
}

/** Keywords that fit, one click each: from photos of the same day or folder, the folder's name, the place, wider words. */
export function RelatedKeywords({ subject, present, onAdd }: RelatedKeywordsProps) {
  const say = useSay();
  const language = useLanguage();
  const related = useQuery({
    // Below the answers that are asked again whenever photos change.
    queryKey: [...keys.photos.allCommon, 'related', subject, language],
    queryFn: ({ signal }) => studio.words.related({ selection: subject, language }, { signal }),
    placeholderData: keepPreviousData,
  }).data;
  const had = new Set(present.map(foldForComparison));
  const offered = (related ?? []).filter(({ keyword }) => !had.has(foldForComparison(keyword)));
  if (offered.length === 0) return null;
  return (
    <fieldset aria-label={say('keywords.related')} className="flex flex-wrap gap-1">
      {offered.map(({ keyword, from }) => (
        <button
          key={keyword}
          type="button"
          title={say(`keywords.from.${from}`)}
          aria-label={say('keywords.add', { keyword })}
          className="flex h-5.5 max-w-full items-center gap-0.5 rounded-sm border border-line px-1.5 text-muted text-sm hover:border-line-strong hover:text-ink"
          onClick={() => onAdd(keyword)}
        >
          <Plus size={11} className="shrink-0" />
          <span className="truncate">{keyword}</span>
        </button>
      ))}
    </fieldset>
  );
}
