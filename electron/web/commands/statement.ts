import { resolve } from 'node:path';
import { isStudioError, type StudioError } from '../../../shared/domain/errors.ts';
import { formatXof } from '../../../shared/domain/money.ts';
import { type StatementPeriod, statementFileName } from '../../../shared/domain/statement.ts';
import { fromContractError } from '../../core/contract.ts';
import type { StudioClient } from '../../core/studio.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenProblem } from '../spoken.ts';
import { UsageError } from '../usage-error.ts';
import { writeResult } from '../write-result.ts';

/** Options as the command line gives them: a month `YYYY-MM`, or days `YYYY-MM-DD`, both inclusive. */
export interface StatementOptions {
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
  readonly out?: string;
  readonly csv?: string;
  readonly provisional?: boolean;
}

/**
 * The paper of a month or of any period, with a number where the period is over and fetched to its end, provisional where not.
 */
export async function statement(context: CommandContext, options: StatementOptions): Promise<CommandResult> {
  const { terminal } = context;
  const period = periodOf(options);
  const { client } = await context.studio();
  const refused = options.provisional === true ? null : await issued(client, period);
  const content = await client.statements.show({ period });
  const { language } = terminal;
  const which = { period, language };
  const path = resolve(context.workingFolder, options.out ?? statementFileName(content, language, 'pdf'));
  const { base64 } = await client.statements.pdf(which);
  await writeResult(path, Buffer.from(base64, 'base64'));
  const csv = options.csv === undefined ? null : resolve(context.workingFolder, options.csv);
  if (csv !== null) await writeResult(csv, (await client.statements.csv(which)).csv);
  const { number, totals } = content;
  if (number === null) terminal.say('statement.provisional', { path });
  else terminal.say('statement.written', { number, path });
  if (refused !== null) terminal.line(spokenProblem(language, refused));
  terminal.say('statement.sums', {
    count: totals.count,
    gross: formatXof(totals.gross, language),
    net: formatXof(totals.net, language),
  });
  return {
    exitCode: 0,
    json: { path, ...(csv !== null && { csv }), number, provisional: number === null, period, ...totals },
  };
}

/** Gives the period its number; what stands against it is said, and the paper is provisional. */
async function issued(client: StudioClient, period: StatementPeriod): Promise<StudioError | null> {
  try {
    await client.statements.issue({ period });
    return null;
  } catch (thrown) {
    const error = fromContractError(thrown);
    if (isStudioError(error) && WAITS.some((code) => code === error.code)) return error;
    throw thrown;
  }
}

const WAITS = ['statement-not-over', 'statement-not-fetched'] as const;

function periodOf({ month, from, to }: StatementOptions): StatementPeriod {
  if (month !== undefined) {
    if (from !== undefined || to !== undefined) throw new UsageError('statement.which');
    const [year, number] = month.split('-').map(Number);
    const last = new Date(Date.UTC(year ?? 0, number ?? 1, 0)).getUTCDate();
    return { kind: 'month', from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` };
  }
  if (from === undefined || to === undefined) throw new UsageError('statement.which');
  return { kind: 'range', from, to };
}
