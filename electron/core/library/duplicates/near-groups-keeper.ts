import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StudioContext } from '../../context.ts';
import type { DuplicatesRepository } from './duplicates.repository.ts';
import { type NearGroup, NearGroups } from './near-groups.ts';

/** Looking through the catalogue lets others in after this many ms. */
const TURN_MS = 6;
/** Rows read at once. */
const ROWS = 500;
/** The first look waits this long (ms) after it was asked for: a window that opens has better to do. */
const PATIENCE_MS = 1500;

/**
 * The groups of the catalogue, in memory: read from the tables when they are first asked for, in short turns, and kept in step
 * by what the tables themselves note as changed, so that a rolled-back change leaves no trace.
 */
export function nearGroupsKeeper(context: StudioContext, duplicates: DuplicatesRepository) {
  const { events, lifetime, log } = context;
  const groups = new NearGroups();
  let scheduled = false;
  let loaded = false;
  let listed: readonly NearGroup[] | null = null;
  let running: Promise<void> | null = null;

  async function load(): Promise<void> {
    duplicates.watch();
    let last = 0;
    for (;;) {
      lifetime.throwIfAborted();
      const candidates = duplicates.candidatesAfter(last, ROWS);
      for (const candidate of candidates) groups.put(candidate);
      last = candidates.at(-1)?.id ?? last;
      if (candidates.length < ROWS) break;
      await nextTurn();
    }
  }

  /** Everything that changed until now. */
  async function follow(): Promise<void> {
    if (!loaded) await load();
    loaded = true;
    if (groups.unsettled > 0) listed = null;
    while (readChanges() || !groups.settle(TURN_MS)) {
      await nextTurn();
      lifetime.throwIfAborted();
    }
  }

  /** Some of what changed; true when there was any. */
  function readChanges(): boolean {
    const stale = duplicates.takeStale(ROWS);
    if (stale.length === 0) return false;
    listed = null;
    const found = new Map(duplicates.candidates(stale).map((candidate) => [candidate.id, candidate]));
    for (const id of stale) {
      const candidate = found.get(id);
      if (candidate) groups.put(candidate);
      else groups.remove(id);
    }
    return true;
  }

  /** One follows at a time; who comes meanwhile waits for it, and looks again for what changed since. */
  async function settled(): Promise<void> {
    while (running) await running;
    running = follow().finally(() => {
      running = null;
    });
    await running;
  }

  /** Few changes are read at once. */
  function isInStep(): boolean {
    if (!loaded || running) return false;
    readChanges();
    return groups.settle(TURN_MS) && !readChanges();
  }

  async function lookAndSay(): Promise<void> {
    scheduled = false;
    try {
      await settled();
      events.emit({ type: 'duplicates-changed' });
    } catch (error) {
      if (!lifetime.aborted) log.error('duplicates were not looked for', { error });
    }
  }

  return {
    groups,
    settled,
    /** True when the groups are as of now; otherwise they are looked for, and `duplicates-changed` says when that is done. */
    begin(): boolean {
      if (isInStep()) return true;
      if (scheduled || running) return false;
      scheduled = true;
      const timer = setTimeout(lookAndSay, loaded ? 0 : PATIENCE_MS);
      timer.unref();
      lifetime.addEventListener('abort', () => clearTimeout(timer), { once: true });
      return false;
    },
    /** All groups, newest first, as of the last settling. */
    list(): readonly NearGroup[] {
      listed ??= groups.all();
      return listed;
    },
  };
}
