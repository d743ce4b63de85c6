import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putPhoto } from '../../../tests/support/photo-maker.ts';
import type { ReadPhotoResult } from '../../core/ports/images.ts';
import { createImagePool } from './image-pool.ts';
import type { ImageProcessEvents, StartImageProcess } from './image-process-starter.ts';
import type { ImageAnswer, ImageRequest } from './protocol.ts';

const READ: ReadPhotoResult = { outcome: 'unstable' };

/** Image processes whose behaviour a test decides by the name of the photograph. */
function actors(
  act: (request: ImageRequest, events: ImageProcessEvents, answer: (answer: ImageAnswer) => void) => void,
) {
  const started: ImageProcessEvents[] = [];
  const inFlight = { now: 0, most: 0 };
  const start: StartImageProcess = (events) => {
    started.push(events);
    let dead = false;
    const end = (reason: string) => {
      if (dead) return;
      dead = true;
      events.onEnd(reason);
    };
    return {
      send(request) {
        inFlight.now += 1;
        inFlight.most = Math.max(inFlight.most, inFlight.now);
        const answer = (message: ImageAnswer) => {
          inFlight.now -= 1;
          events.onAnswer(message);
        };
        setTimeout(() => {
          if (!dead)
            act(
              request,
              {
                onAnswer: events.onAnswer,
                onEnd: (reason) => {
                  inFlight.now -= 1;
                  end(reason);
                },
              },
              answer,
            );
        }, 1);
      },
      kill: () => {
        setTimeout(() => end('SIGKILL'), 1);
      },
    };
  };
  return { start, started, inFlight };
}

const result = (id: number, memory = 0): ImageAnswer => ({ id, kind: 'result', result: READ, memory });
const ask = (path: string) => ({ path, derivedDir: '/derived' });

describe('the pool of image processes', () => {
  it('reads as many at once as it has processes, and no more', async () => {
    const { start, started, inFlight } = actors((request, _events, answer) => answer(result(request.id)));
    const pool = createImagePool({ start, processes: 2 });
    await Promise.all(Array.from({ length: 10 }, (_unused, index) => pool.read(ask(`${index}.jpg`))));
    expect(started).toHaveLength(2);
    expect(inFlight.most).toBe(2);
    await pool.close();
  });

  it('loses only the photograph that takes its process down, after trying it once more alone', async () => {
    const alone: number[] = [];
    const { start, inFlight } = actors((request, events, answer) => {
      if (request.path !== 'mortelle.jpg') return answer(result(request.id));
      alone.push(inFlight.now);
      events.onEnd('SIGSEGV');
    });
    const pool = createImagePool({ start, processes: 2 });
    const results = await Promise.all(['a.jpg', 'mortelle.jpg', 'b.jpg', 'c.jpg'].map((path) => pool.read(ask(path))));
    expect(results).toEqual([READ, { outcome: 'refused', code: 'decoder-crashed', detail: 'SIGSEGV' }, READ, READ]);
    expect(alone).toHaveLength(2);
    expect(alone[1]).toBe(1);
    await pool.close();
  });

  it('ends a process that takes too long, and says so', async () => {
    const { start } = actors((request, _events, answer) => {
      if (request.path !== 'sans-fin.jpg') answer(result(request.id));
    });
    const pool = createImagePool({ start, processes: 1, timeLimit: 30 });
    expect(await pool.read(ask('sans-fin.jpg'))).toMatchObject({ outcome: 'refused', code: 'decoder-timeout' });
    expect(await pool.read(ask('a.jpg'))).toEqual(READ);
    await pool.close();
  });

  it('replaces a process that has grown, and refuses a photograph that takes too much memory', async () => {
    const { start, started } = actors((request, _events, answer) =>
      answer(
        request.path === 'énorme.jpg'
          ? { id: request.id, kind: 'too-much-memory', memory: 2 ** 31 }
          : result(request.id, 2 ** 30),
      ),
    );
    const pool = createImagePool({ start, processes: 1 });
    expect(await pool.read(ask('énorme.jpg'))).toMatchObject({ outcome: 'refused', code: 'too-large' });
    await pool.read(ask('a.jpg'));
    await pool.read(ask('b.jpg'));
    expect(started).toHaveLength(3);
    await pool.close();
  });

  it('blames a full disk on the disk, not on the photograph', async () => {
    const { start } = actors((request, _events, answer) =>
      answer({ id: request.id, kind: 'not-written', diskFull: true, reason: 'ENOSPC' }),
    );
    const pool = createImagePool({ start, processes: 1 });
    await expect(pool.read(ask('a.jpg'))).rejects.toMatchObject({ code: 'disk-full' });
    await pool.close();
  });

  it('fails where the program failed, and says where, instead of blaming the photograph', async () => {
    const { start } = actors((request, _events, answer) =>
      answer({ id: request.id, kind: 'failed', reason: 'ReferenceError: nothing is not defined' }),
    );
    const pool = createImagePool({ start, processes: 1 });
    await expect(pool.read(ask('a.jpg'))).rejects.toThrow('nothing is not defined');
    await pool.close();
  });

  it('fails the work, not the studio, where no process can be begun, and begins one as soon as that is possible', async () => {
    const { start } = actors((request, _events, answer) => answer(result(request.id)));
    let broken = true;
    const pool = createImagePool({
      processes: 1,
      start: (events) => {
        if (broken) throw new Error('spawn EAGAIN');
        return start(events);
      },
    });
    await expect(pool.read(ask('a.jpg'))).rejects.toThrow('could not be begun');
    broken = false;
    expect(await pool.read(ask('a.jpg'))).toEqual(READ);
    await pool.close();
  });

  it('gives up what waits when it is told to', async () => {
    const { start } = actors(() => {});
    const pool = createImagePool({ start, processes: 1 });
    const abort = new AbortController();
    const reads = [pool.read(ask('a.jpg'), abort.signal), pool.read(ask('b.jpg'), abort.signal)];
    abort.abort(new Error('assez'));
    for (const read of reads) await expect(read).rejects.toThrow('assez');
    await pool.close();
  });
});

