import { resolve } from 'node:path';
import type { CommandContext, CommandResult } from '../command.ts';
import { byteCount } from '../terminal.ts';
import { writeResult } from '../write-result.ts';

/** Options as the command line gives them; days are local, `YYYY-MM-DD`. */
export interface DeliveriesWords {
  readonly csv?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
}

/** What was sent: shown, or written as a table for a spreadsheet. */
export async function deliveries(
  context: CommandContext,
  query: string | undefined,
  words: DeliveriesWords,
): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const find = {
    text: query ?? '',
    ...(words.from !== undefined && { from: new Date(`${words.from}T00:00:00`).getTime() }),
    ...(words.to !== undefined && { to: new Date(`${words.to}T23:59:59.999`).getTime() }),
  };
  if (words.csv !== undefined) {
    const path = resolve(context.workingFolder, words.csv);
    const { csv, deliveries: count } = await client.delivery.csv({ find, language: terminal.language });
    await writeResult(path, csv);
    terminal.say('deliveries.written', { count, path });
    return { exitCode: 0, json: { path, deliveries: count } };
  }
  const { total, items } = await client.delivery.list({ scope: 'history', limit: words.limit, find });
  terminal.say('deliveries.found', { total });
  for (const { fileName, title, sentAt, bytesTotal, sentSha256 } of items) {
    const when =
      sentAt === null ? '—' : new Date(sentAt).toLocaleString(terminal.language === 'fr' ? 'fr-FR' : 'en-GB');
    terminal.line(
      `  ${when}  ${fileName}  ${title}  ${byteCount(terminal.language, bytesTotal)}  ${sentSha256?.slice(0, 12) ?? ''}`,
    );
  }
  return { exitCode: 0, json: { total, items } };
}
