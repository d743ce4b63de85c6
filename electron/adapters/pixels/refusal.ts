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
