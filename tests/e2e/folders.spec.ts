import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { photos, tryWithoutAccount } from './studio-steps.ts';

test('folders below a watched one are opened by the pointer and the keyboard, and show what lies in them', async ({
  folder,
  open,
}) => {
  const root = join(folder, 'home', 'Travaux');
  const names = await writeSceneries(root, 6);
  for (const [index, name] of names.slice(1).entries()) {
    const day = join(root, 'Clients', '2026', 'Mariage Awa', index < 2 ? 'Jour 1' : 'Jour 2');
    mkdirSync(day, { recursive: true });
    renameSync(join(root, basename(name)), join(day, basename(name)));
  }
  const { page } = await open();
  const cells = photos(page).getByRole('option');
  const sidebar = page.getByRole('navigation', { name: 'Dossiers' });
  const lineOf = (name: RegExp) => sidebar.getByRole('button', { name });
  await tryWithoutAccount(page);
  await page.getByRole('list', { name: 'Dossiers' }).getByRole('button', { name: 'Travaux' }).click();
  await page.getByRole('button', { name: 'Choisir ce dossier' }).click();
  await expect(page.getByRole('tab', { name: /^Toutes\s*6$/ })).toBeVisible({ timeout: 60_000 });

  const top = lineOf(/^Travaux\s*\d+$/);
  await expect(top).toHaveAttribute('aria-expanded', 'false');
  await sidebar.getByRole('button', { name: 'Déplier les sous-dossiers' }).click();
  await expect(top).toHaveAttribute('aria-expanded', 'true');
  await lineOf(/^Clients/).focus();
  for (const name of [/^2026/, /^Mariage Awa/, /^Jour 1/]) {
    await page.keyboard.press('ArrowRight');
    await expect(lineOf(name)).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(lineOf(name)).toBeFocused();
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(lineOf(/^Jour 2/)).toHaveAttribute('aria-current', 'true');
  await expect(cells).toHaveCount(3);
  await expect(page.getByRole('main').getByText('Jour 2')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('folders.png') });

  await page.keyboard.press('ArrowLeft');
  await expect(lineOf(/^Mariage Awa/)).toBeFocused();
  await lineOf(/^Clients/).click();
  await expect(cells).toHaveCount(5);
  await page.keyboard.press('ArrowLeft');
  await expect(lineOf(/^2026/)).toBeVisible();
  await lineOf(/^Toutes les photos/).click();
  await expect(cells).toHaveCount(6);
});
