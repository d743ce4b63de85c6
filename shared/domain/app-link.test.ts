import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appLink, readAppLink } from './app-link.ts';

test('a link opens the window, a section or a photo', () => {
  expect(readAppLink('pouire://open')).toEqual({ to: 'window' });
  expect(readAppLink('POUIRE://Sales/')).toEqual({ to: 'section', section: 'sales' });
  expect(readAppLink('pouire://photo/12')).toEqual({ to: 'photo', photo: 12 });
});

test.each([
  'pouire:///etc/passwd',
  'pouire://photo/../../etc/passwd',
  'pouire://photo/%2e%2e',
  'pouire://photo/0',
  'pouire://photo/1e3',
  'pouire://photo',
  'pouire://sales/1',
  'pouire://sales?next=https://evil.example',
  'pouire://sales#x',
  'pouire://user:word@sales',
  'pouire://sales:8080',
  'pouire://run/calc.exe',
  'pouire:sales',
  ' pouire://sales',
  'pouire://sales\n--inspect',
  'https://pouire.com/sales',
  `pouire://photo/${'9'.repeat(300)}`,
  'studio://app/index.html',
  '',
])('%j leads nowhere', (address) => expect(readAppLink(address)).toBeNull());

test('whatever a web page writes behind the scheme, the answer is a place of the list or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (rest) => {
      const link = readAppLink(`pouire://${rest}`);
      return link === null || appLink.safeParse(link).success;
    }),
  );
});
