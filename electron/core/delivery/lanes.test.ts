import { describe, expect, it } from 'vitest';
import { ObjectStoreError } from '../ports/object-store.ts';
import { createLanes } from './lanes.ts';

const PART = 5 * 1024 * 1024;
const never = new AbortController().signal;

/** Bodies that end when the test says; how many are under way. */
function traffic(lanes: ReturnType<typeof createLanes>) {
  const open: { arrive: () => void; breakOff: () => void }[] = [];
  return {
    send(size: number = PART): Promise<unknown> {
      const body = () =>
        new Promise<void>((resolve, reject) => {
          open.push({
            arrive: resolve,
            breakOff: () => reject(new ObjectStoreError('unreachable', 'ECONNRESET', 'cut')),
          });
        });
      return lanes.with(never, { size, delivery: 1 }, body).catch(() => {});
    },
    underWay: () => open.length,
    async end(how: 'arrive' | 'breakOff', count = open.length): Promise<void> {
      for (const body of open.splice(0, count)) body[how]();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

async function sent(lanes: ReturnType<typeof createLanes>, parts: number) {
  const line = traffic(lanes);
  for (let part = 0; part < parts; part += 1) void line.send();
  await new Promise((resolve) => setImmediate(resolve));
  return line;
}

describe('parts under way at once', () => {
  it('are three on a quick line and on one that nothing is known of', async () => {
    expect(
      (
        await sent(
          createLanes(() => null),
          8,
        )
      ).underWay(),
    ).toBe(3);
    expect(
      (
        await sent(
          createLanes(() => 20_000_000),
          8,
        )
      ).underWay(),
    ).toBe(3);
  });

  it.each([16_000, 32_000, 100_000])('are one at %i bytes a second', async (speed) => {
    expect(
      (
        await sent(
          createLanes(() => speed),
          8,
        )
      ).underWay(),
    ).toBe(1);
  });

  it('are one after the line broke, and more again once enough have arrived in a row', async () => {
    const line = await sent(
      createLanes(() => null),
      30,
    );
    await line.end('breakOff');
    expect(line.underWay()).toBe(1);
    for (let part = 0; part < 3; part += 1) await line.end('arrive', 1);
    expect(line.underWay()).toBe(1);
    await line.end('arrive', 1);
    expect(line.underWay()).toBe(2);
    await line.end('breakOff', 1);
    await line.end('arrive', 1);
    expect(line.underWay()).toBe(1);
  });

  it('are one at first when the run before ended in the middle of a body', async () => {
    const line = await sent(
      createLanes(() => null, true),
      8,
    );
    expect(line.underWay()).toBe(1);
    for (let part = 0; part < 4; part += 1) await line.end('arrive', 1);
    expect(line.underWay()).toBe(2);
  });

  it('do not keep light bodies waiting', async () => {
    const line = await sent(
      createLanes(() => 32_000),
      4,
    );
    for (let image = 0; image < 5; image += 1) void line.send(60_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(line.underWay()).toBe(1 + 4);
  });

  it('are given up at once while they wait', async () => {
    const lanes = createLanes(() => 32_000);
    await sent(lanes, 1);
    const giveUp = new AbortController();
    const waiting = lanes.with(giveUp.signal, { size: PART, delivery: 1 }, async () => 'sent');
    giveUp.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });

  it('let the next one go when the last byte of one has left, but never more than three without their answers', async () => {
    const lanes = createLanes(() => 32_000);
    const begun: number[] = [];
    const answers: (() => void)[] = [];
    const send = (part: number) =>
      lanes.with(never, { size: PART, delivery: 1 }, async (left) => {
        begun.push(part);
        left();
        left();
        await new Promise<void>((resolve) => answers.push(resolve));
      });
    const parts = [1, 2, 3, 4, 5].map(send);
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2, 3]);
    answers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2, 3, 4]);
    for (let answered = 1; answered < 5; answered += 1) {
      answers.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(parts);
    expect(begun).toEqual([1, 2, 3, 4, 5]);
  });

  it('belong to the photo that came first: its parts go before those of the others', async () => {
    const lanes = createLanes(() => 32_000);
    const begun: string[] = [];
    const send = (delivery: number, part: number) =>
      lanes.with(never, { size: PART, delivery }, async () => {
        begun.push(`${delivery}.${part}`);
        await new Promise((resolve) => setImmediate(resolve));
      });
    await Promise.all([send(7, 1), send(7, 2), send(3, 1), send(3, 2), send(7, 3)]);
    expect(begun).toEqual(['7.1', '7.2', '7.3', '3.1', '3.2']);
  });
});
