import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext, CommandResult } from '../command.ts';
import { whenAborted } from '../when-aborted.ts';

export interface ServeOptions {
  readonly port: number;
  readonly server?: string;
  readonly sandbox?: boolean;
}

/** The app in a browser on this machine, until interrupted. Prints its address once it answers. */
export async function serve(context: CommandContext, options: ServeOptions): Promise<CommandResult> {
  const { terminal, application } = context;
  const studio = await context.studio('web', { sandbox: options.sandbox ?? false, server: options.server ?? null });
  const { startWebHost } = await import('../web-host.ts');
  const host = await startWebHost({
    router: studio.router,
    picture: (id, kind) => studio.library.picture(id, kind),
    pageFolder: application.pageFolder,
    port: options.port,
    log: studio.log,
  });
  studio.start();
  if (!existsSync(join(application.pageFolder, 'index.html'))) terminal.notice('serve.page-missing');
  terminal.document({ url: host.url });
  terminal.say('serve.ready');
  terminal.line(host.url);
  await whenAborted(context.signal);
  await host.close();
  return { exitCode: 0 };
}
