import { afterEach, expect, test } from 'vitest';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { fillCatalogue } from '../../../../tests/bench/synthetic-catalogue.ts';
import { testCatalogue } from '../../../../tests/support/catalogue.ts';
import { contentsRepository } from './contents.repository.ts';
import { placesRepository } from './ingest.repository.ts';
import { changeStateBelow } from './state-below.ts';

const COUNT = 2000;
let shut: (() => void) | undefined;
afterEach(() => shut?.());

function filled() {
  const catalogue = testCatalogue();
  shut = catalogue.shut;
  fillCatalogue(catalogue, COUNT);
  const { context, db } = catalogue;
  const parts = {
    context,
    places: placesRepository(db),
    contents: contentsRepository(db, context.paths.derived, context.ports.images),
  };
  const inState = (state: string) =>
    db.prepare<[string], { count: number }>('SELECT count(*) AS count FROM files WHERE state = ?').get(state)?.count ??
    0;
  return { parts, directory: '/p', inState, present: inState('present') };
}

test('what lies below a folder changes in turns, everything once, and others are heard between them', async () => {
  const { parts, directory, inState, present } = filled();
  expect(present).toBeGreaterThan(500);
  const told: PhotoId[] = [];
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 0);
  try {
    const offline = { directory, from: ['present'], to: 'offline', goesOn: () => true } as const;
    await changeStateBelow(parts, offline, (ids) => told.push(...ids));
  } finally {
    clearInterval(others);
  }
  expect(inState('present')).toBe(0);
  expect(inState('offline')).toBeGreaterThanOrEqual(present);
  expect(told).toHaveLength(new Set(told).size);
  expect(turns).toBeGreaterThan(1);
});

test('a folder that comes back meanwhile keeps the rest as it is, and nothing is lost', async () => {
  const { parts, directory, inState, present } = filled();
  let batches = 0;
  const offline = { directory, from: ['present'], to: 'offline', goesOn: () => batches < 8 } as const;
  await changeStateBelow(parts, offline, () => {
    batches += 1;
  });
  expect(inState('present')).toBe(present - 512);
});
