import { expect, test } from 'vitest';
import type { QueueProgress } from '../../shared/contract/delivery.contract.ts';
import { createEventBus } from '../core/events.ts';
import { type FromCore, fromCore } from '../desktop/core-messages.ts';
import { createDesktopNotices } from './desktop-notices.ts';
import { tellSending } from './surroundings.ts';

test('a notice reaches main in a form that it takes, however long; what she chose comes back until nobody listens', () => {
  const told: FromCore[] = [];
  const notices = createDesktopNotices((message) => told.push(message));
  const action = { id: 'see', label: 'Voir' };
  notices.port.show({
    id: 'sale',
    title: 't'.repeat(500),
    body: 'b'.repeat(5000),
    silent: true,
    opens: { to: 'section', section: 'sales' },
    actions: [action, action, action, action],
  });
  notices.port.withdraw('sale');
  expect(told.map((message) => fromCore.safeParse(message).success)).toEqual([true, true]);
  const heard: (string | null)[][] = [];
  const stop = notices.port.onChosen((id, chosen) => heard.push([id, chosen]));
  notices.chosen('sale', 'see');
  stop();
  notices.chosen('sale', null);
  expect(heard).toEqual([['sale', 'see']]);
});

test('main is told of the queue at once and whenever it says something else', () => {
  const queue: QueueProgress = {
    paused: false,
    active: 1,
    waiting: 2,
    failed: 0,
    sent: 4,
    total: 7,
    bytesTotal: 100,
    bytesSent: 40,
    bytesPerSecond: 5,
    secondsLeft: 12,
    bytesToday: 40,
    budget: null,
    rateLimit: null,
    hold: null,
  };
  const told: FromCore[] = [];
  const events = createEventBus();
  tellSending({ events, delivery: { progress: () => queue } }, (message) => told.push(message));
  for (const progress of [
    { ...queue, secondsLeft: 11 },
    { ...queue, bytesSent: 60 },
  ]) {
    events.emit({ type: 'delivery-progress', progress });
    events.flush();
  }
  expect(told).toEqual([
    { type: 'sending', queue: { paused: false, left: 3, failed: 0, bytesTotal: 100, bytesSent: 40 } },
    { type: 'sending', queue: { paused: false, left: 3, failed: 0, bytesTotal: 100, bytesSent: 60 } },
  ]);
});
