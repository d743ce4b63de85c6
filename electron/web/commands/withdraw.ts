import { createHash, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Withdrawal } from '../../../shared/contract/withdrawals.contract.ts';
import { formatIban } from '../../../shared/domain/iban.ts';
import { formatXof, xof } from '../../../shared/domain/money.ts';
import { formatPhone } from '../../../shared/domain/phone.ts';
import type { MobileMoneyProvider, PhoneCountry } from '../../../shared/domain/phone-plans.ts';
import { checkWithdrawal, type PayoutDetails, type PayoutTarget } from '../../../shared/domain/withdrawal.ts';
import { withdrawalPaperFileName } from '../../../shared/domain/withdrawal-paper.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { UsageError } from '../usage-error.ts';
import { writeResult } from '../write-result.ts';

export interface WithdrawOptions {
  readonly amount: number;
  readonly provider?: MobileMoneyProvider;
  readonly phone?: string;
  readonly country?: PhoneCountry;
  readonly iban?: string;
  readonly name?: string;
  readonly once?: string;
  readonly dryRun?: boolean;
}

/** Asks for money, once: `--once NAME` asks once for this name ever, so that a script may be run again. */
export async function withdraw(context: CommandContext, options: WithdrawOptions): Promise<CommandResult> {
  const { terminal } = context;
  const { language } = terminal;
  const where = placeAsked(options);
  const { client } = await context.studio();
  const target = targetOf(where, (await client.withdrawals.overview()).lastTarget);
  const amount = xof.parse(options.amount);
  const { details, warnings } = checkWithdrawal(amount, null, target);
  for (const warning of warnings)
    terminal.notice('withdraw.warning', {
      code: warning.code.replaceAll('-', '_'),
      network: 'network' in warning ? warning.network : '',
    });
  if (options.dryRun === true) {
    if (details === null) await client.withdrawals.ask({ intention: randomUUID(), amount, target });
    else terminal.say('withdraw.would', { amount: formatXof(amount, language), to: placeOf(details) });
    return { exitCode: 0, json: { amount, details, warnings: warnings.map(({ code }) => code) } };
  }
  const account = await client.account.current();
  const intention = options.once === undefined ? randomUUID() : namedIntention(account?.email ?? '', options.once);
  const item = await client.withdrawals.ask({ intention, amount, target });
  terminal.say('withdraw.asked', {
    state: item.state,
    amount: formatXof(item.amount, language),
    to: placeOf(item.details),
  });
  return {
    exitCode: item.state === 'unknown' || item.state === 'absent' || item.state === 'refused' ? 1 : 0,
    json: item,
  };
}

export interface WithdrawalsOptions {
  readonly cancel?: boolean;
  readonly pdf?: string;
  readonly csv?: string;
}

/** The withdrawals that are known; with a key, one of them: cancelled, or its paper written. Fetched first where that can be. */
export async function withdrawals(
  context: CommandContext,
  key: string | undefined,
  options: WithdrawalsOptions,
): Promise<CommandResult> {
  const { terminal } = context;
  const { language } = terminal;
  const { client } = await context.studio();
  if (key !== undefined && options.cancel === true) {
    const item = await client.withdrawals.cancel({ key });
    terminal.say('withdraw.cancelled', { amount: formatXof(item.amount, language) });
    return { exitCode: 0, json: item };
  }
  if (key !== undefined) {
    const content = await client.withdrawals.issue({ key }).catch(() => client.withdrawals.paper({ key }));
    const pdf = resolve(context.workingFolder, options.pdf ?? withdrawalPaperFileName(content, language, 'pdf'));
    await writeResult(pdf, Buffer.from((await client.withdrawals.pdf({ key, language })).base64, 'base64'));
    const csv = options.csv === undefined ? null : resolve(context.workingFolder, options.csv);
    if (csv !== null) await writeResult(csv, (await client.withdrawals.csv({ key, language })).csv);
    terminal.say('withdraw.paper', { number: content.number, path: pdf });
    return { exitCode: 0, json: { path: pdf, ...(csv !== null && { csv }), number: content.number } };
  }
  if (options.cancel === true || options.pdf !== undefined || options.csv !== undefined)
    throw new UsageError('withdraw.which');
  const overview = await client.withdrawals.refresh().catch(() => client.withdrawals.overview());
  for (const item of overview.items) terminal.line(lineOf(context, item));
  if (overview.items.length === 0) terminal.say('withdraw.none');
  return { exitCode: 0, json: overview };
}

function lineOf({ terminal }: CommandContext, item: Withdrawal): string {
  const day = new Date(item.askedAt).toLocaleDateString(terminal.language === 'fr' ? 'fr-FR' : 'en-GB');
  const state = terminal.text('withdraw.state', { state: item.state });
  const reason = item.reason === null ? '' : ` — ${item.reason}`;
  return `${item.key}  ${day}  ${formatXof(item.amount, terminal.language).padStart(16)}  ${placeOf(item.details)}  ${state}${reason}`;
}

function placeOf(details: PayoutDetails): string {
  return details.method === 'mobile_money'
    ? `${details.provider} ${formatPhone(details.phone)}`
    : formatIban(details.iban);
}

type Place =
  | { readonly iban: string; readonly accountName: string }
  | (Pick<WithdrawOptions, 'country'> & {
      readonly provider: MobileMoneyProvider;
      readonly phone: string;
      readonly accountName: string;
    });

function placeAsked({ provider, phone, country, iban, name = '' }: WithdrawOptions): Place {
  if (iban !== undefined && provider === undefined && phone === undefined) return { iban, accountName: name };
  if (iban !== undefined || provider === undefined || phone === undefined) throw new UsageError('withdraw.where');
  return { provider, phone, accountName: name, ...(country !== undefined && { country }) };
}

/** A number without a country's code is of the country that is said, or of the one the last money went to. */
function targetOf(place: Place, last: PayoutTarget | null): PayoutTarget {
  if ('iban' in place) return { method: 'bank_transfer', ...place };
  const known = place.country ?? (last?.method === 'mobile_money' ? last.country : undefined);
  if (known === undefined && !/^\s*(\+|00)/.test(place.phone)) throw new UsageError('withdraw.country');
  const { provider, phone, accountName } = place;
  return { method: 'mobile_money', provider, phone, accountName, country: known ?? 'BF' };
}

/** The same name of the same account is the same intention: a UUID (RFC 9562, version 8) of their digest. */
function namedIntention(email: string, name: string): string {
  const hex = createHash('sha256').update(`pouire-withdrawal\n${email}\n${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
