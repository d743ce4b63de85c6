import { describe, expect, it } from 'vitest';
import { commandOfKey, type KeyPress } from './keymap.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('the keyboard', () => {
  it('decides by letters, in either case', () => {
    expect(commandOfKey(press('p'))).toBe('approve');
    expect(commandOfKey(press('X'))).toBe('reject');
    expect(commandOfKey(press('u'))).toBe('clear-review');
  });

  it('rates on a French keyboard, whose digit row gives signs without Shift', () => {
    expect(commandOfKey(press('&', { code: 'Digit1' }))).toBe('rate-1');
    expect(commandOfKey(press('(', { code: 'Digit5' }))).toBe('rate-5');
    expect(commandOfKey(press('5', { code: 'Digit5', shiftKey: true }))).toBe('rate-5');
    expect(commandOfKey(press('à', { code: 'Digit0' }))).toBe('rate-0');
    expect(commandOfKey(press('6', { code: 'Numpad6' }))).toBe('label-red');
  });

  it('goes to the sharpest point by Shift and Z, and to 100 % by Z alone', () => {
    expect(commandOfKey(press('Z', { shiftKey: true }))).toBe('sharpest');
    expect(commandOfKey(press('z'))).toBe('actual-size');
  });

  it('undoes by the letter Z, wherever the keyboard has it', () => {
    expect(commandOfKey(press('z', { code: 'KeyW', ctrlKey: true }))).toBe('undo');
    expect(commandOfKey(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('redo');
    expect(commandOfKey(press('z', { metaKey: true }))).toBe('undo');
  });

  it('moves by arrows and extends with Shift', () => {
    expect(commandOfKey(press('ArrowDown'))).toBe('down');
    expect(commandOfKey(press('ArrowDown', { shiftKey: true }))).toBe('extend-down');
  });

  it('leaves to the browser what is not its own', () => {
    expect(commandOfKey(press('c', { ctrlKey: true }))).toBeNull();
    expect(commandOfKey(press('p', { ctrlKey: true }))).toBeNull();
    expect(commandOfKey(press('ArrowLeft', { altKey: true }))).toBeNull();
    expect(commandOfKey(press('F5'))).toBeNull();
  });
});
