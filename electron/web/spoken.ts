import type { RuleFinding } from '../../shared/domain/rules.ts';
import type { Language } from '../../shared/messages/language.ts';
import { sentence, sentenceOf } from '../core/system/sentences.ts';

/** A broken rule with its sentence. */
export interface SpokenFinding extends RuleFinding {
  readonly message: string;
}

export function spokenFindings(language: Language, findings: readonly RuleFinding[]): SpokenFinding[] {
  return findings.map((finding) => ({
    ...finding,
    message: sentence(language, `rule.${finding.rule}`, finding.facts),
  }));
}

/** Why a delivery stopped, as a sentence; the code where none is known. */
export function spokenProblem(language: Language, problem: { code: string; facts: Record<string, unknown> }): string {
  return sentenceOf(language, 'error', problem.code, problem.facts);
}
