import type { ReactNode } from 'react';

/** A key as printed on the keyboard. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="whitespace-nowrap rounded-sm border border-line px-1 font-sans text-muted text-xs leading-4">
      {children}
    </kbd>
  );
}
