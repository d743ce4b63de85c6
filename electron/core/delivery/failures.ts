import type { Problem } from '../../../shared/contract/delivery.contract.ts';
import { isStudioError, type StudioErrorCode } from '../../../shared/domain/errors.ts';
import { reasonOfCode } from '../../../shared/domain/network-reason.ts';
import { isDiskFull } from '../db/disk-full.ts';
import { ObjectStoreError } from '../ports/object-store.ts';

/**
 * What a failure means for a delivery.
 * wait: goes on by itself, not before `atLeastMs`; `holdsQueue`: the others would meet the same, so they wait as well.
 * sign-in: goes on when the session is alive again.
 * needs-her: a person has to do something.
 */
export type Verdict =
  | { readonly kind: 'wait'; readonly problem: Problem; readonly atLeastMs: number; readonly holdsQueue: boolean }
  | { readonly kind: 'sign-in'; readonly problem: Problem }
  | { readonly kind: 'needs-her'; readonly problem: Problem; readonly isBug: boolean };

const NEEDS_HER: ReadonlySet<StudioErrorCode> = new Set<StudioErrorCode>([
  'file-missing',
  'file-changed',
  'disk-full',
  'metadata-unwritable',
  'storage-refused',
  'server-refused',
  'rules-broken',
  'picture-not-replaceable',
  'account-not-photographer',
  'account-pending',
  'account-rejected',
  'account-suspended',
]);

/** `storage` names the object store, `dataDir` the disk, in what she reads. */
export function verdictOf(error: unknown, { storage, dataDir }: { storage: string; dataDir: string }): Verdict {
  if (error instanceof ObjectStoreError) return storeVerdict(error, storage);
  if (isStudioError(error)) {
    const problem: Problem = { code: error.code, facts: { ...error.facts } };
    if (isStudioError(error, 'rate-limited'))
      return { kind: 'wait', problem, atLeastMs: error.facts.retryAfterSeconds * 1000, holdsQueue: true };
    if (error.code === 'server-unreachable') return { kind: 'wait', problem, atLeastMs: 0, holdsQueue: true };
    if (error.code === 'server-error' || error.code === 'upload-incomplete')
      return { kind: 'wait', problem, atLeastMs: 0, holdsQueue: false };
    if (error.code === 'session-expired' || error.code === 'not-signed-in') return { kind: 'sign-in', problem };
    if (NEEDS_HER.has(error.code)) return { kind: 'needs-her', problem, isBug: false };
  }
  // The ledger itself could not be written.
  if (isDiskFull(error))
    return { kind: 'needs-her', problem: { code: 'disk-full', facts: { path: dataDir } }, isBug: false };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'needs-her', problem: { code: 'unexpected', facts: { message: message.slice(0, 500) } }, isBug: true };
}

function storeVerdict(error: ObjectStoreError, storage: string): Verdict {
  switch (error.kind) {
    case 'unreachable':
      return {
        kind: 'wait',
        problem: { code: 'server-unreachable', facts: { server: storage, reason: reasonOfCode(error.code) } },
        atLeastMs: 0,
        holdsQueue: true,
      };
    case 'busy':
    case 'corrupt':
    case 'gone':
    case 'expired':
      return {
        kind: 'wait',
        problem: { code: 'server-error', facts: { server: storage, status: 503, message: error.code } },
        atLeastMs: (error.retryAfterSeconds ?? 0) * 1000,
        holdsQueue: error.kind === 'busy',
      };
    case 'refused':
      return {
        kind: 'needs-her',
        problem: { code: 'storage-refused', facts: { code: error.code, message: error.message.slice(0, 500) } },
        isBug: false,
      };
  }
}
