import { oc } from '@orpc/contract';
import { STUDIO_ERRORS, type StudioErrorCode } from '../domain/errors.ts';

type ErrorMap = { [C in StudioErrorCode]: { data: (typeof STUDIO_ERRORS)[C] } };

function errorMap(): ErrorMap {
  return Object.fromEntries(Object.entries(STUDIO_ERRORS).map(([code, facts]) => [code, { data: facts }])) as ErrorMap;
}

/** Every procedure of the contract starts here: it may fail with any of the studio's typed errors. */
export const procedure = oc.errors(errorMap());
