import type { CommandContext, CommandResult } from '../command.ts';
import { spokenFindings } from '../spoken.ts';
import { byteCount, duration } from '../terminal.ts';
import { drainAloud } from './drain-aloud.ts';

/** Most photos named one by one for a person; a program gets them all. */
const NAMED = 20;

/**
 * Queues what is approved and follows the rules, sends it, and waits until nothing can go on. What an earlier run left in
 * the queue is sent too. Interrupted, it stops where it is: the next run goes on there.
 */
export async function upload(context: CommandContext, query: string | undefined): Promise<CommandResult> {
  const { terminal } = context;
  const studio = await context.studio();
  const { client } = studio;
  const filter = { review: 'approved' as const, ...(query !== undefined && { text: query }) };
  const queued = await client.delivery.enqueue({ selection: { filter } });
  await client.delivery.retry({});
  const progress = await client.delivery.progress();
  if (progress.paused) await client.delivery.resume();

  const refusedByRules = queued.refusedByRules.map(({ id, findings }) => ({
    id,
    findings: spokenFindings(terminal.language, findings),
  }));
  const result = await drainAloud(context, studio);
  const { failed } = result;

  if (result.sent.length === 0 && failed.length === 0 && refusedByRules.length === 0) terminal.say('upload.nothing');
  else {
    terminal.say('upload.done', {
      sent: result.sent.length,
      bytes: byteCount(terminal.language, result.bytes),
      duration: duration(terminal.language, result.seconds),
    });
  }
  if (failed.length > 0) terminal.say('upload.failed', { count: failed.length });
  for (const { id, message } of failed.slice(0, NAMED)) terminal.line(`  ${id}  ${message}`);
  if (refusedByRules.length > 0) terminal.say('upload.refused', { count: refusedByRules.length });
  for (const { id, findings } of refusedByRules.slice(0, NAMED)) {
    for (const { message, severity } of findings) if (severity === 'error') terminal.line(`  ${id}  ${message}`);
  }
  const { sent, bytes, resentBytes, seconds } = result;
  return {
    exitCode: failed.length > 0 || refusedByRules.length > 0 ? 1 : 0,
    json: { sent, failed, refusedByRules, bytes, resentBytes, seconds },
  };
}
