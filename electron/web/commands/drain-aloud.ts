import type { Studio } from '../../core/studio.ts';
import type { CommandContext } from '../command.ts';
import { spokenProblem } from '../spoken.ts';

/** Sends what is queued and tells how far it is; what stops has its sentence. */
export async function drainAloud({ terminal, signal }: CommandContext, studio: Studio) {
  const result = await studio.delivery.drain({
    signal,
    onProgress: ({ sent: done, total, secondsLeft, bytesSent, bytesTotal, bytesPerSecond }) =>
      terminal.progress('upload-progress', { done, total, secondsLeft }, { bytesSent, bytesTotal, bytesPerSecond }),
  });
  const failed = result.failed.map(({ id, code, facts }) => ({
    id,
    code,
    message: spokenProblem(terminal.language, { code, facts }),
    facts,
  }));
  return { ...result, failed };
}
