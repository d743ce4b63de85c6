import type { StudioEvent } from '../../shared/contract/events.ts';

export type StudioEventListener = (event: StudioEvent) => void;

/** Says what changed. Events of a kind that come in bursts are joined and leave at most ten times a second. */
export interface EventBus {
  emit(event: StudioEvent): void;
  subscribe(listener: StudioEventListener): () => void;
  /** Sends what waits at once; for the end of a pass and for tests. */
  flush(): void;
  close(): void;
}

const JOIN_MS = 100;
/** A longer list of ids than this is no hint any more: "many, ask again". */
const MANY = 200;

/** A listener that throws costs the others nothing; `onFailure` is told. */
export function createEventBus(onFailure: (error: unknown) => void = throwLater): EventBus {
  const listeners = new Set<StudioEventListener>();
  const waiting = new Map<StudioEvent['type'], StudioEvent>();
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const batch = [...waiting.values()];
    waiting.clear();
    for (const event of batch) for (const listener of listeners) tell(listener, event);
  }

  function tell(listener: StudioEventListener, event: StudioEvent): void {
    try {
      listener(event);
    } catch (error) {
      onFailure(error);
    }
  }

  return {
    emit(event) {
      const before = waiting.get(event.type);
      waiting.set(event.type, before ? join(before, event) : limited(event));
      timer ??= setTimeout(flush, JOIN_MS);
      timer.unref();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
    close() {
      flush();
      listeners.clear();
    },
  };
}

function join(before: StudioEvent, event: StudioEvent): StudioEvent {
  if (before.type === 'photos-changed' && event.type === 'photos-changed') {
    const ids = before.ids && event.ids ? [...new Set([...before.ids, ...event.ids])] : null;
    return limited({ type: 'photos-changed', ids, membership: before.membership || event.membership });
  }
  if (before.type === 'sales-changed' && event.type === 'sales-changed') {
    return { type: 'sales-changed', newSales: before.newSales + event.newSales };
  }
  if (before.type === 'notices' && event.type === 'notices')
    return { type: 'notices', notices: [...before.notices, ...event.notices] };
  return event;
}

function limited(event: StudioEvent): StudioEvent {
  return event.type === 'photos-changed' && event.ids !== null && event.ids.length > MANY
    ? { ...event, ids: null }
    : event;
}

/** Not lost: it becomes the process's uncaught exception, after the others were told. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
