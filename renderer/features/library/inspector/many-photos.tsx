import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PhotoSelection } from '../../../../shared/contract/library.contract.ts';
import { type Description, type DescriptionPatch, EMPTY_DESCRIPTION } from '../../../../shared/domain/description.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { findBrokenRules, RULES, type RuleFinding } from '../../../../shared/domain/rules.ts';
import { keys } from '../../../host/keys.ts';
import { queryClient } from '../../../host/query-client.ts';
import { studio } from '../../../host/studio.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { openWording } from '../../wording/wording.store.ts';
import { library } from '../library.store.ts';
import { Picture } from '../picture.tsx';
import { writeDescription } from '../review.ts';
import { useCommonReview, useSummary } from '../summaries.ts';
import { CategoryField } from './category-field.tsx';
import { Findings } from './findings.tsx';
import { KeywordsField } from './keywords-field.tsx';
import { PlaceSuggestion } from './place-suggestion.tsx';
import { PriceField } from './price-field.tsx';
import { ReviewBar } from './review-bar.tsx';
import { RightsFields } from './rights-fields.tsx';
import { suggestedExtendedPrice } from './suggestions.ts';
import { TextField } from './text-field.tsx';
import { useDraft } from './use-draft.ts';
import { WordingBar } from './wording-bar.tsx';

/** Photos in the little stack at the top. */
const STACKED = 4;

