import { isAbsolute, resolve } from 'node:path';
import type { CommandContext, CommandResult } from '../command.ts';
import { byteCount } from '../terminal.ts';

/** Copies the catalogue to a file, read back before it counts. */
export async function backup(context: CommandContext, to: string): Promise<CommandResult> {
  const { terminal, workingFolder } = context;
  const { client } = await context.studio();
  const { path, contents } = await client.storage.backUp({ path: absolute(to, workingFolder) });
  terminal.say('backup.done', { path, photos: contents.photos, bytes: byteCount(terminal.language, contents.bytes) });
  return { exitCode: 0, json: { path, ...contents } };
}

/** Puts a copy in the catalogue's place; what was there is set aside, what was sent stays sent. */
export async function restore(context: CommandContext, from: string): Promise<CommandResult> {
  const { terminal, workingFolder } = context;
  const before = await context.studio();
  const { contents } = await before.client.storage.restore({ path: absolute(from, workingFolder) });
  await before.close();
  const { client } = await context.studio();
  const notices = (await client.system.about()).notices.filter(({ code }) => code === 'catalogue-restored');
  const { folder = context.dataDir, sent = 0 } = notices[0]?.facts ?? {};
  terminal.say('restore.done', { photos: contents.photos, folder: String(folder), sent: Number(sent) });
  return { exitCode: 0, json: { ...contents, setAsideIn: folder, keptDeliveries: sent } };
}

/** Checks and tidies the catalogue; exit 1 when it is not sound. */
export async function maintain(context: CommandContext): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const outcome = await client.storage.maintain();
  const sound = outcome.problems.length === 0;
  terminal.say(sound ? 'maintain.done' : 'maintain.damaged', {
    seconds: outcome.seconds,
    bytes: byteCount(terminal.language, outcome.bytesFreed),
    orphans: outcome.orphansRemoved,
  });
  for (const problem of outcome.problems) terminal.line(`  ${problem}`);
  return { exitCode: sound ? 0 : 1, json: outcome };
}

function absolute(path: string, workingFolder: string): string {
  return isAbsolute(path) ? path : resolve(workingFolder, path);
}
