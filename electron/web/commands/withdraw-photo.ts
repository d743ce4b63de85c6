import type { PhotoId } from '../../../shared/domain/ids.ts';
import { findPhoto } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenProblem } from '../spoken.ts';
import { UsageError } from '../usage-error.ts';

/** Takes photos off the marketplace. `yes`: she knows what that means. */
export async function withdrawPhotos(
  context: CommandContext,
  words: readonly string[],
  yes: boolean,
): Promise<CommandResult> {
  const { terminal } = context;
  if (!yes) throw new UsageError('use.withdraw-photo-yes');
  const { client } = await context.studio();
  const ids: PhotoId[] = [];
  for (const word of words) ids.push(await findPhoto(client, word));
  const { withdrawn, waiting, refused, notSent } = await client.delivery.withdraw({ ids });
  const told = <T extends { problem: { code: string; facts: Record<string, unknown> } }>(one: T) => ({
    ...one,
    message: spokenProblem(terminal.language, one.problem),
  });
  const [waits, stays] = [waiting.map(told), refused.map(told)];
  terminal.say('withdrawPhoto.done', { count: withdrawn.length });
  if (notSent > 0) terminal.say('withdrawPhoto.notSent', { count: notSent });
  if (waits.length > 0) terminal.say('withdrawPhoto.waiting', { count: waits.length });
  if (stays.length > 0) terminal.say('withdrawPhoto.refused', { count: stays.length });
  for (const { id, message } of [...waits, ...stays]) terminal.line(`  ${id}: ${message}`);
  return {
    exitCode: waits.length + stays.length + notSent > 0 ? 1 : 0,
    json: { withdrawn, waiting: waits, refused: stays, notSent },
  };
}
