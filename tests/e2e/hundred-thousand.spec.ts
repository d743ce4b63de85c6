import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { createReview } from '../../electron/core/library/review/review.service.ts';
import { refreshRuleCounts } from '../../electron/core/library/review/rule-counts.ts';
import { rulesVersion } from '../../shared/domain/rules.ts';
import { fillCatalogue } from '../bench/synthetic-catalogue.ts';
import { testCatalogue } from '../support/catalogue.ts';
import { type Peers, peersBeside } from './bare-page.ts';
import { type Busyness, type BusyPage, watchPage } from './busy-page.ts';
import type { OpenStudio } from './launchers.ts';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { photos } from './studio-steps.ts';

// The goals of a large library: no task over 50 ms, and time for 55 frames a second. What is held against them is the time
// the page's main thread works, not the time that passes: other programs on the machine may make it wait, and change nothing
// of that. Each thing is done up to three times and the best counts, for what the processor's caches and the garbage
// collector do to a single run; a page that is too slow is so every time. What misses its goal even so is held against a
// bare page measured right after (bare-page.ts): where that is slower than it should be, the goal is later by as much.

const COUNT = 100_000;
const TIMES = 5;
const LONGEST_TASK_MS = 50;
const FRAMES_PER_SECOND = 55;
const CULLED = 200;
const START_MS = 1500;
/** For what is waited for, not for what is measured: the machine may have a great deal of other work. */
const PATIENCE = { timeout: 90_000 };
const ALL_MS = 900_000;

const PICTURE_EDGES = { thumb200: 200, thumb400: 400, thumb800: 800, preview: 2000 };

/** A catalogue of 100,000 photos, behind which lie five pictures. */
async function prepareCatalogue(folder: string): Promise<void> {
  const catalogue = testCatalogue({ dataDir: join(folder, 'data') });
  fillCatalogue(catalogue, COUNT);
  // As in a catalogue that was open before: its broken rules are counted.
  await refreshRuleCounts(catalogue.context, createReview(catalogue.context), rulesVersion(), 0);
  const sources = join(folder, 'sources');
  const names = await writeSceneries(sources, 5);
  mkdirSync(catalogue.context.paths.derived, { recursive: true });
  for (const [scene, name] of names.entries()) {
    const derived: { kind: string; path: string }[] = [];
    for (const [kind, edge] of Object.entries(PICTURE_EDGES)) {
      const path = `${kind}-${String(scene)}.jpg`;
      await sharp(join(sources, name))
        .resize(edge, edge, { fit: 'inside' })
        .toFile(join(catalogue.context.paths.derived, path));
      derived.push({ kind, path });
    }
    catalogue.db.prepare('UPDATE photos SET derived = ? WHERE id % 5 = ?').run(JSON.stringify(derived), scene);
  }
  // Its folders are nowhere, and that is known already.
  catalogue.db.transaction(() => {
    catalogue.db.prepare("UPDATE folders SET state = 'offline'").run();
    catalogue.db.prepare("UPDATE files SET state = 'offline' WHERE state = 'present'").run();
    catalogue.db.prepare('UPDATE photos SET present = 0 WHERE present = 1').run();
  });
  catalogue.db.prepare("INSERT OR REPLACE INTO settings (key, value) VALUES ('onboarded', 'true')").run();
  catalogue.shut();
}

/** From where the grid is to its end, in as many steps as asked, one a frame. */
function scrollToEnd(page: Page, frames: number, pixelsPerFrame?: number): Promise<void> {
  return photos(page).evaluate(
    (list, how) =>
      new Promise<void>((done) => {
        const scroller = list.parentElement?.parentElement;
        if (!scroller) return done();
        const step =
          how.pixelsPerFrame ?? (scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop) / how.frames;
        let left = how.frames;
        const next = () => {
          scroller.scrollTop += step;
          left -= 1;
          if (left > 0) requestAnimationFrame(next);
          else done();
        };
        requestAnimationFrame(next);
      }),
    { frames, pixelsPerFrame },
  );
}

async function scrollToTop(page: Page): Promise<void> {
  await photos(page).evaluate((list) => list.parentElement?.parentElement?.scrollTo(0, 0));
}

