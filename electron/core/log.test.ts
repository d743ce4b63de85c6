import { expect, test } from 'vitest';
import { createLogger } from './log.ts';
import type { LogLine } from './ports/log.ts';

function logged(fields: Record<string, unknown>): LogLine {
  const lines: LogLine[] = [];
  const clock = { now: () => 42, monotonic: () => 0, sleep: async () => {} };
  createLogger((line) => lines.push(line), clock).warn('event', fields);
  const [line] = lines;
  if (!line) throw new Error('nothing logged');
  return line;
}

test('a line says when, how grave, what, and its facts', () => {
  expect(logged({ path: '/p/a.jpg', bytes: 12 })).toEqual({
    at: 42,
    level: 'warn',
    event: 'event',
    fields: { path: '/p/a.jpg', bytes: 12 },
  });
});

test('a field that names a secret is masked, however deep', () => {
  const line = JSON.stringify(
    logged({
      password: 'hunter2',
      account: { accessToken: 'abc123', nested: [{ 'secret-key': 'xyz789' }] },
      Authorization: 'Basic Zm9v',
    }),
  );
  for (const secret of ['hunter2', 'abc123', 'xyz789', 'Zm9v']) expect(line).not.toContain(secret);
});

test('what looks like a secret is masked inside other text: headers, web tokens, signed addresses, errors', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const line = JSON.stringify(
    logged({
      header: 'authorization: Bearer abc.def.ghi',
      text: `sent ${jwt} away`,
      url: 'https://s3.example/k?X-Amz-Signature=deadbeef&X-Amz-Date=1&X-Amz-Security-Token=feedface',
      error: new Error(`refused ${jwt}`, { cause: new Error('Bearer zzz') }),
    }),
  );
  for (const secret of ['abc.def.ghi', 'eyJ', 'deadbeef', 'feedface', 'zzz']) expect(line).not.toContain(secret);
  expect(line).toContain('X-Amz-Date=1');
});

test('an error keeps its name, message, stack and cause', () => {
  const { error } = logged({ error: new TypeError('odd', { cause: new Error('deeper') }) }).fields;
  expect(error).toMatchObject({ name: 'TypeError', message: 'odd', cause: { message: 'deeper' } });
});

test('what refers to itself ends', () => {
  const loop: Record<string, unknown> = {};
  Object.assign(loop, { loop });
  expect(JSON.stringify(logged({ loop }))).toContain('…');
});
