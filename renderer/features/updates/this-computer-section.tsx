import { useSay } from '../../i18n/i18n.ts';
import { Check, Field, Select } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { changeDesktop, useDesktop } from './desktop.ts';
import { UpdateOrders, UpdateSentence } from './update-bar.tsx';

/** Her choices about the window and this computer, and new versions. Only where there is a window of our own. */
export function ThisComputerSection() {
  const say = useSay();
  const desktop = useDesktop();
  if (!desktop) return null;
  const { choices, startAtLogin, update } = desktop;
  return (
    <section aria-label={say('computer.title')} className="flex flex-col gap-3">
      <h3 className="font-semibold">{say('computer.title')}</h3>
      {startAtLogin !== null && (
        <Check
          label={say('computer.startAtLogin')}
          hint={say('computer.startAtLogin.text')}
          checked={startAtLogin}
          onChange={(wanted) => void changeDesktop({ startAtLogin: wanted })}
        />
      )}
      <Field label={say('computer.whileSending')}>
        {(ids) => (
          <Select
            {...ids}
            value={choices.whileSending}
            onChange={({ target }) => {
              const chosen = (['ask', 'background', 'quit'] as const).find((one) => one === target.value);
              if (chosen) void changeDesktop({ whileSending: chosen });
            }}
          >
            <option value="ask">{say('computer.whileSending.ask')}</option>
            <option value="background">{say('computer.whileSending.background')}</option>
            <option value="quit">{say('computer.whileSending.quit')}</option>
          </Select>
        )}
      </Field>
      {update.at !== 'off' && (
        <>
          <Check
            label={say('update.automatic')}
            hint={say('update.automatic.text')}
            checked={choices.lookForUpdates}
            onChange={(lookForUpdates) => void changeDesktop({ lookForUpdates })}
          />
          <div className="flex items-center justify-between gap-4">
            <span>{say('update.channel')}</span>
            <Segmented
              label={say('update.channel')}
              value={choices.updateChannel}
              options={[
                { value: 'stable', label: say('update.channel.stable') },
                { value: 'beta', label: say('update.channel.beta') },
              ]}
              onChange={(updateChannel) => void changeDesktop({ updateChannel })}
            />
          </div>
        </>
      )}
      <div className="flex items-center gap-3" role="status">
        <p className="min-w-0 flex-1 text-muted text-sm">
          <UpdateSentence update={update} />
        </p>
        <UpdateOrders update={update} />
      </div>
      {update.at === 'found' && update.notes !== '' && (
        <p className="whitespace-pre-line text-sm" data-selectable>
          {update.notes}
        </p>
      )}
    </section>
  );
}
