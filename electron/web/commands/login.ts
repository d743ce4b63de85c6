import type { CommandContext, CommandResult } from '../command.ts';
import { readPassword } from '../password.ts';

export interface LoginOptions {
  readonly server: string;
  readonly email: string;
  readonly remember: boolean;
}

/** Signs in. Says where the session is kept when it is not the keychain. */
export async function login(context: CommandContext, options: LoginOptions): Promise<CommandResult> {
  const { terminal } = context;
  const password = await readPassword(context);
  const { client } = await context.studio();
  const { server, email, remember } = options;
  const account = await client.account.login({ server, email, password, remember });
  terminal.say('login.done', { server: account.server, name: account.name });
  if (account.secretsKeptIn === 'memory') terminal.notice('login.kept-memory');
  if (account.secretsKeptIn === 'agent') terminal.notice('login.kept-agent');
  return { exitCode: 0, json: account };
}
