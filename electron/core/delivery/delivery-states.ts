import type { DeliveryState } from '../../../shared/contract/delivery.contract.ts';

/** States in which a delivery still has a way to go. */
export const OPEN_STATES = [
  'queued',
  'preparing',
  'opening',
  'sending',
  'completing',
  'waiting',
  'paused',
] as const satisfies readonly DeliveryState[];

/** Whether a delivery, if there is one, still has a way to go. */
export function isOpen(row: { readonly state: DeliveryState } | undefined): boolean {
  return OPEN_STATES.some((state) => state === row?.state);
}

/** States that only a running studio can be in: after a crash they mean "queued". */
export const RUNNING_STATES = [
  'preparing',
  'opening',
  'sending',
  'completing',
] as const satisfies readonly DeliveryState[];
