import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readNotices } from './read-notices.ts';

test('packages that share a licence are a line each, with its words', () => {
  const text =
    'Head\n\n## zod 4.1.0 (MIT), @a/b 1.0.0-rc.1 ((MIT OR Apache-2.0))\n\n```text\nMIT\n\nwords\n```\n\n## c 2.0.0 (ISC)\n\n```text\nISC\n```\n';
  expect(readNotices(text)).toEqual([
    { name: '@a/b', version: '1.0.0-rc.1', licence: '(MIT OR Apache-2.0)', words: 'MIT\n\nwords' },
    { name: 'c', version: '2.0.0', licence: 'ISC', words: 'ISC' },
    { name: 'zod', version: '4.1.0', licence: 'MIT', words: 'MIT\n\nwords' },
  ]);
});

test('the notices of the application are all read', () => {
  expect(existsSync('THIRD-PARTY-NOTICES.md')).toBe(true);
  const text = readFileSync('THIRD-PARTY-NOTICES.md', 'utf8');
  const notices = readNotices(text);
  expect(notices.length).toBe(Number(/^(\d+) packages/m.exec(text)?.[1]));
  for (const { name, words } of notices) expect(words.length, name).toBeGreaterThan(50);
});
