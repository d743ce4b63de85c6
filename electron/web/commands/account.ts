import type { CommandContext, CommandResult } from '../command.ts';

/** Who is signed in. Nobody is an answer, not an error: `{signedIn: false}`. */
export async function account(context: CommandContext): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const current = await client.account.current();
  if (!current) {
    terminal.say('account.nobody');
    return { exitCode: 0, json: { signedIn: false } };
  }
  terminal.say('account.line', {
    name: current.name,
    email: current.email,
    server: current.server,
    session: current.session,
    status: current.photographerStatus,
  });
  return { exitCode: 0, json: { signedIn: current.session === 'active', ...current } };
}

export async function logout(context: CommandContext): Promise<CommandResult> {
  const { client } = await context.studio();
  const before = await client.account.current();
  await client.account.logout();
  context.terminal.say(before ? 'logout.done' : 'logout.nobody');
  return { exitCode: 0, json: { signedOut: before !== null } };
}
