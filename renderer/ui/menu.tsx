import { Check } from 'lucide-react';
import { DropdownMenu, ContextMenu as RadixContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

/** One line of a menu, a line between groups, or a heading. */
export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly label: string;
      readonly keys?: string;
      readonly icon?: ReactNode;
      readonly checked?: boolean;
      readonly disabled?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly kind: 'line' }
  | { readonly kind: 'heading'; readonly label: string };

const SURFACE =
  'z-50 min-w-52 max-w-80 rounded-md border border-line bg-raised p-1 text-ink shadow-[var(--shadow)] animate-appear';
const ITEM =
  'flex h-7 items-center gap-2 rounded-sm px-2 outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-45';

function ItemContent({ entry }: { readonly entry: Extract<MenuEntry, { kind: 'item' }> }) {
  return (
    <>
      <span className="flex w-4 justify-center text-muted">{entry.checked ? <Check size={14} /> : entry.icon}</span>
      <span className="flex-1 whitespace-nowrap">{entry.label}</span>
      {entry.keys && <Kbd>{entry.keys}</Kbd>}
    </>
  );
}

interface MenuProps {
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly header?: ReactNode;
  readonly align?: 'start' | 'end';
}

/** A menu under a button. Not modal, so that nothing is injected to lock scrolling. */
export function Menu({ trigger, entries, header, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={SURFACE}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {header}
          {entries.map((entry, index) =>
            entry.kind === 'line' ? (
              <DropdownMenu.Separator key={`line-${String(index)}`} className="my-1 h-px bg-line" />
            ) : entry.kind === 'heading' ? (
              <DropdownMenu.Label key={entry.label} className="px-2 pt-1.5 pb-0.5 text-muted text-xs">
                {entry.label}
              </DropdownMenu.Label>
            ) : (
              <DropdownMenu.Item
                key={entry.label}
                disabled={entry.disabled ?? false}
                onSelect={entry.onSelect}
                className={ITEM}
              >
                <ItemContent entry={entry} />
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The same at the pointer, on a right click. */
export function ContextMenu({
  trigger,
  entries,
}: {
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
}) {
  return (
    <RadixContextMenu.Root modal={false}>
      <RadixContextMenu.Trigger asChild>{trigger}</RadixContextMenu.Trigger>
      <RadixContextMenu.Portal>
        <RadixContextMenu.Content
          collisionPadding={8}
          className={SURFACE}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {entries.map((entry, index) =>
            entry.kind === 'line' ? (
              <RadixContextMenu.Separator key={`line-${String(index)}`} className="my-1 h-px bg-line" />
            ) : entry.kind === 'heading' ? (
              <RadixContextMenu.Label key={entry.label} className="px-2 pt-1.5 pb-0.5 text-muted text-xs">
                {entry.label}
              </RadixContextMenu.Label>
            ) : (
              <RadixContextMenu.Item
                key={entry.label}
                disabled={entry.disabled ?? false}
                onSelect={entry.onSelect}
                className={ITEM}
              >
                <ItemContent entry={entry} />
              </RadixContextMenu.Item>
            ),
          )}
        </RadixContextMenu.Content>
      </RadixContextMenu.Portal>
    </RadixContextMenu.Root>
  );
}
