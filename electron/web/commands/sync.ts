import type { CommandContext, CommandResult } from '../command.ts';

export async function sync(context: CommandContext): Promise<CommandResult> {
  const { client } = await context.studio();
  const summary = await client.account.sync(undefined, { signal: context.signal });
  context.terminal.say('sync.done', summary);
  return { exitCode: 0, json: summary };
}
