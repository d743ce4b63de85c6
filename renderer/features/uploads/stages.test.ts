import { expect, it } from 'vitest';
import { deliveryState } from '../../../shared/contract/delivery.contract.ts';
import { stageOf } from './stages.ts';

it('gives every state of a delivery its stage, and a stopped one the stage it had reached', () => {
  for (const state of deliveryState.options)
    expect(stageOf({ state, bytesSent: 0, bytesTotal: 10 })).toBeLessThanOrEqual(3);
  expect(stageOf({ state: 'failed', bytesSent: 5, bytesTotal: 10 })).toBe(1);
  expect(stageOf({ state: 'failed', bytesSent: 0, bytesTotal: 10 })).toBe(0);
});
