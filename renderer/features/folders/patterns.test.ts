import { expect, it } from 'vitest';
import { patternsOf } from './patterns.ts';

it('takes one pattern a line, without empty ones and those that stand twice', () => {
  expect(patternsOf(' *.tmp \n\nExports/\r\n*.tmp\n**/Corbeille/**')).toEqual(['*.tmp', 'Exports/', '**/Corbeille/**']);
  expect(patternsOf('')).toEqual([]);
});
