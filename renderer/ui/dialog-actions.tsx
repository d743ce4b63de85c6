import type { ReactNode } from 'react';
import { Button } from './button.tsx';

interface DialogActionsProps {
  /** What would happen, left of the buttons; told to screen readers as it changes. */
  readonly summary?: ReactNode;
  /** The way out that changes nothing. */
  readonly leave: string;
  readonly onLeave: () => void;
  readonly submit: string;
  readonly onSubmit: () => void;
  readonly disabled: boolean;
  /** More about what `submit` does, under the pointer. */
  readonly title?: string;
}

/** The end of a dialog that asks for one thing: what it comes to, the way out, and the thing itself. */
export function DialogActions({ summary, leave, onLeave, submit, onSubmit, disabled, title }: DialogActionsProps) {
  return (
    <>
      {summary !== undefined && (
        <p role="status" className="tabular mr-auto text-muted">
          {summary}
        </p>
      )}
      <Button onClick={onLeave}>{leave}</Button>
      <Button variant="primary" disabled={disabled} title={title} onClick={onSubmit}>
        {submit}
      </Button>
    </>
  );
}
