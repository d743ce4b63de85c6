import { useCallback, useEffect, useRef, useState } from 'react';

/** A pause in typing after which what was typed is kept, ms. Leaving the field or Enter keeps it at once. */
const IDLE_MS = 1500;

export interface Draft<Values extends object> {
  /** What was typed and not yet kept. */
  readonly typed: Partial<Values>;
  type<Name extends keyof Values>(name: Name, value: Values[Name]): void;
  /** Keeps what was typed, now. */
  commit(): void;
}

/**
 * What she types, until the studio has it. `save` answers whether it was kept; what was refused stays in the field.
 * Belongs to one subject: give the component a key, so that another selection starts anew; leaving keeps what was typed.
 */
export function useDraft<Values extends object>(save: (patch: Partial<Values>) => Promise<boolean>): Draft<Values> {
  const [typed, setTyped] = useState<Partial<Values>>({});
  const latest = useRef<Partial<Values>>({});
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const saving = useRef(save);
  saving.current = save;

  const commit = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    const patch = latest.current;
    if (Object.keys(patch).length === 0) return;
    latest.current = {};
    void saving.current(patch).then((kept) => {
      if (!kept) latest.current = { ...patch, ...latest.current };
      setTyped(latest.current);
    });
  }, []);

  const type = useCallback(
    <Name extends keyof Values>(name: Name, value: Values[Name]) => {
      latest.current = { ...latest.current, [name]: value };
      setTyped(latest.current);
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(commit, IDLE_MS);
    },
    [commit],
  );

  useEffect(() => commit, [commit]);
  return { typed, type, commit };
}
