import type { Review } from '../../../shared/domain/photo.ts';
import { choosePhotos, type PhotoWords } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';

/** Approves or rejects. */
export async function review(context: CommandContext, words: PhotoWords, decision: Review): Promise<CommandResult> {
  const { client } = await context.studio();
  const { updated } = await client.review.set({ selection: await choosePhotos(client, words), review: decision });
  context.terminal.say('review.updated', { count: updated });
  return { exitCode: 0, json: { updated } };
}
