import { bridge } from '../../host/studio.ts';
import type { TextKey } from '../../i18n/i18n.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { closeDialog, useShell } from './shell.store.ts';

/** All keys, as they are in library/keymap.ts. */
export function KeysDialog() {
  const say = useSay();
  const open = useShell((state) => state.dialog === 'keys');
  const control = say('key.ctrl');
  const shift = say('key.shift');
  const groups: readonly { readonly title: TextKey; readonly keys: readonly (readonly [string, TextKey])[] }[] = [
    {
      title: 'keys.decide',
      keys: [
        ['P', 'action.approve'],
        ['X', 'action.reject'],
        ['U', 'action.clearReview'],
        ['0 – 5', 'keys.rate'],
        ['6 – 9', 'keys.label'],
      ],
    },
    {
      title: 'keys.move',
      keys: [
        ['← → ↑ ↓', 'keys.arrows'],
        [`${shift} + ← → ↑ ↓`, 'keys.extend'],
        [say('key.space'), 'action.openLoupe'],
        ['G', 'keys.grid'],
        [say('key.escape'), 'keys.back'],
      ],
    },
    {
      title: 'keys.describe',
      keys: [
        ['E', 'action.editTitle'],
        ['T', 'action.editKeywords'],
        [`${control} H`, 'wording.replace'],
        [`${control} ${shift} C`, 'wording.copy'],
        [`${control} ${shift} V`, 'wording.paste'],
        [`${control} A`, 'action.selectAll'],
        ...(bridge.desktop ? [[`Alt + ${say('key.drag')}`, 'keys.dragOut'] as const] : []),
        [`${control} Z`, 'action.undo'],
        [`${control} ${shift} Z`, 'action.redo'],
      ],
    },
    {
      title: 'keys.stacks',
      keys: [
        ['[   ]', 'keys.turn'],
        ['S', 'stack.toggle'],
        [`${shift} S`, 'stack.choose'],
        [`${control} G`, 'stack.stack'],
        [`${control} ${shift} G`, 'stack.unstack'],
      ],
    },
    {
      title: 'keys.look',
      keys: [
        ['Z', 'keys.actualSize'],
        [`${shift} Z`, 'loupe.sharpest'],
        ['← → ↑ ↓', 'keys.pan'],
        [`${say('key.pageUp')}   ${say('key.pageDown')}`, 'keys.stepClose'],
        ['C', 'action.compare'],
        ['L', 'compare.linked'],
        [say('key.enter'), 'compare.choose'],
        ['H', 'look.histogram'],
        ['J', 'look.clipping'],
        ['F', 'look.immersed'],
      ],
    },
    {
      title: 'keys.find',
      keys: [
        [`/   ${control} F`, 'search.name'],
        [`${control} K`, 'commands.title'],
        [`${control} ${say('key.enter')}`, 'action.sendMore'],
        [`${control} ${say('key.shift')} E`, 'export.open'],
        ['?', 'keys.title'],
      ],
    },
  ];
  return (
    <Dialog open={open} title={say('keys.title')} closeLabel={say('action.close')} onClose={closeDialog} width={900}>
      <div className="columns-3 gap-x-8">
        {groups.map((group) => (
          <section key={group.title} className="mb-6 break-inside-avoid">
            <h3 className="mb-2 text-muted text-sm">{say(group.title)}</h3>
            <dl className="flex flex-col gap-1.5">
              {group.keys.map(([key, meaning]) => (
                <div key={key} className="flex items-center justify-between gap-4">
                  <dt>{say(meaning)}</dt>
                  <dd>
                    <Kbd>{key}</Kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
