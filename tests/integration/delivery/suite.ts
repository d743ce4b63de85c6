import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import type { DeliveryStorage, DeliveryWorld } from '../../support/delivery-storages.ts';
import { faultSuite } from './faults.ts';
import { killSuite } from './kills.ts';
import { weatherSuite } from './weather.ts';
import { wholeWaySuite } from './whole-way.ts';

/** The studio gives a silent server 30 s before it asks again: a test that ends sooner would call that patience a failure. */
const LONGER_THAN_ITS_PATIENCE_MS = 100_000;

/** One set of tests, run unchanged against every storage, so that none can hide a mistake. */
export function deliverySuite(storage: DeliveryStorage): void {
  if (storage.missing !== null) {
    test.skip(`delivery on ${storage.name}: ${storage.missing}`, () => {});
    return;
  }
  describe(`delivery on ${storage.name}`, { timeout: LONGER_THAN_ITS_PATIENCE_MS }, () => {
    let world: DeliveryWorld | null = null;
    const here = (): DeliveryWorld => {
      if (world === null) throw new Error('the world has not begun');
      return world;
    };
    beforeAll(async () => {
      world = await storage.start();
    }, 120_000);
    afterEach(async () => await here().calm());
    afterAll(async () => await world?.end());

    wholeWaySuite(here);
    faultSuite(here);
    weatherSuite(here);
    killSuite(here);
  });
}