describe('what goes first', () => {
  it('is what somebody looks at, beside other work, then first looks, then the rest', async () => {
    const order: string[] = [];
    const { start } = actors(({ id, path }, _events, answer) => {
      order.push(path);
      answer(result(id));
    });
    const pool = createImagePool({ start, processes: 2 });
    await Promise.all([
      pool.read(ask('busy-1.jpg')),
      pool.read(ask('busy-2.jpg')),
      pool.read(ask('rest.jpg')),
      pool.read({ ...ask('look.jpg'), quick: true }),
      pool.read({ ...ask('seen-1.jpg'), urgent: true }),
      pool.read({ ...ask('seen-2.jpg'), urgent: true }),
    ]);
    expect(order.slice(2)).toEqual(['seen-1.jpg', 'look.jpg', 'seen-2.jpg', 'rest.jpg']);
    await pool.close();
  });
});

describe.skipIf(process.platform !== 'linux')('memory seen from outside', () => {
  it('ends a process that outgrows its limit without saying so, at the cost of its one photograph', async () => {
    const started: string[] = [];
    const { start } = actors(({ id, path }, { onAnswer }, answer) => {
      started.push(path);
      // Any process is bigger than a megabyte: this one tells its number and then hangs.
      onAnswer({ kind: 'started', pid: process.pid });
      if (path === 'small.jpg') answer(result(id));
    });
    const pool = createImagePool({ start, processes: 1, memoryLimit: 1024 * 1024 });
    const [big, small] = await Promise.all([pool.read(ask('big.jpg')), pool.read(ask('small.jpg'))]);
    expect(big).toMatchObject({ outcome: 'refused', code: 'too-large' });
    expect(small).toEqual(READ);
    await pool.close();
  });
});

describe('real image processes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pouire-pool-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('read photographs and leave no process behind', async () => {
    const path = join(folder, 'a.jpg');
    await putPhoto(path, { width: 300, height: 200 });
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const pool = createImagePool({ processes: 1 });
    expect(await pool.read({ path, derivedDir: join(folder, 'derived') })).toMatchObject({
      outcome: 'photo',
      width: 300,
    });
    await pool.close();
    await expect(pool.read({ path, derivedDir: folder })).rejects.toThrow('closed');
  });
});
