import type { QuarantineCode } from '../../../shared/domain/quarantine.ts';

/** Why a content can't become a photo of the catalogue. Thrown inside the image process, answered as `refused`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: QuarantineCode;

  constructor(code: QuarantineCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}

export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 300);
}

/**
 * An error of the program, not of a photograph: a wrong name, a value of the wrong kind. What reads bytes that a file decides
 * about and fails so has to say it as a Refusal.
 */
export function isBug(error: unknown): boolean {
  if (error instanceof ReferenceError || error instanceof SyntaxError) return true;
  // Node's own checks of arguments (a length that a file gave, out of range) carry a code.
  return error instanceof TypeError && !('code' in error);
}
