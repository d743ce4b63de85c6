import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';

/** Each address at which servers of this family tell their health, and what went wrong last. */
export function ConnectionFacts({ open }: { readonly open: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const connection = useQuery({
    queryKey: [...keys.doctor, 'connection'],
    queryFn: () => studio.profile.connection(),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
  }).data;
  if (!connection || connection.server === null) return null;
  const { addresses, lastProblem, server } = connection;
  return (
    <section aria-label={say('doctor.addresses')} className="mt-5 border-t border-line pt-3 text-sm" data-selectable>
      <h3 className="mb-1.5 font-semibold">{say('doctor.addresses')}</h3>
      <ul className="flex flex-col gap-1 text-muted">
        {addresses.map(({ path, ok, status, message }) => (
          <li key={path} className="flex items-center gap-2">
            {ok ? <CircleCheck size={14} className="text-good" /> : <CircleAlert size={14} />}
            <span className="break-all">
              {server}
              {path}
            </span>
            <span className="tabular ml-auto whitespace-nowrap">
              {status === 404 || status === 405
                ? say('doctor.addresses.none')
                : [status === 0 ? say('doctor.addresses.silent') : String(status), message].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-muted">
        {lastProblem === null
          ? say('doctor.lastProblem.none')
          : say('doctor.lastProblem', {
              at: formatMoment(lastProblem.at, language),
              problem: problemSentence({ code: lastProblem.code, facts: lastProblem.facts }),
            })}
      </p>
    </section>
  );
}
