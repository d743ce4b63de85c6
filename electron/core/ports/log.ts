export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One structured line. Fields are facts, never secrets: keys that name one are masked before they get here. */
export interface LogLine {
  readonly at: number;
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export type LogSink = (line: LogLine) => void;
