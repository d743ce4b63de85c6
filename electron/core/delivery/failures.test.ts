import { expect, test } from 'vitest';
import { StudioError } from '../../../shared/domain/errors.ts';
import { ObjectStoreError } from '../ports/object-store.ts';
import { verdictOf } from './failures.ts';

const names = { storage: 'https://api.example', dataDir: '/data' };
const verdict = (error: unknown) => verdictOf(error, names);

test('a network, a busy server and a rate limit are waited for, all of the queue together', () => {
  for (const error of [
    new StudioError('server-unreachable', { server: 's', reason: 'reset' }),
    new StudioError('rate-limited', { retryAfterSeconds: 7 }),
    new ObjectStoreError('unreachable', 'ECONNREFUSED', ''),
    new ObjectStoreError('busy', 'SlowDown', '', { retryAfterSeconds: 7 }),
  ]) {
    expect(verdict(error)).toMatchObject({ kind: 'wait', holdsQueue: true });
  }
  expect(verdict(new StudioError('rate-limited', { retryAfterSeconds: 7 }))).toMatchObject({ atLeastMs: 7000 });
  expect(verdict(new ObjectStoreError('busy', 'SlowDown', '', { retryAfterSeconds: 7 }))).toMatchObject({
    atLeastMs: 7000,
  });
});

test('one upload that went wrong does not hold the others', () => {
  for (const error of [
    new StudioError('upload-incomplete', {}),
    new ObjectStoreError('corrupt', 'BadDigest', ''),
    new ObjectStoreError('gone', 'NoSuchUpload', ''),
  ]) {
    expect(verdict(error)).toMatchObject({ kind: 'wait', holdsQueue: false });
  }
});

test('an expired session waits for her, not for a time', () => {
  expect(verdict(new StudioError('session-expired', { email: 'a@b' })).kind).toBe('sign-in');
  expect(verdict(new StudioError('not-signed-in', {})).kind).toBe('sign-in');
});

test('what only she can settle fails with its own code; a full disk is one, however it shows itself', () => {
  expect(verdict(new StudioError('file-changed', { path: '/p' }))).toMatchObject({
    kind: 'needs-her',
    problem: { code: 'file-changed', facts: { path: '/p' } },
    isBug: false,
  });
  expect(verdict(new ObjectStoreError('refused', 'AccessDenied', 'no'))).toMatchObject({
    problem: { code: 'storage-refused', facts: { code: 'AccessDenied' } },
  });
  expect(verdict(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }))).toMatchObject({
    problem: { code: 'disk-full', facts: { path: '/data' } },
  });
});

test('anything else is a bug, and says so', () => {
  expect(verdict(new TypeError('x is not a function'))).toMatchObject({
    kind: 'needs-her',
    isBug: true,
    problem: { code: 'unexpected' },
  });
});

test('a storage that does not answer is told with a reason that has a sentence, not with the system’s code', () => {
  expect(verdict(new ObjectStoreError('unreachable', 'ENOTFOUND', ''))).toMatchObject({
    problem: { code: 'server-unreachable', facts: { reason: 'dns' } },
  });
});
