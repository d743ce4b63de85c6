import { Command } from 'cmdk';
import { type ReactNode, useState } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { library } from '../library/library.store.ts';
import { useCommands } from './commands.tsx';
import { closeDialog, openSection, useShell } from './shell.store.ts';

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
              value={`${text} ${text}`}
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
  icon,
  onSelect,
  children,
}: {
  readonly value: string;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-hover"
    >
      <span className="flex w-4 justify-center text-muted">{icon}</span>
      {children}
    </Command.Item>
  );
}
