import { formatPhone } from '../../../shared/domain/phone.ts';
import {
  type MobileMoneyProvider,
  mobileMoneyProvider,
  PHONE_PLANS,
  type PhoneCountry,
  phoneCountry,
  planOf,
} from '../../../shared/domain/phone-plans.ts';
import type { PayoutTarget, WithdrawalCheck } from '../../../shared/domain/withdrawal.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextInput } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { problemOfWithdrawal, warningOfWithdrawal } from './sentences.ts';

/** What the form holds: both ways at once, so that changing the way loses nothing that was typed. */
export interface TargetDraft {
  readonly method: PayoutTarget['method'];
  readonly provider: MobileMoneyProvider;
  readonly country: PhoneCountry;
  readonly phone: string;
  readonly iban: string;
  readonly accountName: string;
}

export function targetOf({ method, provider, country, phone, iban, accountName }: TargetDraft): PayoutTarget {
  return method === 'mobile_money'
    ? { method, provider, country, phone, accountName }
    : { method, iban, accountName: accountName.trim() };
}

interface TargetFieldsProps {
  readonly draft: TargetDraft;
  readonly check: WithdrawalCheck;
  /** Problems with what is still empty are said only when she wants to go on. */
  readonly isStrict: boolean;
  readonly onChange: (draft: TargetDraft) => void;
}

/** Where the money goes: checked as she types. */
export function TargetFields({ draft, check, isStrict, onChange }: TargetFieldsProps) {
  const say = useSay();
  const language = useLanguage();
  const change = (part: Partial<TargetDraft>) => onChange({ ...draft, ...part });
  const problem = (prefix: 'phone' | 'iban' | 'name') => {
    const found = check.problems.find(({ code }) => code.startsWith(prefix));
    return found && (isStrict || !found.code.endsWith('-missing')) ? found : null;
  };
  const phone = problem('phone');
  const iban = problem('iban');
  const name = problem('name');
  const [warning] = check.warnings;
  const suggestion = phone?.code === 'phone-length' ? phone.suggestion : null;
  return (
    <>
      <span className="self-start">
        <Segmented
          label={say('payout.method')}
          value={draft.method}
          options={[
            { value: 'mobile_money', label: say('payout.mobile') },
            { value: 'bank_transfer', label: say('payout.bank') },
          ]}
          onChange={(method) => change({ method })}
        />
      </span>
      {draft.method === 'mobile_money' ? (
        <>
          <div className="grid grid-cols-2 gap-3">
            <Field label={say('payout.country')}>
              {(ids) => (
                <Select
                  {...ids}
                  value={draft.country}
                  onChange={(event) => {
                    const country = phoneCountry.parse(event.target.value);
                    const { providers } = planOf(country);
                    const provider = providers.includes(draft.provider)
                      ? draft.provider
                      : (providers[0] ?? draft.provider);
                    change({ country, provider });
                  }}
                >
                  {PHONE_PLANS.map(({ country, code }) => (
                    <option key={country} value={country}>
                      {say(`country.${country}`)} (+{code})
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={say('payout.provider')}>
              {(ids) => (
                <Select
                  {...ids}
                  value={draft.provider}
                  onChange={(event) => change({ provider: mobileMoneyProvider.parse(event.target.value) })}
                >
                  {mobileMoneyProvider.options.map((provider) => (
                    <option key={provider} value={provider}>
                      {provider}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Field
            label={say('payout.phone')}
            tone={phone ? 'bad' : 'warn'}
            hint={
              (phone && problemOfWithdrawal(say, phone, language)) || (warning && warningOfWithdrawal(say, warning))
            }
          >
            {(ids) => (
              <TextInput
                {...ids}
                type="tel"
                inputMode="tel"
                autoComplete="tel"
                aria-invalid={phone !== null}
                placeholder={placeholderOf(draft.country)}
                value={draft.phone}
                onChange={(event) => change({ phone: event.target.value })}
                onBlur={() => {
                  if (check.details?.method === 'mobile_money') change({ phone: formatPhone(check.details.phone) });
                }}
              />
            )}
          </Field>
          {suggestion !== null && (
            <Button size="small" className="self-start" onClick={() => change({ phone: formatPhone(suggestion) })}>
              {say('payout.suggestion', { phone: formatPhone(suggestion) })}
            </Button>
          )}
        </>
      ) : (
        <Field
          label={say('payout.iban')}
          tone={iban ? 'bad' : 'warn'}
          hint={(iban && problemOfWithdrawal(say, iban, language)) || (warning && warningOfWithdrawal(say, warning))}
        >
          {(ids) => (
            <TextInput
              {...ids}
              aria-invalid={iban !== null}
              placeholder="BF42 BF08 4010 1300 4635 7400 0390"
              value={draft.iban}
              onChange={(event) => change({ iban: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field
        label={say(draft.method === 'bank_transfer' ? 'payout.holder' : 'payout.holderOptional')}
        tone="bad"
        hint={name && problemOfWithdrawal(say, name, language)}
      >
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={100}
            autoComplete="name"
            aria-invalid={name !== null}
            value={draft.accountName}
            onChange={(event) => change({ accountName: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** A number of the first network, as one is written there. */
function placeholderOf(country: PhoneCountry): string {
  const { code, length, networks } = planOf(country);
  return formatPhone(`+${code}${(networks[0]?.prefixes[0] ?? '').padEnd(length, '123456789')}`);
}
