import { problemOf } from '../../host/problem.ts';
import { problemSentence } from '../../i18n/problems.ts';
import { toast } from '../../ui/toasts.tsx';

/** Says what went wrong; a session that ran out is said by its own bar. */
export function sayProblem(error: unknown): void {
  const problem = problemOf(error);
  if (problem.code === 'session-expired') return;
  toast({ tone: 'bad', text: problemSentence(problem) });
}

/** Runs what she asked for; a failure is a sentence, and null. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    sayProblem(error);
    return null;
  }
}
