import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './studio.ts';

// A screen as a picture, in the sizes and lights that people have, and checked for people who don't see it.

const LOOKS = [
  { width: 1280, height: 720, scheme: 'dark' },
  { width: 1920, height: 1080, scheme: 'dark' },
  { width: 1280, height: 720, scheme: 'light' },
  { width: 1920, height: 1080, scheme: 'light' },
] as const;

function nodeSummary(node: { target: readonly unknown[]; failureSummary?: string }): string {
  return `${node.target.join(' ')} (${(node.failureSummary ?? '').split('\n').slice(1, 2).join('').trim()})`;
}

export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    // Experimental; it takes initials, counts and key names beside a label for the label itself.
    .disableRules(['label-content-name-mismatch'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(nodeSummary).join('; ')}`);
  expect.soft(found, `what axe finds on the screen "${screen}"`).toEqual([]);
}

/** Pictures are decoded and colours have changed: what is photographed and measured is what stays. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.images].every((image) => image.complete) &&
      document.getAnimations().every((animation) => animation.playState !== 'running'),
  );
}

/** Pictures of a screen into the folder `pictures`, examined in every look. */
export async function lookAt(page: Page, screen: string, pictures: string): Promise<void> {
  for (const { width, height, scheme } of LOOKS) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await settled(page);
    await page.screenshot({ path: join(pictures, `${screen}-${width}x${height}-${scheme}.png`) });
    await expectAccessible(page, screen);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `sideways scrolling of "${screen}" at ${width} × ${height}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
}
