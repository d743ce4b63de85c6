import type { Problem } from '../../shared/contract/delivery.contract.ts';
import { type RuleCode, type RuleFinding, ruleFacts } from '../../shared/domain/rules.ts';
import { factsForSentence } from '../../shared/messages/facts.ts';
import { say, sayMessage } from './i18n.ts';

/** What happened and what to do, in a sentence. */
export function problemSentence(problem: Problem): string {
  return sayMessage(`error.${problem.code}`, factsForSentence(problem.facts)) ?? say('problem.unknown');
}

/** What is wrong with a description or a file, in a sentence. */
export function ruleSentence(finding: RuleFinding): string {
  return sayMessage(`rule.${finding.rule}`, factsForSentence(finding.facts)) ?? finding.rule;
}

/** What a rule is about, and why it is there. */
export function ruleName(rule: RuleCode): string {
  return sayMessage(`rule-name.${rule}`, ruleFacts()) ?? rule;
}
export function ruleReason(rule: RuleCode): string {
  return sayMessage(`rule-why.${rule}`, ruleFacts()) ?? '';
}

/** Why a file was set aside. */
export function quarantineSentence(code: string): string {
  return sayMessage(`quarantine.${code}`, {}) ?? say('problem.unknown');
}
