import type { Settings } from '../../../shared/contract/system.contract.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenProblem } from '../spoken.ts';
import { byteCount } from '../terminal.ts';

/** Options as the command line gives them; `none` takes a limit away. */
export interface SendingWords {
  readonly budget?: number | 'none';
  readonly rate?: number | 'none';
  readonly hours?: { from: string; to: string } | 'none';
  readonly metered?: Settings['meteredLine'];
  readonly battery?: 'yes' | 'no';
  readonly anyway?: boolean;
}

function limit<T>(given: T | 'none'): T | null {
  return given === 'none' ? null : given;
}

/** Shows what her line may carry and what of it is used today; sets what is given. */
export async function sending(context: CommandContext, words: SendingWords): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const settings = await client.settings.set({
    ...(words.budget !== undefined && { sendBudget: limit(words.budget) }),
    ...(words.rate !== undefined && { sendRate: limit(words.rate) }),
    ...(words.hours !== undefined && { sendHours: limit(words.hours) }),
    ...(words.metered !== undefined && { meteredLine: words.metered }),
    ...(words.battery !== undefined && { holdOnBattery: words.battery === 'no' }),
  });
  const { hold, bytesToday, budget } = words.anyway
    ? await client.delivery.sendAnyway()
    : await client.delivery.progress();
  const { sendBudget, sendRate, sendHours, meteredLine, holdOnBattery } = settings;
  terminal.say('sending.allowed', {
    budget: sendBudget,
    rate: sendRate,
    from: sendHours?.from ?? null,
    to: sendHours?.to ?? null,
    metered: meteredLine,
    battery: holdOnBattery ? 'no' : 'yes',
    today: byteCount(terminal.language, bytesToday),
  });
  if (hold !== null) terminal.line(spokenProblem(terminal.language, hold.problem));
  return {
    exitCode: 0,
    json: {
      budget: sendBudget,
      rate: sendRate,
      hours: sendHours,
      metered: meteredLine,
      battery: !holdOnBattery,
      bytesToday,
      budgetToday: budget,
      hold: hold && { code: hold.problem.code, until: hold.until },
    },
  };
}
