import type { Clock } from './ports/clock.ts';
import type { LogLevel, LogSink } from './ports/log.ts';

export interface Logger {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** Names of fields that never reach a log, whatever they hold. */
const SECRET_NAME = /passw|token|secret|authorization|cookie|credential|signature|access_?key/i;
/** Shapes of secrets inside other text: bearer headers, JSON Web Tokens, signed query parameters. */
const SECRET_SHAPE =
  /(Bearer\s+)\S+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|([?&]X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"]+/gi;
const MASK = '•••';

/** A text with what looks like a secret masked, for what is told outside of the log. */
export function maskSecrets(text: string): string {
  return text.replace(
    SECRET_SHAPE,
    (_all, bearer: string | undefined, parameter: string | undefined) => `${bearer ?? parameter ?? ''}${MASK}`,
  );
}

/** Structured log lines without secrets: names that mean one are masked, and so is what looks like one. */
export function createLogger(sink: LogSink, clock: Clock): Logger {
  const write =
    (level: LogLevel) =>
    (event: string, fields: Record<string, unknown> = {}): void => {
      sink({
        at: clock.now(),
        level,
        event,
        fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, mask(name, value, 0)])),
      });
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function mask(name: string, value: unknown, depth: number): unknown {
  if (SECRET_NAME.test(name) && value !== null && typeof value !== 'boolean' && typeof value !== 'number') return MASK;
  if (typeof value === 'string') return maskSecrets(value);
  if (value instanceof Error) {
    return {
      name: value.name,
      message: mask('message', value.message, depth),
      stack: mask('stack', value.stack ?? '', depth),
      cause: mask('cause', value.cause, depth + 1),
    };
  }
  if (depth > 5) return '…';
  if (Array.isArray(value)) return value.map((item) => mask('', item, depth + 1));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mask(key, inner, depth + 1)]));
  }
  return value;
}
