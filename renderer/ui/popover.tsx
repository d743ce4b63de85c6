import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface PopoverProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
  readonly width?: number;
  readonly onOpenChange?: (open: boolean) => void;
}

/** A small panel under a button; Escape and a click elsewhere close it. */
export function Popover({ trigger, label, children, align = 'start', width = 320, onOpenChange }: PopoverProps) {
  return (
    <Radix.Root {...(onOpenChange ? { onOpenChange } : {})}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          style={{ width }}
          className="z-40 max-h-[80vh] overflow-y-auto rounded-md border border-line bg-raised text-ink shadow-[var(--shadow)] animate-appear"
          onKeyDown={(event) => event.stopPropagation()}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
