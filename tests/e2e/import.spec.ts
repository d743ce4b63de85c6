import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, photos, tryWithoutAccount } from './studio-steps.ts';

/** Contents of all files below a folder, by hash. */
function contents(root: string): string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(root, name)).isFile(),
  );
  return names
    .map((name) =>
      createHash('sha256')
        .update(readFileSync(join(root, name)))
        .digest('hex'),
    )
    .sort();
}

/** What the system does when a person drags files and folders onto the window. */
async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  await expect(page.getByText('Déposez pour copier')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('drop.png') });
  await session.send('Input.dispatchDragEvent', { type: 'drop', x: 600, y: 400, data });
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Importer des photos' });

test('photos of a card are chosen by day, copied under new names, and known the second time', async ({
  folder,
  open,
}) => {
  const home = join(folder, 'home');
  await writeSceneries(join(home, 'Déjà là'), 2);
  const card = join(home, 'CARTE');
  const names = await writeSceneries(join(card, 'DCIM', '100CANON'), 9);
  for (const name of names.slice(0, 2)) renameSync(join(card, 'DCIM', '100CANON', name), join(folder, `card-${name}`));
  for (const name of names.slice(0, 2))
    writeFileSync(join(card, 'DCIM', '100CANON', `X${name}`), readFileSync(join(folder, `card-${name}`)));
  writeFileSync(join(card, 'DCIM', '100CANON', 'MVI_1.MOV'), 'film');
  const before = contents(card);
  const { page } = await open();
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Déjà là', 2);

  await page.getByRole('button', { name: 'Importer d’une carte…' }).click();
  await dialog(page).getByRole('button', { name: 'Choisir un dossier…' }).click();
  await page.getByRole('list', { name: 'Dossiers' }).getByRole('button', { name: 'CARTE' }).click();
  await page.getByRole('button', { name: 'Choisir ce dossier' }).click();

  // Two are in the library by content, under other names.
  await expect(dialog(page).getByText('7 choisies sur 9')).toBeVisible();
  await expect(dialog(page).getByText('2 déjà dans la photothèque')).toBeVisible();
  await expect(dialog(page).getByRole('option').first().locator('img')).toBeVisible();
  const list = dialog(page).getByRole('listbox', { name: 'Photos de la source' });
  // Dates are read while she looks: then the two that the library has, of the first days, come first.
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-label', /^X/);
  await list.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(dialog(page).getByText('6 choisies sur 9')).toBeVisible();
  await page.keyboard.press('Space');
  await dialog(page)
    .getByLabel('Dossiers', { exact: true })
    .selectOption({ label: 'Par événement : année / date événement' });
  await dialog(page).getByLabel('Noms', { exact: true }).selectOption({ label: 'Événement et numéro' });
  await dialog(page).getByLabel('Événement', { exact: true }).fill('Fête du fleuve');
  await expect(dialog(page).getByText('2026/2026-10-03 Fête du fleuve/Fête du fleuve_001.jpg')).toBeVisible();
  await dialog(page).getByLabel('Copier dans', { exact: true }).fill(join(home, 'Copies'));
  await page.screenshot({ path: test.info().outputPath('card.png') });
  await dialog(page).getByRole('button', { name: 'Copier 7 photos' }).click();

  const summary = page.getByRole('dialog', { name: 'Imports' });
  await expect(summary.getByText('Vous pouvez retirer la carte')).toBeVisible();
  await expect(summary.getByText('7 fichiers copiés et vérifiés')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('summary.png') });
  expect(contents(card)).toEqual(before);
  await summary.getByRole('button', { name: 'Fermer' }).last().click();
  await expect(page.getByRole('tab', { name: /^Toutes\s*9$/ })).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Dossiers' }).getByRole('button', { name: /^Copies\s*7$/ }),
  ).toBeVisible();

  await page.getByRole('button', { name: 'Importer d’une carte…' }).click();
  await dialog(page).getByRole('button', { name: 'Choisir un dossier…' }).click();
  await page.getByRole('list', { name: 'Dossiers' }).getByRole('button', { name: 'CARTE' }).click();
  await page.getByRole('button', { name: 'Choisir ce dossier' }).click();
  await expect(dialog(page).getByText('9 déjà dans la photothèque')).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Copier', exact: true })).toBeDisabled();
});

// A window knows the paths of what is dropped: nothing has to be sent, and other tests stand for it.
test('a tree of folders dropped on the browser’s page is copied by date and verified', {
  tag: '@browser',
}, async ({ folder, open }) => {
  const home = join(folder, 'home');
  await writeSceneries(join(home, 'Déjà là'), 2);
  const dropped = join(folder, 'Bureau', 'Voyage');
  await writeSceneries(join(dropped, 'un'), 6);
  mkdirSync(join(dropped, 'deux', 'trois'), { recursive: true });
  const made = await writeSceneries(join(dropped, 'deux', 'trois'), 12);
  for (const name of made.slice(0, 6)) renameSync(join(dropped, 'deux', 'trois', name), join(folder, name));
  writeFileSync(join(dropped, 'notes.txt'), 'pas une photo');
  const before = contents(dropped);
  const { page } = await open();
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Déjà là', 2);

  await dropFiles(page, [dropped]);
  await expect(dialog(page).getByText('12 fichiers seront copiés.')).toBeVisible();
  await dialog(page).getByLabel('Copier dans', { exact: true }).fill(join(home, 'Reçues'));
  await page.screenshot({ path: test.info().outputPath('dropped.png') });
  await dialog(page).getByRole('button', { name: 'Copier 12 photos' }).click();
  const summary = page.getByRole('dialog', { name: 'Imports' });
  await expect(summary.getByText('Tout est copié et vérifié.')).toBeVisible();
  // Two of the twelve are in the library; the note is no photograph.
  await expect(summary.getByText('10 fichiers copiés et vérifiés · 2 déjà connus')).toBeVisible();
  await summary.getByRole('button', { name: 'Fermer' }).last().click();
  await expect(photos(page).getByRole('option')).toHaveCount(12);
  expect(contents(dropped)).toEqual(before);
  expect(
    readdirSync(join(home, 'Reçues'), { recursive: true }).filter((name) => String(name).includes('.pouire')),
  ).toEqual([]);
});
