import { expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';

test('nothing is allowed that is not named, and nothing unsafe is named', () => {
  expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-|data:|https?:|\*/);
});

test('a foreign page cannot frame the studio, and an injected form or <base> leads nowhere', () => {
  for (const rule of ["frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'", "object-src 'none'"]) {
    expect(CONTENT_SECURITY_POLICY).toContain(rule);
  }
});
