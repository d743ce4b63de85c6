import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';

/** What a check found: a code of its own (`doctor.<name>.<code>` is its sentence) and the facts the sentence needs. */
export interface Finding {
  readonly ok: boolean;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What a check may look at. */
export interface CheckSubject extends StudioContext {
  readonly session: Session;
}
