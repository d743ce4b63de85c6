/** Everything a key can ask for while no field has the keyboard. */
export type KeyCommand =
  | 'approve'
  | 'reject'
  | 'clear-review'
  | `rate-${0 | 1 | 2 | 3 | 4 | 5}`
  | 'label-red'
  | 'label-yellow'
  | 'label-green'
  | 'label-blue'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'extend-left'
  | 'extend-right'
  | 'extend-up'
  | 'extend-down'
  | 'first'
  | 'last'
  | 'page-up'
  | 'page-down'
  | 'toggle-loupe'
  | 'actual-size'
  | 'sharpest'
  | 'open-loupe'
  | 'compare'
  | 'clipping'
  | 'histogram'
  | 'full-screen'
  | 'link-views'
  | 'grid'
  | 'back'
  | 'toggle-stack'
  | 'choose-face'
  | 'stack'
  | 'unstack'
  | 'turn-left'
  | 'turn-right'
  | 'edit-title'
  | 'edit-keywords'
  | 'replace-words'
  | 'copy-words'
  | 'paste-words'
  | 'select-all'
  | 'undo'
  | 'redo'
  | 'commands'
  | 'keys'
  | 'search'
  | 'export'
  | 'send';

export interface KeyPress {
  /** The character or name of the key (KeyboardEvent.key). */
  readonly key: string;
  /** Its place on the keyboard (KeyboardEvent.code). */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const DIGITS: Readonly<Record<string, KeyCommand>> = {
  '0': 'rate-0',
  '1': 'rate-1',
  '2': 'rate-2',
  '3': 'rate-3',
  '4': 'rate-4',
  '5': 'rate-5',
  '6': 'label-red',
  '7': 'label-yellow',
  '8': 'label-green',
  '9': 'label-blue',
};

const PLAIN: Readonly<Record<string, KeyCommand>> = {
  p: 'approve',
  x: 'reject',
  u: 'clear-review',
  e: 'edit-title',
  t: 'edit-keywords',
  g: 'grid',
  z: 'actual-size',
  c: 'compare',
  j: 'clipping',
  h: 'histogram',
  f: 'full-screen',
  l: 'link-views',
  s: 'toggle-stack',
  '/': 'search',
  '?': 'keys',
  ' ': 'toggle-loupe',
  enter: 'open-loupe',
  escape: 'back',
  home: 'first',
  end: 'last',
  pageup: 'page-up',
  pagedown: 'page-down',
  arrowleft: 'left',
  arrowright: 'right',
  arrowup: 'up',
  arrowdown: 'down',
};

const WITH_CONTROL: Readonly<Record<string, KeyCommand>> = {
  a: 'select-all',
  z: 'undo',
  y: 'redo',
  k: 'commands',
  g: 'stack',
  arrowleft: 'turn-left',
  arrowright: 'turn-right',
  f: 'search',
  h: 'replace-words',
  enter: 'send',
};
const WITH_CONTROL_AND_SHIFT: Readonly<Record<string, KeyCommand>> = {
  z: 'redo',
  g: 'unstack',
  c: 'copy-words',
  v: 'paste-words',
  e: 'export',
};
const WITH_SHIFT: Readonly<Record<string, KeyCommand>> = {
  arrowleft: 'extend-left',
  arrowright: 'extend-right',
  arrowup: 'extend-up',
  arrowdown: 'extend-down',
  z: 'sharpest',
  s: 'choose-face',
};
/** Brackets need AltGr on French keyboards, which browsers tell as Ctrl and Alt. */
const WHATEVER_IS_HELD: Readonly<Record<string, KeyCommand>> = { '[': 'turn-left', ']': 'turn-right' };

/**
 * What a key press means, or null. Digits go by their place: on French keyboards the digit row gives « & é " ' ( » without
 * Shift. Letters go by what they say, so that Z is Z on AZERTY and QWERTY alike.
 */
export function commandOfKey(press: KeyPress): KeyCommand | null {
  const key = press.key.toLowerCase();
  const held = WHATEVER_IS_HELD[key];
  if (held) return held;
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    if (press.shiftKey) return WITH_CONTROL_AND_SHIFT[key] ?? null;
    return WITH_CONTROL[key] ?? null;
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (digit !== undefined) return DIGITS[digit] ?? null;
  if (press.shiftKey && WITH_SHIFT[key]) return WITH_SHIFT[key] ?? null;
  return PLAIN[key] ?? null;
}
