import { resolve } from 'node:path';
import type { Sale } from '../../../shared/contract/sales.contract.ts';
import { formatXof } from '../../../shared/domain/money.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { writeResult } from '../write-result.ts';

const PAGE = 1000;

/** All sales that are known, offline too. Amounts in whole francs CFA. */
export async function sales(context: CommandContext): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const items: Sale[] = [];
  let total = 0;
  do {
    const page = await client.sales.list({ limit: PAGE, offset: items.length });
    total = page.total;
    if (page.items.length === 0) break;
    items.push(...page.items);
  } while (items.length < total);
  const money = (amount: Sale['net']) => formatXof(amount, terminal.language).padStart(16);
  for (const sale of items)
    terminal.line(
      `${day(sale.soldAt)}  ${money(sale.gross)} ${money(sale.commission)} ${money(sale.net)}  ${sale.license.padEnd(8)}  ${sale.title}`,
    );
  if (items.length === 0) terminal.say('sales.none');
  else terminal.say('sales.total', { total });
  const { asOf } = await client.sales.figures();
  return { exitCode: 0, json: { total, items, asOf } };
}

/** Every sale, offline too, as a table for a spreadsheet (UTF-8, semicolons). Errors: folder-unwritable. */
export async function salesTable(context: CommandContext, file: string): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const path = resolve(context.workingFolder, file);
  const { csv, sales: count } = await client.statements.salesCsv({ language: terminal.language });
  await writeResult(path, csv);
  terminal.say('sales.written', { count, path });
  return { exitCode: 0, json: { path, sales: count } };
}

/** The four figures, what becomes available when, and the last twelve months. */
export async function revenue(context: CommandContext): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const figures = await client.sales.figures();
  const [timeline, months] = await Promise.all([
    client.sales.timeline(),
    client.sales.bars({ by: 'month', count: 12 }),
  ]);
  const money = (amount: Sale['net']) => formatXof(amount, terminal.language).padStart(18);
  for (const [key, amount] of [
    ['revenue.available', figures.available],
    ['revenue.pending', figures.pending],
    ['revenue.month', figures.thisMonth],
    ['revenue.start', figures.sinceStart],
  ] as const) {
    terminal.line(`${terminal.text(key).padEnd(18)}${money(amount)}`);
  }
  if (timeline.length > 0) terminal.say('revenue.timeline');
  for (const { date, net } of timeline) terminal.line(`  ${date}${money(net)}`);
  if (figures.asOf === null) terminal.say('revenue.never');
  else
    terminal.say('revenue.as-of', {
      at: new Date(figures.asOf).toLocaleString(terminal.language === 'fr' ? 'fr-FR' : 'en-GB'),
    });
  return { exitCode: 0, json: { ...figures, timeline, months } };
}

function day(ms: number): string {
  const date = new Date(ms);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
