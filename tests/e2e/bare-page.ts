import { spawnSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { type Busyness, watchPage } from './busy-page.ts';

/**
 * What the studio is measured beside, in the same run on the same machine: a page without a library or a framework that
 * scrolls cells like the grid's, and a process that does nothing. Where these take longer than on the machine the goals were
 * set on, by another machine or by what else runs on it, the studio may take longer by as much, and no more.
 */
export interface Peers {
  /** The bare page scrolled: all its cells drawn anew at every frame, as the grid's are. */
  scrolled(): Promise<Busyness>;
  /** How many times as long as on a quiet machine the bare page works now; at least 1, at most MOST. */
  slownessOfWork(): Promise<number>;
  /** The same of the time that passes: a process that does nothing, and the bare page from its address to its first cells. */
  slownessOfStart(): Promise<number>;
}

const FRAMES = 120;
const CELLS = 60;
/** The machine's pace changes within seconds: the slowest of so many counts. */
const TIMES = 3;
/** Medians of two quiet cores, milliseconds. */
const QUIET = { workPerFrame: 5, start: 400 } as const;
/** A machine slower than this by a multiple proves nothing, and would let everything pass. */
const MOST = 4;

const DOCUMENT = `<!doctype html><style>
  #list { position: relative; height: 4000000px } #scroller { height: 640px; overflow-y: scroll }
  .cell { position: absolute; width: 150px; height: 150px; display: flex; flex-direction: column; border-radius: 4px; background: #222; color: #ccc }
  .cell b { flex: 1; padding: 8px } .cell i { height: 24px; display: flex; gap: 6px; font: 12px sans-serif }
  </style><div id="scroller"><div id="list"></div></div><script>
  const list = document.getElementById('list'), scroller = document.getElementById('scroller');
  const draw = () => {
    const first = Math.floor(scroller.scrollTop / 160);
    list.textContent = '';
    for (let index = 0; index < ${CELLS}; index += 1) {
      const cell = document.createElement('div');
      cell.className = 'cell'; cell.setAttribute('role', 'option'); cell.setAttribute('aria-label', 'Photo ' + (first * 8 + index));
      cell.style.left = (index % 8) * 156 + 'px'; cell.style.top = (first + Math.floor(index / 8)) * 160 + 'px';
      cell.innerHTML = '<b><span></span></b><i><span>IMG_' + (first * 8 + index) + '</span><span></span></i>';
      list.append(cell);
    }
  };
  scroller.addEventListener('scroll', draw); draw();
  </script>`;

/** In the browser of a page, in a window of its own. */
export function peersBeside(page: Page): Peers {
  async function withBarePage<T>(work: (bare: Page) => Promise<T>): Promise<T> {
    const browser = page.context().browser();
    if (!browser) throw new Error('a bare page needs a browser');
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    try {
      const bare = await context.newPage();
      await bare.setContent(DOCUMENT);
      return await work(bare);
    } finally {
      await context.close();
    }
  }

  const scrolled = () =>
    withBarePage(async (bare) => {
      const busy = await watchPage(bare);
      await busy.quiet();
      return busy.during(() => bare.evaluate(flyToEnd, FRAMES));
    });

  return {
    scrolled,
    async slownessOfWork() {
      let most = 0;
      for (let time = 0; time < TIMES; time += 1) most = Math.max(most, (await scrolled()).workPerFrameMs);
      return within(most / QUIET.workPerFrame);
    },
    async slownessOfStart() {
      const began = performance.now();
      spawnSync(process.execPath, ['-e', '0']);
      await withBarePage((bare) => bare.locator('.cell').first().waitFor());
      return within((performance.now() - began) / QUIET.start);
    },
  };
}

function within(slowness: number): number {
  return Math.min(MOST, Math.max(1, slowness));
}

/** In the page. */
function flyToEnd(frames: number): Promise<void> {
  return new Promise((done) => {
    const scroller = document.getElementById('scroller');
    if (!scroller) return done();
    const step = (scroller.scrollHeight - scroller.clientHeight) / frames;
    let left = frames;
    const next = () => {
      scroller.scrollTop += step;
      left -= 1;
      if (left > 0) requestAnimationFrame(next);
      else done();
    };
    requestAnimationFrame(next);
  });
}
