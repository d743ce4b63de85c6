import { ValidationError } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import { isStudioError, StudioError } from '../../shared/domain/errors.ts';
import type { Logger } from './log.ts';

/**
 * The contract, to be implemented feature by feature. StudioErrors become the contract's typed errors; input that breaks its
 * schema becomes `invalid-input`; anything else is a bug and is logged whole.
 */
export function contractImplementer(log: Logger) {
  // Validation happens inside this middleware (indexes past the last one), so that broken input is spoken like every other error.
  const implementer = implement(contract).$config({
    initialInputValidationIndex: Number.MAX_SAFE_INTEGER,
    initialOutputValidationIndex: Number.MAX_SAFE_INTEGER,
  });
  return implementer.use(async ({ next, path, signal }) => {
    try {
      return await next();
    } catch (error) {
      throw toContractError(error, path.join('.'), signal, log);
    }
  });
}

export type ContractImplementer = ReturnType<typeof contractImplementer>;

function toContractError(error: unknown, procedure: string, signal: AbortSignal | undefined, log: Logger): unknown {
  if (isStudioError(error))
    return new ORPCError(error.code, { defined: true, data: error.facts, message: error.message });
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    const issues = error.cause.issues.map((issue) => ({
      path: (issue.path ?? []).map(String).join('.'),
      message: issue.message,
    }));
    return new ORPCError('invalid-input', { defined: true, data: { issues }, message: 'invalid-input' });
  }
  if (signal?.aborted) return error;
  log.error('procedure failed', { procedure, error });
  return error;
}

/** Turns what a contract client threw back into a StudioError where it is one. For hosts that speak to a person. */
export function fromContractError(error: unknown): unknown {
  if (error instanceof ORPCError && error.defined) return new StudioError(error.code, error.data, { cause: error });
  return error;
}
