import { describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { systemLocale } from './locale.ts';
import { systemRandom } from './random.ts';

describe('the system’s own ports', () => {
  it('end a sleep with the reason of the signal', async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(60_000, controller.signal);
    controller.abort(new Error('closed'));
    await expect(sleep).rejects.toThrow('closed');
  });

  it('give fractions in [0, 1) and version 4 UUIDs', () => {
    for (let number = 0; number < 1000; number++) {
      const fraction = systemRandom.fraction();
      expect(fraction >= 0 && fraction < 1).toBe(true);
    }
    expect(systemRandom.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([
    [{ LC_ALL: 'en_GB.UTF-8', LANG: 'fr_FR.UTF-8' }, 'en_GB.UTF-8'],
    [{ LANG: 'fr_BF.UTF-8' }, 'fr_BF.UTF-8'],
    [{ LANG: 'C.UTF-8' }, null],
    [{ LANG: 'POSIX' }, null],
    [{}, null],
  ])('read the locale of %j as %s', (environment, locale) => {
    expect(systemLocale(environment, 'linux')).toBe(locale);
  });
});
