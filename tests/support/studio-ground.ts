import { type StudioContext, studioPaths } from '../../electron/core/context.ts';
import { openCatalogue } from '../../electron/core/db/open.ts';
import { createEventBus } from '../../electron/core/events.ts';
import { createLogger } from '../../electron/core/log.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';
import type { StudioEvent } from '../../shared/contract/events.ts';

/** What every feature of a studio stands on, on a real catalogue, for tests that open only some of them. */
export function studioGround(ports: StudioPorts) {
  const catalogue = openCatalogue(ports.dataDir, { stamp: '20260101T000000' });
  const events = createEventBus();
  const seen: StudioEvent[] = [];
  events.subscribe((event) => seen.push(event));
  const lifetime = new AbortController();
  const context: StudioContext = {
    ports,
    paths: studioPaths(ports.dataDir),
    db: catalogue.db,
    events,
    log: createLogger(ports.log, ports.clock),
    lifetime: lifetime.signal,
  };
  return {
    context,
    /** Events that were delivered so far. */
    seen,
    /** Events so far. */
    events(): StudioEvent[] {
      events.flush();
      return seen;
    },
    /** The studio ends: what is under way hears of it. */
    end(): void {
      lifetime.abort(new Error('closed'));
    },
    close(): void {
      events.close();
      catalogue.close();
    },
  };
}
