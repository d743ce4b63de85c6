import { expect, it } from 'vitest';
import { crumbsOf } from './crumbs.ts';

it('leads from the root to the folder on every system', () => {
  expect(crumbsOf('/home/awa/Photos').map((crumb) => crumb.path)).toEqual([
    '/',
    '/home',
    '/home/awa',
    '/home/awa/Photos',
  ]);
  expect(crumbsOf('/')).toEqual([{ name: '/', path: '/' }]);
  expect(crumbsOf('C:\\Users\\Awa').map((crumb) => crumb.path)).toEqual(['C:\\', 'C:\\Users', 'C:\\Users\\Awa']);
  expect(crumbsOf('\\\\nas\\photos\\2026').map((crumb) => crumb.path)).toEqual([
    '\\\\nas\\photos\\',
    '\\\\nas\\photos\\2026',
  ]);
});
