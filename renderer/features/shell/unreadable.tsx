import { CircleAlert } from 'lucide-react';
import { problemOf } from '../../host/problem.ts';
import { useSay } from '../../i18n/i18n.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { openDialog } from './shell.store.ts';

interface UnreadableProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In place of a list or figures that the studio could not give: what happened, and the way on. */
export function Unreadable({ error, onRetry }: UnreadableProps) {
  const say = useSay();
  return (
    <EmptyState
      icon={<CircleAlert size={28} strokeWidth={1.5} className="text-warn" />}
      title={say('problem.title')}
      text={problemSentence(problemOf(error))}
      action={
        <>
          <Button variant="primary" onClick={onRetry}>
            {say('action.retry')}
          </Button>
          <Button onClick={() => openDialog('doctor')}>{say('doctor.title')}</Button>
        </>
      }
    />
  );
}
