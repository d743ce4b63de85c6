import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { makeRaw } from '../support/raw-maker.ts';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, photos, tryWithoutAccount } from './studio-steps.ts';

/** Four photographs: one with its RAW and an edited version, one with its RAW, two alone. */
async function writeStacks(folder: string): Promise<string[]> {
  const names = await writeSceneries(folder, 4);
  const [first = '', second = ''] = names;
  for (const name of [first, second])
    writeFileSync(
      join(folder, name.replace(/jpg$/, 'NEF')),
      makeRaw('nef', { preview: readFileSync(join(folder, name)) }),
    );
  const edited = Buffer.concat([readFileSync(join(folder, first)), Buffer.from('edited')]);
  writeFileSync(join(folder, first.replace(/\.jpg$/, '-Edit.jpg')), edited);
  return names;
}

const digestOf = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    );

/** The picture inside a cell as it is seen, width by height: turned on screen or made anew. */
const seen = (page: Page, index: number) =>
  photos(page)
    .getByRole('option')
    .nth(index)
    .locator('img')
    .evaluate((image: HTMLImageElement) => {
      const across = /rotate\((90|270)deg\)/.test(image.style.transform);
      const { naturalWidth: width, naturalHeight: height } = image;
      return (across ? height / width : width / height) > 1 ? 'landscape' : 'portrait';
    });

test('a RAW, its JPEG and an edited version are one photo; stacks open in place, are made by hand and undone', async ({
  folder,
  open,
}) => {
  const home = join(folder, 'home', 'Piles');
  await writeStacks(home);
  const before = digestOf(home);
  const { page } = await open();
  const cells = photos(page).getByRole('option');
  await tryWithoutAccount(page);
  await page.getByRole('list', { name: 'Dossiers' }).getByRole('button', { name: 'Piles' }).click();
  await page.getByRole('button', { name: 'Choisir ce dossier' }).click();
  await expect(page.getByRole('tab', { name: /^Toutes\s*4$/ })).toBeVisible({ timeout: 60_000 });
  await expect(cells).toHaveCount(4);
  const stack = cells.filter({ hasText: '3' }).filter({ has: page.locator('[data-stack]') });
  await expect(stack).toHaveCount(1);

  await stack.click();
  await page.keyboard.press('s');
  await expect(cells).toHaveCount(6);
  await page.screenshot({ path: test.info().outputPath('stack-open.png') });
  const behind = cells.filter({ has: page.locator('img[alt$=".NEF"]') });
  await behind.first().click();
  await page.keyboard.press('Shift+S');
  await expect(page.getByText('La pile montre maintenant cette photo.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Annulé : face de pile choisie')).toBeVisible();
  await page.keyboard.press('s');
  await expect(cells).toHaveCount(4);

  // Ratings are the stack's, counted as one, and undo says what it takes back.
  await stack.click();
  await page.keyboard.press('4');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Annulé : 1 photo notée ★★★★')).toBeVisible();

  await cells.nth(0).click();
  await cells.nth(3).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+g');
  await expect(cells).toHaveCount(1);
  await expect(page.getByRole('tab', { name: /^Toutes\s*1$/ })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(cells).toHaveCount(4);
  expect(digestOf(home)).toEqual(before);
});

test('photos turn at once and stay turned, the files stay as they are, undo turns back after a restart', async ({
  folder,
  open,
}) => {
  const home = join(folder, 'home', 'Tourner');
  await writeSceneries(home, 3);
  const before = digestOf(home);
  const first = await open();
  await tryWithoutAccount(first.page);
  await addHomeFolder(first.page, 'Tourner', 3);
  const cells = photos(first.page).getByRole('option');
  await expect(cells).toHaveCount(3);
  await cells.nth(0).click();
  await expect.poll(() => seen(first.page, 0)).toBe('landscape');
  await first.page.keyboard.press(']');
  await expect.poll(() => seen(first.page, 0)).toBe('portrait');
  // The images follow: nothing is turned on screen any more.
  await expect(cells.nth(0).locator('img')).not.toHaveAttribute('style', /rotate/);
  await expect.poll(() => seen(first.page, 0)).toBe('portrait');
  await first.page.screenshot({ path: test.info().outputPath('turned.png') });
  await first.page.keyboard.press(' ');
  await expect(
    first.page.getByRole('region', { name: 'Loupe' }).or(first.page.locator('[data-zoom]')).first(),
  ).toBeVisible();
  await first.page.screenshot({ path: test.info().outputPath('turned-loupe.png') });
  await first.close();

  const { page } = await open();
  await expect(photos(page).getByRole('option')).toHaveCount(3);
  await expect.poll(() => seen(page, 0)).toBe('portrait');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option', { name: /Annuler : 1 photo pivotée à droite/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Annulé : 1 photo pivotée à droite')).toBeVisible();
  await expect.poll(() => seen(page, 0)).toBe('landscape');
  expect(digestOf(home)).toEqual(before);
});
