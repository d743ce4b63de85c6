import { useMemo } from 'react';
import type { PhotoDetail } from '../../../../shared/contract/library.contract.ts';
import type { Description } from '../../../../shared/domain/description.ts';
import { findBrokenRules, RULES, type RuleFinding } from '../../../../shared/domain/rules.ts';
import { formatCapture } from '../../../i18n/format.ts';
import { useLanguage, useSay } from '../../../i18n/i18n.ts';
import { PhotoSales } from '../../sales/photo-sales.tsx';
import { useLibrary } from '../library.store.ts';
import { Picture } from '../picture.tsx';
import { writeDescription } from '../review.ts';
import { forgetChanges, showChange } from '../summaries.ts';
import { CategoryField } from './category-field.tsx';
import { addKeywords, moveKeyword, removeKeyword } from './change-keywords.ts';
import { exifLine } from './exif-line.ts';
import { FileFacts } from './file-facts.tsx';
import { Findings, type ShownFinding } from './findings.tsx';
import { focusField } from './focus-field.ts';
import { Journey } from './journey.tsx';
import { KeywordsField } from './keywords-field.tsx';
import { PlaceSuggestion } from './place-suggestion.tsx';
import { PriceField } from './price-field.tsx';
import { ReviewBar } from './review-bar.tsx';
import { RightsFields } from './rights-fields.tsx';
import { fixOf, suggestedExtendedPrice } from './suggestions.ts';
import { TextField } from './text-field.tsx';
import { useDraft } from './use-draft.ts';

/** One photo: what it is, what she says of it, what is missing. */
export function OnePhoto({ photo }: { readonly photo: PhotoDetail }) {
  const say = useSay();
  const language = useLanguage();
  const subject = useMemo(() => ({ ids: [photo.id] }), [photo.id]);
  const inLoupe = useLibrary((state) => state.mode === 'loupe');

  async function save(patch: Partial<Description>): Promise<boolean> {
    showChange([photo.id], patch);
    const kept = await writeDescription({ ids: [photo.id] }, patch);
    if (!kept) forgetChanges([photo.id]);
    return kept;
  }

  const draft = useDraft<Description>(save);
  const shown: PhotoDetail = { ...photo, ...draft.typed };
  const findings = findBrokenRules(shown);
  const of = (field: RuleFinding['field']) => findings.find((finding) => finding.field === field);
  const line = exifLine(photo, language);

  function actionOf(finding: RuleFinding): ShownFinding['action'] {
    const fix = fixOf(finding, shown);
    if (fix) return { label: say('action.fix'), run: () => void save(fix) };
    const field = finding.field;
    return field === 'file' ? null : { label: say('action.fill'), run: () => focusField(field) };
  }

  return (
    <>
      <div className="flex flex-col gap-3 p-4">
        {!inLoupe && (
          <div className="flex h-44 items-center justify-center overflow-hidden rounded-sm bg-canvas">
            <Picture
              photo={photo}
              kind="thumb800"
              alt={photo.title || photo.fileName}
              className="max-h-full max-w-full object-contain"
            />
          </div>
        )}
        <div>
          <p className="truncate font-semibold" title={photo.fileName} data-selectable>
            {photo.fileName}
          </p>
          <p className="text-muted text-sm" data-selectable>
            {line || say('exif.none')}
          </p>
          {photo.captureDate && <p className="text-muted text-sm">{formatCapture(photo.captureDate, language)}</p>}
        </div>
        <ReviewBar review={photo.review} rating={photo.rating} colour={photo.label} />
        <Journey photo={photo} />
        {(photo.salesCount ?? 0) > 0 && <PhotoSales id={photo.id} title={photo.title} />}
      </div>
      <div className="flex flex-col gap-3 border-t border-line p-4">
        <TextField
          name="title"
          label={say('field.title')}
          value={shown.title}
          mixed={false}
          maximum={RULES.titleMaximum}
          lines={false}
          finding={of('title')}
          spelling={{ beside: shown.caption, names: [shown.place, ...photo.keywords] }}
          onType={(title) => draft.type('title', title)}
          onCommit={draft.commit}
        />
        <TextField
          name="caption"
          label={say('field.caption')}
          value={shown.caption}
          mixed={false}
          maximum={RULES.captionMaximum}
          lines
          finding={of('caption')}
          spelling={{ beside: shown.title, names: [shown.place, ...photo.keywords] }}
          onType={(caption) => draft.type('caption', caption)}
          onCommit={draft.commit}
        />
        <KeywordsField
          subject={subject}
          keywords={photo.keywords.map((keyword) => ({ keyword, count: null }))}
          finding={of('keywords')}
          onAdd={(added) => void addKeywords(photo.id, added)}
          onRemove={(removed) => void removeKeyword(photo.id, removed)}
          onMove={(moved, index) => void moveKeyword(photo.id, moved, index)}
        />
        <CategoryField value={photo.categoryId} mixed={false} onChange={(categoryId) => void save({ categoryId })} />
        <div className="grid grid-cols-2 gap-3">
          <PriceField
            name="price"
            label={say('field.price')}
            value={shown.priceStandard}
            mixed={false}
            finding={of('price')}
            onType={(amount) => draft.type('priceStandard', amount)}
            onCommit={draft.commit}
          />
          <PriceField
            name="priceExtended"
            label={say('field.priceExtended')}
            value={shown.priceExtended}
            mixed={false}
            finding={of('priceExtended')}
            suggestion={suggestedExtendedPrice(shown.priceStandard, shown.priceExtended)}
            onType={(amount) => draft.type('priceExtended', amount)}
            onCommit={draft.commit}
          />
        </div>
        <TextField
          name="place"
          label={say('field.place')}
          value={shown.place}
          mixed={false}
          maximum={RULES.placeMaximum}
          lines={false}
          finding={of('place')}
          onType={(place) => draft.type('place', place)}
          onCommit={draft.commit}
        />
        {photo.hasGps && shown.place === '' && (
          <PlaceSuggestion subject={subject} onTake={(place) => void save({ place })} />
        )}
        <Findings findings={findings.map((finding) => ({ finding, count: null, action: actionOf(finding) }))} />
      </div>
      <RightsFields subject={subject} />
      <FileFacts photo={photo} />
    </>
  );
}
