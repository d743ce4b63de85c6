import { visible } from '../../shared/messages/facts.ts';
import type { Language } from '../../shared/messages/language.ts';
import { type CommandLineKey, commandLineText } from './command-line-text.ts';

export interface Output {
  write(text: string): void;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TerminalOptions {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly language: Language;
  /** One JSON document on stdout, progress as JSON lines on stderr; no sentences. */
  readonly json: boolean;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
  /** Part of the work that is done, 0–1, where that is not `done` of `total`. */
  readonly share?: number;
  /** More to say to a person, after the numbers. */
  readonly words?: readonly string[];
}

/** Speaks with a person, or with a program: never with both at once. */
export interface Terminal {
  readonly language: Language;
  readonly json: boolean;
  /** True where a person reads stdout as it comes. */
  readonly interactive: boolean;
  /** A line of the result, for a person. Control characters of names are made visible. */
  line(text: string): void;
  say(key: CommandLineKey, facts?: Readonly<Record<string, unknown>>): void;
  /** Something to know while the work goes on: stderr, so that it never mixes with the result. */
  notice(key: CommandLineKey, facts?: Readonly<Record<string, unknown>>): void;
  /** The result, for a program. */
  document(value: unknown): void;
  /** What runs until interrupted says where it is: a line of JSON for everything but a person at a terminal. */
  address(value: unknown): void;
  /** A bar on a terminal, a JSON line for a program, nothing in a pipe for a person. */
  progress(event: string, progress: Progress, more?: Readonly<Record<string, unknown>>): void;
  text(key: CommandLineKey, facts?: Readonly<Record<string, unknown>>): string;
}

const BAR_WIDTH = 24;
/** A JSON progress line at most this often (milliseconds): a reader is not flooded by 100,000 files. */
const PROGRESS_EVERY = 200;

export function createTerminal({ stdout, stderr, language, json }: TerminalOptions): Terminal {
  let barShown = false;
  let lastProgress = Number.NEGATIVE_INFINITY;

  function clearBar(): void {
    if (barShown) stderr.write('\r\u001b[2K');
    barShown = false;
  }

  function text(key: CommandLineKey, facts: Readonly<Record<string, unknown>> = {}): string {
    return commandLineText(language, key, facts);
  }

  function line(words: string): void {
    if (json) return;
    clearBar();
    stdout.write(`${visible(words)}\n`);
  }

  return {
    language,
    json,
    interactive: stdout.isTTY === true,
    text,
    line,
    say: (key, facts) => line(text(key, facts)),
    notice(key, facts) {
      clearBar();
      if (json)
        stderr.write(`${JSON.stringify({ event: 'notice', notice: key, message: text(key, facts), ...facts })}\n`);
      else stderr.write(`${visible(text(key, facts))}\n`);
    },
    document(value) {
      clearBar();
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    address(value) {
      if (json || stdout.isTTY !== true) stdout.write(`${JSON.stringify(value)}\n`);
    },
    progress(event, { done, total, secondsLeft, share: given, words = [] }, more = {}) {
      const now = performance.now();
      const isLast = done === total;
      if (!isLast && now - lastProgress < PROGRESS_EVERY) return;
      lastProgress = now;
      if (json) {
        stderr.write(`${JSON.stringify({ event, done, total, secondsLeft, ...more })}\n`);
      } else if (stderr.isTTY) {
        const share = given ?? (total === 0 ? 0 : Math.min(1, done / total));
        const filled = Math.round(share * BAR_WIDTH);
        const left = secondsLeft === null ? [] : [duration(language, secondsLeft)];
        const said = [`${done}/${total}`, ...words, ...left].join(' · ');
        const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${said}`;
        stderr.write(`\r\u001b[2K${bar.slice(0, (stderr.columns ?? 200) - 1)}`);
        barShown = true;
        if (isLast) clearBar();
      }
    },
  };
}

/** `6 min`, `45 s`: whole units, rounded up. */
export function duration(language: Language, seconds: number): string {
  const whole = Math.ceil(seconds);
  const unit = whole < 100 ? 'second' : whole < 6000 ? 'minute' : 'hour';
  const amount = unit === 'second' ? whole : unit === 'minute' ? Math.ceil(whole / 60) : Math.ceil(whole / 3600);
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'unit',
    unit,
    unitDisplay: 'short',
  }).format(amount);
}

/** `1,2 Mo`, decimal units. */
export function byteCount(language: Language, bytes: number): string {
  const unit = bytes < 1e6 ? 'kilobyte' : bytes < 1e9 ? 'megabyte' : 'gigabyte';
  const amount = bytes / (unit === 'kilobyte' ? 1e3 : unit === 'megabyte' ? 1e6 : 1e9);
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(amount);
}
