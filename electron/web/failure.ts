import type { StudioErrorCode } from '../../shared/domain/errors.ts';
import { isStudioError } from '../../shared/domain/errors.ts';
import { fromContractError } from '../core/contract.ts';
import { isDiskFull } from '../core/db/disk-full.ts';
import { sentence, sentenceOf } from '../core/system/sentences.ts';
import type { ExitCode } from './command.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Codes that mean: the words on the command line were wrong, trying again as they are is no use. */
const WRONG_USE: readonly StudioErrorCode[] = [
  'invalid-input',
  'not-yet',
  'not-supported-here',
  'photo-unknown',
  'server-address-invalid',
  'pattern-invalid',
  'statement-period',
];

export interface Failure {
  readonly exitCode: ExitCode;
  /** What JSON says of it. */
  readonly error: { readonly code: string; readonly message: string; readonly [fact: string]: unknown };
  /** False for what nobody foresaw: worth the whole story. */
  readonly expected: boolean;
}

/** Whatever was thrown, as a code, a sentence in the person's language and an exit code. */
export function failureOf(thrown: unknown, terminal: Pick<Terminal, 'language' | 'text'>, dataDir: string): Failure {
  const error = fromContractError(thrown);
  if (error instanceof UsageError) {
    return {
      exitCode: 2,
      error: { code: 'wrong-use', message: terminal.text(error.key, error.facts) },
      expected: true,
    };
  }
  if (isStudioError(error)) {
    const message = sentenceOf(terminal.language, 'error', error.code, error.facts);
    return {
      exitCode: WRONG_USE.includes(error.code) ? 2 : 1,
      error: { ...error.facts, code: error.code, message },
      expected: true,
    };
  }
  if (isDiskFull(error)) {
    return {
      exitCode: 1,
      error: {
        code: 'disk-full',
        path: dataDir,
        message: sentence(terminal.language, 'error.disk-full', { path: dataDir }),
      },
      expected: true,
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    exitCode: 1,
    error: { code: 'unexpected', message: sentence(terminal.language, 'error.unexpected', { message: reason }) },
    expected: false,
  };
}
