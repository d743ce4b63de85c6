import type { Check } from '../../../shared/contract/system.contract.ts';
import { besideSession } from '../account/beside-session.ts';
import { type StudioContext, studioPaths } from '../context.ts';
import { readBeside } from '../db/read-beside.ts';
import { createEventBus } from '../events.ts';
import { createLogger } from '../log.ts';
import type { StudioPorts } from '../ports.ts';
import { createSettings } from '../settings/settings.ts';
import { diagnose } from './doctor.ts';

/**
 * The diagnosis while the studio is open in another process: the same checks, reading its catalogue beside it. Nothing is
 * written and no token renewed, so that the other never notices. Errors: catalogue-newer.
 */
export async function diagnoseBeside(
  ports: StudioPorts,
): Promise<{ ok: boolean; checks: Check[]; spoken: 'fr' | 'en' }> {
  const lifetime = new AbortController();
  const log = createLogger(ports.log, ports.clock);
  const { db, close } = readBeside(ports.dataDir);
  try {
    const events = createEventBus(() => {});
    const context: StudioContext = {
      ports,
      paths: studioPaths(ports.dataDir),
      db,
      events,
      log,
      lifetime: lifetime.signal,
    };
    const { language } = createSettings(context).get();
    return { ...(await diagnose(context, { session: besideSession(context), language })), spoken: language };
  } finally {
    lifetime.abort(new Error('diagnosed'));
    close();
    await Promise.allSettled([ports.images.close(), ports.metadata.close(), ports.spelling.close()]);
  }
}
