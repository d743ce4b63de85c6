import { resolve } from 'node:path';
import type { Difference } from '../../../shared/contract/sales.contract.ts';
import { formatXof, xof } from '../../../shared/domain/money.ts';
import { sentence } from '../../core/system/sentences.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { writeResult } from '../write-result.ts';

/** The marketplace's figures against the ledger, as of the last sync. Exit 1 where they differ. Amounts in whole francs CFA. */
export async function reconcile({ studio, terminal }: CommandContext): Promise<CommandResult> {
  const { client } = await studio();
  const found = await client.sales.reconciliation();
  if (found.at === null) terminal.say('reconcile.never');
  else if (found.differences.length === 0) terminal.say('reconcile.agrees', { months: found.months.length });
  for (const one of found.differences) {
    const where = one.month ?? terminal.text(`reconcile.${one.subject === 'month' ? 'list' : one.subject}`);
    terminal.line(`${where.padEnd(12)} ${reason(one, terminal.language)}`);
    for (const sale of one.sales) terminal.line(`${' '.repeat(13)}${sale.orderNumber}  ${sale.title}`);
  }
  return { exitCode: found.differences.length > 0 ? 1 : 0, json: { ...found } };
}

function reason({ kind, count, net, hours }: Difference, language: 'fr' | 'en'): string {
  return sentence(language, `difference.${kind}`, {
    count: Math.abs(count),
    amount: formatXof(xof.parse(Math.abs(net)), language),
    more: net > 0 ? 'more' : 'less',
    hours: Math.abs(hours ?? 0),
  });
}

export interface ReportOptions {
  readonly month: string;
  readonly out?: string;
}

/** What a month brought, as a letter. Errors: not-signed-in, folder-unwritable. */
export async function report(context: CommandContext, { month, out }: ReportOptions): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const letter = await client.sales.report({ month, language: terminal.language });
  const path = out === undefined ? null : resolve(context.workingFolder, out);
  if (path === null) for (const line of letter.text.trimEnd().split('\n')) terminal.line(line);
  else {
    await writeResult(path, letter.text);
    terminal.say('report.written', { path });
  }
  return { exitCode: 0, json: { ...letter, path } };
}
