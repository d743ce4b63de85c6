import { StudioError } from '../../../shared/domain/errors.ts';
import type { CommandResult } from '../command.ts';

/** A command of the design that this version does not do: said, never pretended. */
export function notYet(what: string): Promise<CommandResult> {
  return Promise.reject(new StudioError('not-yet', { what }));
}