/**
 * Opens the studio with a grid on the screen within 1.5 s of its start: of the process to its first word, and of the page to
 * its first photo; the browser's own start is not the studio's. Up to five times, the best counts. Both what passed and what
 * was worked are held against the goal; where the machine is busy or slow, by as much later as what does nothing starts later.
 */
async function startedInTime(open: () => Promise<OpenStudio>): Promise<Page> {
  let best = { ms: Number.POSITIVE_INFINITY, workMs: Number.POSITIVE_INFINITY, slowness: 1 };
  let quickest = Number.POSITIVE_INFINITY;
  for (let time = 0; ; time += 1) {
    const { page, servedMs = 0, servedWorkMs = null, close } = await open();
    const gridMs = await page.evaluate(
      () =>
        new Promise<number>((seen) => {
          const look = () =>
            document.querySelector('[data-photo] img') ? seen(performance.now()) : requestAnimationFrame(look);
          look();
        }),
    );
    const ms = servedMs + gridMs;
    const workMs = (servedWorkMs ?? 0) + (await mainThreadWork(page));
    const slowness = await peersBeside(page).slownessOfStart();
    quickest = Math.min(quickest, ms);
    if (ms / slowness < best.ms / best.slowness) best = { ms, workMs: Math.min(workMs, best.workMs), slowness };
    if (quickest <= START_MS || time === TIMES - 1) {
      // The clock of the same start differs by a quarter from one quiet run to the next, and so does what is measured beside it:
      // the goal is told here and held by the benchmark; what fails here is a start that got slow.
      const goal = 2 * START_MS * best.slowness;
      const peer = `what does nothing starts ${best.slowness.toFixed(1)} times as slowly as on a quiet machine`;
      console.log(
        `start to the grid: ${quickest.toFixed(0)} ms passed (goal ${START_MS}), ${best.workMs.toFixed(0)} ms of work; measured against ${best.ms.toFixed(0)} ms, when ${peer}`,
      );
      expect.soft(best.workMs, 'start to the grid, ms of work').toBeLessThanOrEqual(START_MS);
      expect.soft(Math.min(quickest, best.ms), `start to the grid, ms; ${peer}`).toBeLessThanOrEqual(goal);
      return page;
    }
    await close();
  }
}

/** What the page's main thread has worked since it began, milliseconds. */
async function mainThreadWork(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return 1000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0);
}

function lineOf(what: string, measured: Busyness, slowness: number, times: number): Record<string, string | number> {
  return {
    what,
    'longest task, ms of work': measured.longestTaskMs.toFixed(1),
    'ms that passed': measured.longestWaitMs.toFixed(1),
    'ms of work a frame': measured.workPerFrameMs.toFixed(1),
    'frames/s possible': measured.framesPossible.toFixed(0),
    'frames/s seen': measured.framesSeen.toFixed(0),
    slowness: slowness.toFixed(1),
    times,
  };
}

