import type { DeliveryEntry } from '../../../shared/contract/delivery.contract.ts';

/** Which of preparing (0), sending (1), completing (2) and moderation (3) a delivery is at; -1 before the first. */
export function stageOf(entry: Pick<DeliveryEntry, 'state' | 'bytesSent' | 'bytesTotal'>): number {
  switch (entry.state) {
    case 'preparing':
    case 'opening':
      return 0;
    case 'sending':
      return 1;
    case 'completing':
      return 2;
    case 'sent':
      return 3;
    case 'waiting':
    case 'paused':
    case 'failed':
      return entry.bytesSent > 0 ? 1 : 0;
    case 'queued':
    case 'cancelled':
      return -1;
  }
}
