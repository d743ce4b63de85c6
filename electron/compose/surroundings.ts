import type { QueueProgress } from '../../shared/contract/delivery.contract.ts';
import type { Studio } from '../core/studio.ts';
import type { FromCore, ToCore } from '../desktop/core-messages.ts';

type Surroundings = Extract<ToCore, { type: 'surroundings' }>;

/** Carries what the computer is about to the studio: sleep and battery to the queue, a network that is back to all that waits for one. */
export function hearSurroundings(
  studio: Pick<Studio, 'log'> & {
    readonly delivery: Pick<Studio['delivery'], 'sleep' | 'lineIsBack' | 'power'>;
    readonly account: Pick<Studio['account'], 'look'>;
  },
): (now: Surroundings) => void {
  let before: Surroundings = { type: 'surroundings', asleep: false, online: true, onBattery: false };
  return (now) => {
    const [woke, back] = [before.asleep && !now.asleep, !before.online && now.online];
    if (now.asleep !== before.asleep || now.online !== before.online || now.onBattery !== before.onBattery)
      studio.log.info('surroundings changed', { asleep: now.asleep, online: now.online, onBattery: now.onBattery });
    before = now;
    studio.delivery.power(now.onBattery);
    void studio.delivery.sleep(now.asleep);
    if (now.asleep || !now.online) return;
    if (back || woke) {
      studio.delivery.lineIsBack();
      studio.account.look();
    }
  };
}

/** Tells main what it shows of the queue beside the clock and on the taskbar: whenever that changed. */
export function tellSending(
  studio: Pick<Studio, 'events'> & { readonly delivery: { progress(): QueueProgress } },
  tellMain: (message: FromCore) => void,
): void {
  let told = '';
  const tell = ({ paused, active, waiting, failed, bytesTotal, bytesSent }: QueueProgress) => {
    const queue = { paused, left: active + waiting, failed, bytesTotal, bytesSent };
    const now = JSON.stringify(queue);
    if (now === told) return;
    told = now;
    tellMain({ type: 'sending', queue });
  };
  studio.events.subscribe((event) => {
    if (event.type === 'delivery-progress') tell(event.progress);
  });
  tell(studio.delivery.progress());
}
