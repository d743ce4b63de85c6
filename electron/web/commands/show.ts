import { findPhoto } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenFindings } from '../spoken.ts';

/** Everything known of one photo. */
export async function show(context: CommandContext, word: string): Promise<CommandResult> {
  const { terminal } = context;
  const { client } = await context.studio();
  const photo = await client.photos.show({ id: await findPhoto(client, word) });
  const findings = spokenFindings(terminal.language, photo.findings);
  for (const [name, value] of Object.entries(photo)) {
    if (name === 'findings' || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
    if (name === 'files')
      for (const file of photo.files) terminal.line(`${'file'.padEnd(18)} ${file.path} (${file.state})`);
    else
      terminal.line(
        `${name.padEnd(18)} ${Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
      );
  }
  for (const finding of findings) terminal.line(`${finding.severity === 'error' ? '✕' : '⚠'} ${finding.message}`);
  return { exitCode: 0, json: { ...photo, path: photo.files[0]?.path ?? null, takenAt: photo.captureDate, findings } };
}
