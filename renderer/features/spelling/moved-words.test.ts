import { expect, it } from 'vitest';
import type { DoubtfulWord } from '../../../shared/contract/spelling.contract.ts';
import { moved } from './moved-words.ts';

const word = (text: string, from: string): DoubtfulWord => {
  const start = from.indexOf(text);
  return { word: text, start, end: start + text.length, languages: ['fr'] };
};

it('doubtful words move with what is typed before them, and go when they are touched', () => {
  const before = 'une vendeusse au marchee';
  const words = [word('vendeusse', before), word('marchee', before)];
  const places = (now: string) => moved(words, before, now).map(({ start, end }) => now.slice(start, end));
  expect(places(before)).toEqual(['vendeusse', 'marchee']);
  expect(places('une vendeuse au marchee')).toEqual(['marchee']);
  expect(places('une jeune vendeusse au marchee')).toEqual(['vendeusse', 'marchee']);
  expect(places('une vendeusse au marché')).toEqual(['vendeusse']);
  expect(places('une vendeusse au marcheeaux')).toEqual(['vendeusse']);
  expect(places('')).toEqual([]);
});
