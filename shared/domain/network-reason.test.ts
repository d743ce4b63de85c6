import { expect, test } from 'vitest';
import { networkCode, reasonOfCode } from './network-reason.ts';

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['Stalled', 'timeout'],
  ['TimeoutError', 'timeout'],
  ['ENETUNREACH', 'offline'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['Error', 'unknown'],
  ['redirected', 'redirected'],
])('%s is told as "%s"', (code, reason) => {
  expect(reasonOfCode(code)).toBe(reason);
});

test('the code is found in what an error wraps', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  expect(networkCode(new TypeError('fetch failed', { cause: refused }))).toBe('ECONNREFUSED');
  expect(networkCode(new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) }))).toBe(
    'ECONNREFUSED',
  );
  expect(networkCode(new Error('something'))).toBe('Error');
  expect(networkCode('something')).toBe('unknown');
});