/** Many photos at once: a field shows what they share, and only what is typed changes. */
export function ManyPhotos({
  subject,
  ids,
  count,
}: {
  readonly subject: PhotoSelection;
  readonly ids: readonly PhotoId[];
  readonly count: number;
}) {
  const say = useSay();
  const [saved, setSaved] = useState(false);
  const review = useCommonReview(ids);
  const queryKey = [...keys.photos.allCommon, subject];
  const common = useQuery({
    queryKey,
    queryFn: ({ signal }) => studio.photos.common({ selection: subject }, { signal }),
    placeholderData: keepPreviousData,
  }).data;

  async function save(patch: DescriptionPatch): Promise<boolean> {
    // Half a variable is no title for forty photos: with braces, nothing is written before she has seen what becomes of it.
    if (withBraces(patch)) return false;
    const kept = await writeDescription(subject, patch);
    if (kept) {
      await queryClient.invalidateQueries({ queryKey });
      setSaved(true);
    }
    return kept;
  }

  const draft = useDraft<Description>(save);
  if (!common) return <p className="p-4 text-muted">{say('library.loading')}</p>;
  const { typed } = draft;
  const typedFindings = findBrokenRules({
    ...EMPTY_DESCRIPTION,
    ...typed,
    format: 'jpeg',
    size: 0,
    width: 4000,
    height: 3000,
    iccProfile: null,
  });
  const of = (field: RuleFinding['field'], isTyped: boolean) =>
    isTyped ? typedFindings.find((finding) => finding.field === field) : undefined;
  const standard = typed.priceStandard !== undefined ? typed.priceStandard : (common.priceStandard?.value ?? null);
  const extended = typed.priceExtended !== undefined ? typed.priceExtended : (common.priceExtended?.value ?? null);
  const pricesKnown = typed.priceStandard !== undefined || common.priceStandard !== null;

  const names = namesOf(typed.place ?? common.place ?? '', common.keywords);

  return (
    <>
      <div className="flex flex-col gap-3 p-4">
        <div className="grid grid-cols-4 gap-1.5">
          {ids.slice(0, STACKED).map((id) => (
            <StackedPicture key={id} id={id} />
          ))}
        </div>
        <div>
          <p className="font-semibold">{say('inspector.selected', { count })}</p>
          <p role="status" className={saved ? 'text-good text-sm' : 'text-muted text-sm'}>
            {saved ? say('inspector.savedMany', { count }) : say('inspector.onlyTyped')}
          </p>
        </div>
        <WordingBar />
        <ReviewBar review={review.review} rating={review.rating} colour={review.label} />
      </div>
      <div className="flex flex-col gap-3 border-t border-line p-4">
        <TextField
          name="title"
          label={say('field.title')}
          value={typed.title ?? common.title ?? ''}
          mixed={common.title === null && typed.title === undefined}
          maximum={RULES.titleMaximum}
          lines={false}
          finding={of('title', typed.title !== undefined)}
          spelling={{ beside: typed.caption ?? common.caption ?? '', names }}
          onType={(title) => draft.type('title', title)}
          onCommit={draft.commit}
        />
        <TextField
          name="caption"
          label={say('field.caption')}
          value={typed.caption ?? common.caption ?? ''}
          mixed={common.caption === null && typed.caption === undefined}
          maximum={RULES.captionMaximum}
          lines
          finding={of('caption', typed.caption !== undefined)}
          spelling={{ beside: typed.title ?? common.title ?? '', names }}
          onType={(caption) => draft.type('caption', caption)}
          onCommit={draft.commit}
        />
        {withBraces(typed) && (
          <p role="status" className="text-sm text-warn">
            {say('wording.hasVariables')}{' '}
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => openWording('fill', begunOf(typed))}
            >
              {say('wording.seeVariables')}
            </button>
          </p>
        )}
        <KeywordsField
          subject={subject}
          keywords={common.keywords.map(({ keyword, count: having }) => ({
            keyword,
            count: having >= common.count ? null : having,
          }))}
          finding={undefined}
          onAdd={(added) => void save({ addKeywords: [...added] })}
          onRemove={(removed) => void save({ removeKeywords: [removed] })}
        />
        <CategoryField
          value={common.categoryId?.value ?? null}
          mixed={common.categoryId === null}
          onChange={(categoryId) => void save({ categoryId })}
        />
        <div className="grid grid-cols-2 gap-3">
          <PriceField
            name="price"
            label={say('field.price')}
            value={standard}
            mixed={common.priceStandard === null && typed.priceStandard === undefined}
            finding={of('price', typed.priceStandard !== undefined)}
            onType={(amount) => draft.type('priceStandard', amount)}
            onCommit={draft.commit}
          />
          <PriceField
            name="priceExtended"
            label={say('field.priceExtended')}
            value={extended}
            mixed={common.priceExtended === null && typed.priceExtended === undefined}
            finding={undefined}
            suggestion={pricesKnown ? suggestedExtendedPrice(standard, extended) : null}
            onType={(amount) => draft.type('priceExtended', amount)}
            onCommit={draft.commit}
          />
        </div>
        <TextField
          name="place"
          label={say('field.place')}
          value={typed.place ?? common.place ?? ''}
          mixed={common.place === null && typed.place === undefined}
          maximum={RULES.placeMaximum}
          lines={false}
          finding={of('place', typed.place !== undefined)}
          onType={(place) => draft.type('place', place)}
          onCommit={draft.commit}
        />
        {typed.place === undefined && common.place === '' && (
          <PlaceSuggestion subject={subject} onTake={(place) => void save({ place })} />
        )}
        <Findings
          findings={common.findings.map(({ finding, count: breaking, ids }) => ({
            finding,
            count: breaking,
            action:
              breaking < common.count && ids.length > 0
                ? {
                    label: say('action.selectThem'),
                    run: () => library.select({ focus: ids[0] ?? null, anchor: ids[0] ?? null, ids: new Set(ids) }),
                  }
                : null,
          }))}
        />
      </div>
      <RightsFields subject={subject} />
    </>
  );
}

/** What spelling takes as right: the place and keywords of these photos, as many as are worth it. */
function namesOf(place: string, keywords: readonly { readonly keyword: string }[]): string[] {
  return [place, ...keywords.slice(0, 200).map(({ keyword }) => keyword)];
}

const BRACED = ['title', 'caption', 'place'] as const;

function withBraces(typed: DescriptionPatch): boolean {
  return BRACED.some((field) => typed[field]?.includes('{'));
}

/** What was typed into texts, to go on with where variables are seen. */
function begunOf(typed: Partial<Description>) {
  return Object.fromEntries(BRACED.flatMap((field) => (typed[field] === undefined ? [] : [[field, typed[field]]])));
}

function StackedPicture({ id }: { readonly id: PhotoId }) {
  const photo = useSummary(id);
  return (
    <div className="flex h-16 items-center justify-center overflow-hidden rounded-sm bg-canvas">
      {photo && (
        <Picture
          photo={photo}
          kind="thumb200"
          alt={photo.title || photo.fileName}
          className="max-h-full max-w-full object-contain"
        />
      )}
    </div>
  );
}