// Measured once, in the web host: the page is the same.
test('a hundred thousand photos are scrolled, searched, filtered and culled without a long task', {
  tag: '@browser',
}, async ({ folder, open }) => {
  test.setTimeout(ALL_MS);
  await prepareCatalogue(folder);
  const page = await startedInTime(open);
  const all = page.getByRole('tab', { name: /^Toutes/ });
  const cells = photos(page).getByRole('option');
  await expect(all).toHaveText(/100.000/, PATIENCE);
  await expect(cells.first()).toBeVisible(PATIENCE);
  const busy: BusyPage = await watchPage(page);
  const peers: Peers = peersBeside(page);

  const table: Record<string, string | number>[] = [];
  const bare = await peers.scrolled();
  table.push(lineOf('beside it: a bare page of such cells, top to bottom', bare, 1, 1));

  /** Does something up to five times; holds the best of them against the goals. */
  async function measure(name: string, action: () => Promise<void>, before: () => Promise<void>): Promise<void> {
    let best: Busyness | null = null;
    let times = 0;
    const meets = ({ longestTaskMs, framesPossible }: Busyness, slowness: number) =>
      longestTaskMs <= LONGEST_TASK_MS * slowness && framesPossible >= FRAMES_PER_SECOND / slowness;
    while (times < TIMES && (best === null || !meets(best, 1))) {
      await before();
      await busy.quiet();
      const measured = await busy.during(action);
      if (best === null || measured.longestTaskMs < best.longestTaskMs) best = measured;
      times += 1;
    }
    if (best === null) return;
    const slowness = meets(best, 1) ? 1 : await peers.slownessOfWork();
    table.push(lineOf(name, best, slowness, times));
    const beside = slowness > 1 ? `; a bare page works ${slowness.toFixed(1)} times as long as it should` : '';
    expect
      .soft(best.longestTaskMs, `longest task, ms: ${name}${beside}`)
      .toBeLessThanOrEqual(LONGEST_TASK_MS * slowness);
    expect
      .soft(best.framesPossible, `frames a second: ${name}${beside}`)
      .toBeGreaterThanOrEqual(FRAMES_PER_SECOND / slowness);
  }
  const nothing = async () => {};

  await measure('resting', () => page.waitForTimeout(500), nothing);
  await measure(
    'scrolling by the wheel',
    () => scrollToEnd(page, 120, 120),
    () => scrollToTop(page),
  );
  await measure(
    'scrolling from top to bottom in two seconds',
    () => scrollToEnd(page, 120),
    () => scrollToTop(page),
  );
  await scrollToTop(page);

  // The other way to lay photos out.
  await page.getByRole('radio', { name: 'Lignes ajustées' }).click();
  await measure(
    'scrolling justified rows by the wheel',
    () => scrollToEnd(page, 120, 120),
    () => scrollToTop(page),
  );
  await measure(
    'scrolling justified rows from top to bottom in two seconds',
    () => scrollToEnd(page, 120),
    () => scrollToTop(page),
  );
  await page.getByRole('radio', { name: 'Grille' }).click();
  await scrollToTop(page);

  await measure(
    'choosing all of them',
    async () => {
      await photos(page).focus();
      await page.keyboard.press('Control+a');
      await expect(photos(page).getByRole('option', { selected: false })).toHaveCount(0, PATIENCE);
    },
    async () => page.keyboard.press('Escape'),
  );
  // She searches with nothing chosen; with a hundred thousand chosen a letter takes some 60 ms.
  await page.keyboard.press('Escape');
  await expect(photos(page).getByRole('option', { selected: true })).toHaveCount(0, PATIENCE);

  const search = page.getByRole('searchbox');
  await measure(
    'typing a search, letter by letter',
    async () => {
      await search.pressSequentially('ouagadougou', { delay: 60 });
      await expect(all).not.toHaveText(/100.000/, PATIENCE);
    },
    async () => {
      await search.fill('');
      await expect(all).toHaveText(/100.000/, PATIENCE);
    },
  );
  await search.fill('');
  await expect(all).toHaveText(/100.000/, PATIENCE);

  await measure(
    'changing filters',
    async () => {
      for (const name of [/^Approuvées/, /^Écartées/, /^Prêtes/, /^À trier/]) {
        const tab = page.getByRole('tab', { name });
        if (!(await tab.isVisible())) continue;
        await tab.click();
        await expect(tab).toHaveAttribute('aria-selected', 'true', PATIENCE);
        await page.waitForTimeout(150);
      }
    },
    async () => {
      await all.click();
    },
  );

  const unreviewed = page.getByRole('tab', { name: /^À trier/ });
  await unreviewed.click();
  const countOf = async () => Number((await unreviewed.textContent())?.replace(/\D/g, ''));
  const before = await countOf();
  let culled = 0;
  // The list of before is shown until the new one is there.
  await expect(cells.first()).toHaveAttribute('aria-setsize', String(before), PATIENCE);
  await cells.first().click();
  await measure(
    `culling ${String(CULLED)} of what is left to sort, by keyboard`,
    async () => {
      for (let index = 0; index < CULLED; index += 1) await page.keyboard.press(index % 2 === 0 ? 'p' : 'x');
      culled += CULLED;
      await expect.poll(countOf, PATIENCE).toBe(before - culled);
    },
    nothing,
  );
  console.table(table);
});
