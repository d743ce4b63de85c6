import { afterEach, beforeEach, expect, test } from 'vitest';
import { rulesVersion } from '../../../../shared/domain/rules.ts';
import { CLEAN_WORDS, type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createReview } from './review.service.ts';
import { refreshRuleCounts } from './rule-counts.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

const blocked = () =>
  catalogue.db
    .all(catalogue.db.sql.selectFrom('photos').select('rule_errors').orderBy('id'))
    .map((row) => row.rule_errors > 0);

test('counts made with other rules are made again at the start, all of them, once', async () => {
  const review = createReview(catalogue.context);
  for (let index = 0; index < 1_201; index += 1)
    catalogue.addPhoto(index % 2 === 0 ? { ...CLEAN_WORDS, rule_errors: 7 } : { rule_errors: 0 });
  expect(await refreshRuleCounts(catalogue.context, review, rulesVersion(), 0)).toBe(1_201);
  expect(blocked()).toEqual(Array.from({ length: 1_201 }, (_, index) => index % 2 === 1));
  expect(await refreshRuleCounts(catalogue.context, review, rulesVersion(), 0)).toBe(0);
  expect(await refreshRuleCounts(catalogue.context, review, `${rulesVersion()}+7`, 0)).toBe(1_201);
});

test('a studio that closes meanwhile begins again at its next start', async () => {
  const review = createReview(catalogue.context);
  for (let index = 0; index < 501; index += 1) catalogue.addPhoto({ rule_errors: 0 });
  const ending = new AbortController();
  const looked = refreshRuleCounts({ ...catalogue.context, lifetime: ending.signal }, review, rulesVersion(), 0);
  ending.abort();
  expect(await looked).toBe(500);
  expect(await refreshRuleCounts(catalogue.context, review, rulesVersion(), 0)).toBe(501);
  expect(blocked().every(Boolean)).toBe(true);
});
