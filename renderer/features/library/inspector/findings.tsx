import { CircleAlert, CircleCheck, Lightbulb } from 'lucide-react';
import type { RuleFinding } from '../../../../shared/domain/rules.ts';
import { useSay } from '../../../i18n/i18n.ts';
import { ruleSentence } from '../../../i18n/problems.ts';

export interface ShownFinding {
  readonly finding: RuleFinding;
  /** How many of the selected photos break the rule; null for one photo. */
  readonly count: number | null;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

/** What stands between the photo and the marketplace, each with its way out; and what would merely be better. */
export function Findings({
  findings,
  clean,
}: {
  readonly findings: readonly ShownFinding[];
  /** What is said where no rule forbids sending; absent: that she may approve and send. */
  readonly clean?: string;
}) {
  const say = useSay();
  const blocking = findings.filter(({ finding }) => finding.severity === 'error').length;
  return (
    <section aria-label={say('findings.title')} className="flex flex-col gap-2">
      <h3
        className={
          blocking > 0 ? 'flex items-center gap-1.5 font-semibold' : 'flex items-center gap-1.5 font-semibold text-good'
        }
      >
        {blocking > 0 ? <CircleAlert size={14} className="text-warn" /> : <CircleCheck size={14} />}
        {blocking > 0 ? say('findings.toFix', { count: blocking }) : (clean ?? say('findings.none'))}
      </h3>
      <ul className="flex flex-col gap-1.5">
        {findings.map(({ finding, count, action }) => (
          <li
            key={`${finding.rule}-${finding.field}-${String(count)}`}
            className="flex items-start justify-between gap-2 text-sm"
          >
            <span className="flex min-w-0 gap-1.5">
              {finding.severity === 'warning' ? (
                <Lightbulb size={13} className="mt-0.5 shrink-0 text-muted" />
              ) : (
                <span className="mt-[7px] ml-1 mr-0.5 size-1.5 shrink-0 rounded-full bg-warn" />
              )}
              <span className={finding.severity === 'warning' ? 'text-muted' : ''}>
                {ruleSentence(finding)}
                {count !== null && <span className="tabular text-muted"> · {say('count.photos', { count })}</span>}
              </span>
            </span>
            {action && (
              <button
                type="button"
                className="shrink-0 whitespace-nowrap text-accent hover:underline"
                onClick={action.run}
              >
                {action.label}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
