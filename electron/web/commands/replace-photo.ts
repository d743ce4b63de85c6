import { findPhoto } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenFindings } from '../spoken.ts';
import { byteCount, duration } from '../terminal.ts';
import { drainAloud } from './drain-aloud.ts';

/** Sends the picture `by` in the place of a refused one, and waits until it is there. Sets the old photo aside in the library. */
export async function replacePhoto(context: CommandContext, refusedWord: string, by: string): Promise<CommandResult> {
  const { terminal } = context;
  const studio = await context.studio();
  const { client } = studio;
  const refused = await findPhoto(client, refusedWord);
  const id = await findPhoto(client, by);
  const { how } = await client.delivery.replacement({ id: refused });
  const answer = await client.delivery.replace({ id, refused });
  if (answer.outcome !== 'queued') {
    const findings =
      answer.outcome === 'refused-by-rules' ? spokenFindings(terminal.language, answer.findings) : undefined;
    const why = answer.outcome === 'not-replaceable' ? answer.why : answer.outcome;
    terminal.say(`replacePhoto.no.${why}`);
    for (const { message, severity } of findings ?? []) if (severity === 'error') terminal.line(`  ${id}  ${message}`);
    return { exitCode: 1, json: { ...answer, ...(findings && { findings }), sent: [], failed: [] } };
  }
  terminal.say(`replacePhoto.how.${how}`);
  await client.review.choose({ winner: id, others: [refused] });
  const { sent, failed, bytes, resentBytes, seconds } = await drainAloud(context, studio);
  terminal.say('upload.done', {
    sent: sent.length,
    bytes: byteCount(terminal.language, bytes),
    duration: duration(terminal.language, seconds),
  });
  if (failed.length > 0) terminal.say('upload.failed', { count: failed.length });
  for (const { id: photo, message } of failed) terminal.line(`  ${photo}  ${message}`);
  return {
    exitCode: failed.length > 0 ? 1 : 0,
    json: { outcome: 'queued', sent, failed, bytes, resentBytes, seconds },
  };
}
