import { describe, expect, it } from 'vitest';
import type { StudioEvent } from '../../../shared/contract/events.ts';
import { createEventBus } from '../events.ts';
import { eventStream } from './event-stream.ts';

describe('the stream of events', () => {
  it('begins with “connected” and misses nothing that happens before the first look', async () => {
    const events = createEventBus();
    const end = new AbortController();
    const stream = eventStream(events, end.signal);
    events.emit({ type: 'settings-changed' });
    events.flush();
    expect((await stream.next()).value).toEqual({ type: 'connected' });
    expect((await stream.next()).value).toEqual({ type: 'settings-changed' });
    events.emit({ type: 'folders-changed' });
    events.flush();
    events.emit({ type: 'account-changed' });
    events.flush();
    expect((await stream.next()).value).toEqual({ type: 'folders-changed' });
    expect((await stream.next()).value).toEqual({ type: 'account-changed' });
    end.abort();
    expect((await stream.next()).done).toBe(true);
  });

  it('ends while it waits, when the caller goes away or the studio closes', async () => {
    for (const which of [0, 1]) {
      const ends = [new AbortController(), new AbortController()];
      const stream = eventStream(createEventBus(), ...ends.map(({ signal }) => signal));
      await stream.next();
      const waiting = stream.next();
      ends[which]?.abort();
      expect((await waiting).done).toBe(true);
    }
  });

  it('tells a caller that does not keep up to ask for everything again, and stays small', async () => {
    const events = createEventBus();
    const end = new AbortController();
    const stream = eventStream(events, end.signal);
    await stream.next();
    for (let number = 0; number < 1500; number++) {
      events.emit({ type: 'folders-changed' });
      events.flush();
    }
    const heard: StudioEvent[] = [];
    for (let number = 0; number < 300; number++) heard.push((await stream.next()).value ?? { type: 'connected' });
    expect(heard[0]).toEqual({ type: 'connected' });
    end.abort();
  });
});
