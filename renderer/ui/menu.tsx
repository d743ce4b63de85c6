import { Check, ChevronRight } from 'lucide-react';
import { DropdownMenu, ContextMenu as RadixContextMenu } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Kbd } from './kbd.tsx';

/** One line of a menu, one that opens more, a line between groups, or a heading. */
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
  /** A choice that stays open to be looked at. */
  | {
      readonly kind: 'check';
      readonly label: string;
      readonly checked: boolean;
      readonly onChange: (checked: boolean) => void;
    }
  | {
      readonly kind: 'more';
      readonly label: string;
      readonly icon?: ReactNode;
      readonly entries: readonly Extract<MenuEntry, { kind: 'item' | 'line' }>[];
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

/** The two kinds of menus are made of the same parts. */
type Parts = Pick<
  typeof DropdownMenu,
  'Item' | 'CheckboxItem' | 'Separator' | 'Label' | 'Portal' | 'Sub' | 'SubTrigger' | 'SubContent'
>;

function Lines({ parts, entries }: { readonly parts: Parts; readonly entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => (
    <Line key={entry.kind === 'line' ? `line-${String(index)}` : entry.label} parts={parts} entry={entry} />
  ));
}

function Line({ parts, entry }: { readonly parts: Parts; readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'line':
      return <parts.Separator className="my-1 h-px bg-line" />;
    case 'heading':
      return <parts.Label className="px-2 pt-1.5 pb-0.5 text-muted text-xs">{entry.label}</parts.Label>;
    case 'more':
      return (
        <parts.Sub>
          <parts.SubTrigger className={ITEM}>
            <span className="flex w-4 justify-center text-muted">{entry.icon}</span>
            <span className="flex-1 whitespace-nowrap">{entry.label}</span>
            <ChevronRight size={14} className="text-muted" />
          </parts.SubTrigger>
          <parts.Portal>
            <parts.SubContent
              collisionPadding={8}
              className={`${SURFACE} max-h-96 overflow-y-auto`}
              onKeyDown={(event) => event.stopPropagation()}
            >
              <Lines parts={parts} entries={entry.entries} />
            </parts.SubContent>
          </parts.Portal>
        </parts.Sub>
      );
    case 'check':
      return (
        <parts.CheckboxItem
          checked={entry.checked}
          onCheckedChange={entry.onChange}
          onSelect={(event) => event.preventDefault()}
          className={ITEM}
        >
          <span className="flex w-4 justify-center text-muted">{entry.checked && <Check size={14} />}</span>
          <span className="flex-1 whitespace-nowrap">{entry.label}</span>
        </parts.CheckboxItem>
      );
    case 'item':
      return (
        <parts.Item disabled={entry.disabled ?? false} onSelect={entry.onSelect} className={ITEM}>
          <ItemContent entry={entry} />
        </parts.Item>
      );
  }
}

interface MenuProps {
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly header?: ReactNode;
  readonly align?: 'start' | 'end';
  readonly onOpenChange?: (open: boolean) => void;
}

/** A menu under a button. Not modal, so that nothing is injected to lock scrolling. */
export function Menu({ trigger, entries, header, align = 'end', onOpenChange }: MenuProps) {
  const [within, setWithin] = useState<Element | null>(null);
  function tellOpen(open: boolean): void {
    // Everything outside of a dialog is inert, and lies under it: a menu of one belongs into it.
    if (open) setWithin([...document.querySelectorAll('dialog[open]')].at(-1) ?? null);
    onOpenChange?.(open);
  }
  return (
    <DropdownMenu.Root modal={false} onOpenChange={tellOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={within}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={`${SURFACE} max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto`}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {header}
          <Lines parts={DropdownMenu} entries={entries} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type ContextMenuProps = { readonly trigger: ReactNode } & (
  | { readonly entries: readonly MenuEntry[] }
  /** A hook that is asked once the menu opens: what lies under the pointer is drawn far more often than it is asked about. */
  | { readonly useEntries: () => readonly MenuEntry[] }
);

/** The same at the pointer, on a right click. */
export function ContextMenu({ trigger, ...asked }: ContextMenuProps) {
  return (
    <RadixContextMenu.Root modal={false}>
      <RadixContextMenu.Trigger asChild>{trigger}</RadixContextMenu.Trigger>
      <RadixContextMenu.Portal>
        <RadixContextMenu.Content
          collisionPadding={8}
          className={`${SURFACE} max-h-(--radix-context-menu-content-available-height) overflow-y-auto`}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {'entries' in asked ? (
            <Lines parts={RadixContextMenu} entries={asked.entries} />
          ) : (
            <AskedLines useEntries={asked.useEntries} />
          )}
        </RadixContextMenu.Content>
      </RadixContextMenu.Portal>
    </RadixContextMenu.Root>
  );
}

function AskedLines({ useEntries }: { readonly useEntries: () => readonly MenuEntry[] }) {
  return <Lines parts={RadixContextMenu} entries={useEntries()} />;
}
