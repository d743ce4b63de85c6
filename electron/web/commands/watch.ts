import type { StudioEvent } from '../../../shared/contract/events.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { whenAborted } from '../when-aborted.ts';
import { absolute, sayIngested, showProgress, spokenSummary } from './ingest.ts';

/**
 * Reads folders to the end, then follows their changes until interrupted. For a program: one JSON document a line, `ready`
 * with the summary first, then `changed` with what there is now.
 */
export async function watch(context: CommandContext, folders: readonly string[]): Promise<CommandResult> {
  const { terminal, signal } = context;
  const studio = await context.studio();
  const summary = spokenSummary(
    context,
    await studio.library.ingestOnce(absolute(context, folders), { signal, onProgress: showProgress(context) }),
  );
  sayIngested(context, summary);
  terminal.document({ event: 'ready', ...summary });
  terminal.say('watch.ready');

  const unsubscribe = studio.events.subscribe((event) => {
    if (event.type === 'photos-changed' || event.type === 'quarantine-changed') void sayChange(event);
  });
  studio.library.start();
  await whenAborted(signal);
  unsubscribe();
  return { exitCode: summary.failed ? 1 : 0 };

  async function sayChange(event: StudioEvent): Promise<void> {
    const [{ total: photos }, quarantine] = await Promise.all([
      studio.client.photos.counts({}),
      studio.client.folders.quarantine(),
    ]);
    terminal.document({
      event: 'changed',
      photos,
      quarantined: quarantine.length,
      ids: event.type === 'photos-changed' ? event.ids : [],
    });
    terminal.say('watch.changed', { photos, quarantined: quarantine.length });
  }
}
