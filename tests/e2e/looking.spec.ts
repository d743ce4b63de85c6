import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, photos, tryWithoutAccount } from './studio-steps.ts';

const loupe = (page: Page) => page.getByRole('region', { name: 'Loupe', exact: true });
const compared = (page: Page) => page.getByRole('listbox', { name: 'Photos comparées' }).getByRole('option');

test('she looks at a photo pixel by pixel, reads its tones, and chooses the best of three', async ({
  folder,
  open,
}) => {
  const { page } = await open();
  await writeSceneries(join(folder, 'home', 'Photos d’octobre'), 6);
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Photos d’octobre', 6);
  const cells = photos(page).getByRole('option');
  await cells.nth(0).click();
  await page.keyboard.press(' ');
  await expect(loupe(page)).toBeVisible();

  // 100 %: the original's own pixels, one on one.
  const picture = loupe(page).locator('[data-zoom]');
  const name = await loupe(page).getByRole('img').first().getAttribute('alt');
  await page.keyboard.press('z');
  await expect(picture).toHaveAttribute('data-zoom', '1.000');
  await expect(picture).toHaveAttribute('data-whole', 'true');
  const whole = loupe(page).locator('img[src*="/full?"]');
  expect(await whole.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(3000);
  expect(await whole.evaluate((image) => image.getBoundingClientRect().width * devicePixelRatio)).toBe(3000);

  // Arrows move around, the next photo is looked at in the same place.
  const place = () => picture.locator('img[src*="/screen?"]').evaluate((image) => image.style.left);
  const before = await place();
  await page.keyboard.press('ArrowRight');
  await expect.poll(place).not.toBe(before);
  const moved = await place();
  await page.keyboard.press('PageDown');
  await expect(loupe(page).getByText('2 / 6')).toBeVisible();
  await expect(picture).toHaveAttribute('data-zoom', '1.000');
  expect(await place()).toBe(moved);
  expect(await picture.getByRole('img').first().getAttribute('alt')).not.toBe(name);
  await picture.dblclick({ position: { x: 200, y: 150 } });
  await expect(loupe(page).getByRole('button', { name: '100 %' })).toHaveAttribute('aria-pressed', 'false');

  // Tones.
  await page.keyboard.press('h');
  await expect(page.getByRole('img', { name: /^Répartition des tons/ })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('button', { name: 'Zones brûlées et bouchées' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('j');
  await page.keyboard.press('f');
  const uncovered = () => loupe(page).evaluate((over) => window.innerWidth - over.getBoundingClientRect().width);
  await expect.poll(uncovered).toBe(0);
  await page.keyboard.press('f');
  await expect.poll(uncovered).toBeGreaterThan(200);
  await page.keyboard.press('Escape');
  await expect(photos(page)).toBeVisible();

  // Side by side.
  await cells.nth(0).click();
  await cells.nth(2).click({ modifiers: ['Shift'] });
  await page.keyboard.press('c');
  await expect(compared(page)).toHaveCount(3);
  await page.keyboard.press('z');
  const zooms = page.getByRole('region', { name: 'Comparaison' }).locator('[data-zoom]');
  for (const index of [0, 1, 2]) await expect(zooms.nth(index)).toHaveAttribute('data-zoom', '1.000');
  await page.keyboard.press('ArrowRight');
  await expect(compared(page).nth(1)).toBeFocused();
  await page.keyboard.press('4');
  await expect(compared(page).nth(1)).toHaveAccessibleName(/4 étoiles/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Une photo retenue, 2 écartées')).toBeVisible();
  await expect(page.getByRole('tab', { name: /^Approuvées\s*1$/ })).toBeVisible();
  await expect(cells.nth(1)).toHaveAccessibleName(/Approuvée/);
  await page.getByRole('button', { name: 'Annuler', exact: true }).click();
  await expect(page.getByRole('tab', { name: /^Approuvées\s*0$/ })).toBeVisible();
});
