import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { findBrokenRules, type RuleCode, type RuleFinding } from '../../../../shared/domain/rules.ts';
import { descriptionOf, ruleSubjectOf } from './photo-words.ts';
import type { PhotoRow } from './photos.repository.ts';

/** What a selection has in common: null where the values differ (« valeurs multiples »). */
export interface Common {
  count: number;
  title: string | null;
  caption: string | null;
  keywords: { keyword: string; count: number }[];
  categoryId: { value: string | null } | null;
  priceStandard: { value: number | null } | null;
  priceExtended: { value: number | null } | null;
  place: string | null;
  findings: { finding: RuleFinding; count: number; ids: PhotoId[] }[];
}

/** Ids named per finding: enough to go to them one after the other. */
const IDS_NAMED = 500;

export function whatIsCommon(rows: Iterable<PhotoRow>): Common {
  const title = new Shared<string>();
  const caption = new Shared<string>();
  const categoryId = new Shared<string | null>();
  const priceStandard = new Shared<number | null>();
  const priceExtended = new Shared<number | null>();
  const place = new Shared<string>();
  const keywords = new Map<string, number>();
  const findings = new Map<RuleCode, { finding: RuleFinding; count: number; ids: PhotoId[] }>();
  let count = 0;
  for (const row of rows) {
    count += 1;
    const description = descriptionOf(row);
    title.add(description.title);
    caption.add(description.caption);
    categoryId.add(description.categoryId);
    priceStandard.add(description.priceStandard);
    priceExtended.add(description.priceExtended);
    place.add(description.place);
    for (const keyword of description.keywords) keywords.set(keyword, (keywords.get(keyword) ?? 0) + 1);
    for (const finding of findBrokenRules(ruleSubjectOf(row))) {
      const known = findings.get(finding.rule) ?? { finding, count: 0, ids: [] };
      known.count += 1;
      if (known.ids.length < IDS_NAMED) known.ids.push(row.id);
      findings.set(finding.rule, known);
    }
  }
  return {
    count,
    title: title.value()?.value ?? null,
    caption: caption.value()?.value ?? null,
    keywords: [...keywords].map(([keyword, used]) => ({ keyword, count: used })).sort((a, b) => b.count - a.count),
    categoryId: categoryId.value(),
    priceStandard: priceStandard.value(),
    priceExtended: priceExtended.value(),
    place: place.value()?.value ?? null,
    findings: [...findings.values()].sort(
      (a, b) => Number(b.finding.severity === 'error') - Number(a.finding.severity === 'error') || b.count - a.count,
    ),
  };
}

/** One value as long as all are equal. */
class Shared<T> {
  #first: { value: T } | null = null;
  #differ = false;

  add(value: T): void {
    if (this.#first === null) this.#first = { value };
    else if (this.#first.value !== value) this.#differ = true;
  }

  value(): { value: T } | null {
    return this.#differ ? null : this.#first;
  }
}
