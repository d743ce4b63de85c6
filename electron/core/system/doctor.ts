import type { Check } from '../../../shared/contract/system.contract.ts';
import type { Language } from '../../../shared/messages/language.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { CheckSubject, Finding } from './finding.ts';
import { checkDatabase, checkDisk, checkFolders, checkImages, checkKeychain, checkMetadata } from './local-checks.ts';
import { checkApi, checkClock, checkStorage } from './network-checks.ts';
import { isMessageKey, sentence, sentenceOf } from './sentences.ts';
import { checkTraces } from './trace-checks.ts';

export interface DiagnosisParts {
  readonly session: Session;
  readonly language: Language;
  readonly signal?: AbortSignal;
}

/** A dependency that does not answer within this is not working (milliseconds). */
const LIMIT_MS = 20_000;

const CHECKS: readonly { name: string; run(subject: CheckSubject, signal: AbortSignal): Promise<Finding> }[] = [
  { name: 'disk', run: checkDisk },
  { name: 'database', run: checkDatabase },
  { name: 'folders', run: checkFolders },
  { name: 'images', run: checkImages },
  { name: 'metadata', run: checkMetadata },
  { name: 'keychain', run: checkKeychain },
  { name: 'traces', run: checkTraces },
  { name: 'api', run: checkApi },
  { name: 'storage', run: checkStorage },
  { name: 'clock', run: checkClock },
];

/**
 * Tries everything the studio depends on, for real, one after the other. A check that fails or hangs is itself a finding.
 * `ok` is false when one of them keeps the studio from its work; being signed out is not a fault.
 */
export async function diagnose(
  context: StudioContext,
  parts: DiagnosisParts,
): Promise<{ ok: boolean; checks: Check[] }> {
  const subject: CheckSubject = { ...context, session: parts.session };
  const checks: Check[] = [];
  for (const { name, run } of CHECKS) {
    const signal = AbortSignal.any([
      AbortSignal.timeout(LIMIT_MS),
      context.lifetime,
      ...(parts.signal ? [parts.signal] : []),
    ]);
    const finding = await withinLimit(run(subject, signal), signal).catch((error: unknown): Finding => {
      context.log.warn('check failed', { check: name, error });
      if (signal.aborted) return { ok: false, code: 'no-answer', facts: { seconds: LIMIT_MS / 1000 } };
      return { ok: false, code: 'failed', facts: { message: error instanceof Error ? error.message : String(error) } };
    });
    checks.push(spoken(name, finding, parts.language));
  }
  return { ok: checks.every((check) => check.ok), checks };
}

/** The same check with its sentences in another language. */
export function respoken(check: Check, language: Language): Check {
  return spoken(check.name, { ok: check.ok, code: check.code, facts: check.facts }, language);
}

function spoken(name: string, finding: Finding, language: Language): Check {
  const key = `doctor.${name}.${finding.code}`;
  const prefix = isMessageKey(key) ? `doctor.${name}` : 'doctor.any';
  const fix = `${prefix}.${finding.code}.fix`;
  // A reason may itself be a code with a sentence (why the keychain is not used).
  const facts =
    'reason' in finding.facts
      ? { ...finding.facts, reason: sentenceOf(language, 'keychain', String(finding.facts.reason)) }
      : finding.facts;
  return {
    name,
    ...finding,
    facts: { ...finding.facts },
    detail: sentenceOf(language, prefix, finding.code, facts),
    fix: isMessageKey(fix) ? sentence(language, fix, facts) : '',
  };
}

function withinLimit<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
