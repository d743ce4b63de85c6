import { setImmediate } from 'node:timers/promises';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import {
  blocksSending,
  findBrokenRules,
  RULE_BOOK,
  type RuleCode,
  rulesVersion,
} from '../../../shared/domain/rules.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { ruleSubjectOf } from '../library/photos/photo-words.ts';
import { reviewRepository } from '../library/review/review.repository.ts';

/** Photos looked at between two turns of others: some ten milliseconds. */
const CHUNK = 500;

/** Which rules are broken over a selection or the whole library, and by how many photos. */
export function createRuleOverview(
  context: Pick<StudioContext, 'db'>,
  { library }: { readonly library: { resolve(selection: PhotoSelection): readonly PhotoId[] } },
) {
  const photos = reviewRepository(context.db);

  async function* findings(selection: PhotoSelection, signal: AbortSignal | undefined) {
    const ids = library.resolve(selection);
    for (let start = 0; start < ids.length; start += CHUNK) {
      if (start > 0) await setImmediate();
      signal?.throwIfAborted();
      const chunk = ids.slice(start, start + CHUNK);
      const rows = new Map(photos.rows(chunk).map((row) => [row.id, row]));
      for (const id of chunk) {
        const row = rows.get(id);
        if (row) yield { id, findings: findBrokenRules(ruleSubjectOf(row)) };
      }
    }
  }

  async function overview(selection: PhotoSelection, signal?: AbortSignal) {
    const counts = new Map<RuleCode, number>();
    let looked = 0;
    let blocked = 0;
    let advised = 0;
    for await (const photo of findings(selection, signal)) {
      looked += 1;
      if (blocksSending(photo.findings)) blocked += 1;
      else if (photo.findings.length > 0) advised += 1;
      for (const rule of new Set(photo.findings.map((finding) => finding.rule)))
        counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
    const isError = (rule: RuleCode) => RULE_BOOK[rule].severity === 'error';
    const rules = [...counts]
      .map(([rule, broken]) => ({ rule, photos: broken }))
      .sort((a, b) => Number(isError(b.rule)) - Number(isError(a.rule)) || b.photos - a.photos);
    return { version: rulesVersion(), photos: looked, blocked, advised, rules };
  }

  async function broken(selection: PhotoSelection, rule: RuleCode, signal?: AbortSignal): Promise<PhotoId[]> {
    const ids: PhotoId[] = [];
    for await (const photo of findings(selection, signal))
      if (photo.findings.some((finding) => finding.rule === rule)) ids.push(photo.id);
    return ids;
  }

  return {
    overview,
    broken,
    router: (os: ContractImplementer) => ({
      rules: {
        overview: os.rules.overview.handler(({ input, signal }) => overview(input.selection, signal)),
        broken: os.rules.broken.handler(({ input, signal }) => broken(input.selection, input.rule, signal)),
      },
    }),
  };
}
