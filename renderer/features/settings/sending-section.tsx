import { useId, useState } from 'react';
import type { Settings } from '../../../shared/contract/system.contract.ts';
import { useSay } from '../../i18n/i18n.ts';
import { Check, TextInput } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { changeSettings, useSettings } from './settings.ts';

/** What she is offered first when she sets a limit. */
const FIRST = { budget: 500, rate: 200, hours: { from: '22:00', to: '06:00' } } as const;

/** What her line may carry: a budget a day, a speed, hours, and a metered line or the battery only with her word. */
export function SendingSection() {
  const say = useSay();
  const { sendBudget, sendRate, sendHours, meteredLine, holdOnBattery } = useSettings();
  return (
    <section aria-label={say('settings.sending')} className="flex flex-col gap-3">
      <div>
        <h3 className="font-semibold">{say('settings.sending')}</h3>
        <p className="text-muted text-sm">{say('settings.sending.text')}</p>
      </div>
      <Limit
        label={say('settings.budget')}
        hint={say('settings.budget.text')}
        unit={say('settings.budget.unit')}
        value={sendBudget}
        first={FIRST.budget}
        bounds={[1, 1_000_000]}
        onKeep={(budget) => void changeSettings({ sendBudget: budget })}
      />
      <Limit
        label={say('settings.rate')}
        hint={say('settings.rate.text')}
        unit={say('settings.rate.unit')}
        value={sendRate}
        first={FIRST.rate}
        bounds={[16, 1_000_000]}
        onKeep={(rate) => void changeSettings({ sendRate: rate })}
      />
      <div className="flex items-start justify-between gap-4">
        <Check
          label={say('settings.hours')}
          hint={say('settings.hours.text')}
          checked={sendHours !== null}
          onChange={(on) => void changeSettings({ sendHours: on ? FIRST.hours : null })}
        />
        {sendHours && <Hours hours={sendHours} />}
      </div>
      <div className="flex items-start justify-between gap-4">
        <div>
          <span>{say('settings.metered')}</span>
          <p className="text-muted text-sm">{say('settings.metered.text')}</p>
        </div>
        <Segmented
          label={say('settings.metered')}
          value={meteredLine}
          options={[
            { value: 'system', label: say('settings.metered.system') },
            { value: 'yes', label: say('settings.metered.yes') },
            { value: 'no', label: say('settings.metered.no') },
          ]}
          onChange={(chosen) => void changeSettings({ meteredLine: chosen })}
        />
      </div>
      <Check
        label={say('settings.battery')}
        hint={say('settings.battery.text')}
        checked={holdOnBattery}
        onChange={(held) => void changeSettings({ holdOnBattery: held })}
      />
    </section>
  );
}

function Limit({
  label,
  hint,
  unit,
  value,
  first,
  bounds: [least, most],
  onKeep,
}: {
  readonly label: string;
  readonly hint: string;
  readonly unit: string;
  readonly value: number | null;
  readonly first: number;
  readonly bounds: readonly [number, number];
  readonly onKeep: (value: number | null) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const unitId = useId();

  function keep(): void {
    const number = /^\d{1,7}$/.test((typed ?? '').replace(/\s/g, '')) ? Number((typed ?? '').replace(/\s/g, '')) : null;
    if (number !== null && number !== value) onKeep(Math.min(most, Math.max(least, number)));
    setTyped(null);
  }

  return (
    <div className="flex items-start justify-between gap-4">
      <Check label={label} hint={hint} checked={value !== null} onChange={(on) => onKeep(on ? first : null)} />
      {value !== null && (
        <span className="flex shrink-0 items-center gap-2">
          <TextInput
            aria-label={label}
            aria-describedby={unitId}
            inputMode="numeric"
            className="tabular w-20 text-right"
            value={typed ?? String(value)}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={keep}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
            }}
          />
          <span id={unitId} className="w-14 text-muted text-sm">
            {unit}
          </span>
        </span>
      )}
    </div>
  );
}

function Hours({ hours }: { readonly hours: NonNullable<Settings['sendHours']> }) {
  const say = useSay();
  const keep = (change: Partial<typeof hours>) => void changeSettings({ sendHours: { ...hours, ...change } });
  return (
    <span className="flex shrink-0 items-center gap-2">
      <TimeField label={say('settings.hours.from')} value={hours.from} onChange={(from) => keep({ from })} />
      <span className="text-muted text-sm">{say('settings.hours.until')}</span>
      <TimeField label={say('settings.hours.to')} value={hours.to} onChange={(to) => keep({ to })} />
    </span>
  );
}
