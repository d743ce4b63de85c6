import { Command } from 'cmdk';
import { type ReactNode, useState } from 'react';
import { foldForComparison } from '../../../shared/domain/description.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { library } from '../library/library.store.ts';
import { useCommands } from './commands.tsx';
import { closeDialog, openSection, useShell } from './shell.store.ts';

/** A value that nothing matches: the search stands below what does. */
const SEARCH_LAST = '\u2042';

/** Ctrl K: every command by name, and search. */
export function CommandsDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'commands');
  return (
    <Dialog
      open={open}
      bare
      title={say('commands.title')}
      closeLabel={say('action.close')}
      onClose={closeDialog}
      width={560}
    >
      <Palette />
    </Dialog>
  );
}

function Palette() {
  const say = useSay();
  const [text, setText] = useState('');
  const groups = useCommands();
  const typed = foldForComparison(text);
  // Enter searches, but for the name of a command as far as it is typed: then the command goes before.
  const named = groups.some(({ commands }) => commands.some(({ label }) => foldForComparison(label).startsWith(typed)));
  const choose = (run: () => void) => {
    closeDialog();
    // After the dialog has given the focus back.
    setTimeout(run, 0);
  };
  return (
    <Command label={say('commands.title')} className="flex flex-col">
      <Command.Input
        data-autofocus
        value={text}
        onValueChange={setText}
        placeholder={say('commands.placeholder')}
        className="h-11 border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-muted"
      />
      <Command.List className="max-h-[52vh] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-2 text-muted">{say('commands.none')}</Command.Empty>
        {text.trim() !== '' && (
          <Command.Group>
            <Line
              value={named ? SEARCH_LAST : `${text} ${text}`}
              always={named}
              onSelect={() =>
                choose(() => {
                  openSection('library');
                  library.setCondition('text', text.trim());
                })
              }
            >
              {say('commands.search', { text: text.trim() })}
            </Line>
          </Command.Group>
        )}
        {groups.map((group) => (
          <Command.Group
            key={group.title}
            heading={group.title}
            className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
          >
            {group.commands.map((command) => (
              <Line
                key={command.label}
                value={`${command.label} ${group.title}`}
                icon={command.icon}
                onSelect={() => choose(command.run)}
              >
                <span className="flex-1">{command.label}</span>
                {command.keys && <Kbd>{command.keys}</Kbd>}
              </Line>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function Line({
  value,
  always = false,
  icon,
  onSelect,
  children,
}: {
  readonly value: string;
  /** Shown whatever is typed, after what matches. */
  readonly always?: boolean;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      forceMount={always}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-hover"
    >
      <span className="flex w-4 justify-center text-muted">{icon}</span>
      {children}
    </Command.Item>
  );
}
