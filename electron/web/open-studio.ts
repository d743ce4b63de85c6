import { isStudioError } from '../../shared/domain/errors.ts';
import type { StudioPorts } from '../core/ports.ts';
import { createStudio, type Studio } from '../core/studio.ts';

/** How long a command waits for another process to let go of the catalogue (milliseconds). */
const PATIENCE_MS = 10_000;
const ASK_AGAIN_MS = 200;

/**
 * Opens the studio; while another process has the catalogue, asks again for up to ten seconds. `onWaiting` is called once.
 * Errors: those of createStudio, `catalogue-in-use` after the wait.
 */
export async function openStudio(
  ports: StudioPorts,
  signal: AbortSignal,
  onWaiting: (seconds: number) => void,
  patience = PATIENCE_MS,
): Promise<Studio> {
  const end = ports.clock.monotonic() + patience;
  let waited = false;
  for (;;) {
    try {
      return await createStudio(ports);
    } catch (error) {
      if (!isStudioError(error, 'catalogue-in-use') || ports.clock.monotonic() >= end) throw error;
      if (!waited) onWaiting(Math.ceil(patience / 1000));
      waited = true;
      await ports.clock.sleep(ASK_AGAIN_MS, signal);
    }
  }
}
