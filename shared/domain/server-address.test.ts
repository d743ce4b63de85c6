import { describe, expect, it } from 'vitest';
import { isStudioError } from './errors.ts';
import { isLoopback, normaliseServerAddress } from './server-address.ts';

describe('the address of a server', () => {
  it.each([
    ['api.pouire.com', 'https://api.pouire.com'],
    [' https://API.Pouire.com/ ', 'https://api.pouire.com'],
    ['https://api.pouire.com/api/', 'https://api.pouire.com'],
    ['https://example.org/market/api', 'https://example.org/market'],
    ['localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1:4100/', 'http://127.0.0.1:4100'],
    ['http://[::1]:80', 'http://[::1]'],
    ['https://api.pouire.com:443?x=1#y', 'https://api.pouire.com'],
  ])('%s is written %s', (typed, normal) => {
    expect(normaliseServerAddress(typed)).toBe(normal);
  });

  it.each([
    '',
    'http://api.pouire.com',
    'ftp://x.org',
    'https://user:pw@x.org',
    'http://127.0.0.1.evil.org',
    'https://',
    'a b',
    'file:///etc',
  ])('%s is refused', (typed) => {
    let caught: unknown;
    try {
      normaliseServerAddress(typed);
    } catch (error) {
      caught = error;
    }
    expect(isStudioError(caught, 'server-address-invalid')).toBe(true);
  });

  it('is loopback only for this computer', () => {
    expect(isLoopback('http://localhost:1')).toBe(true);
    expect(isLoopback('https://localhost.example.org')).toBe(false);
  });
});
