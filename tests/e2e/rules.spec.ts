import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { makePhoto, putPhoto } from '../support/photo-maker.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, inspector, photos, tryWithoutAccount } from './studio-steps.ts';

test('a blurred photo is told, opens as a list from « À corriger »; rights are given to many', async ({
  folder,
  open,
}) => {
  for (const seed of [1, 2]) await putPhoto(join(folder, 'home', 'Port', `${String(seed)}.jpg`), { seed });
  const soft = await sharp(await makePhoto({ seed: 3 }))
    .blur(5)
    .jpeg()
    .toBuffer();
  writeFileSync(join(folder, 'home', 'Port', 'flou.jpg'), soft);
  const { page } = await open();
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Port', 3);

  const cells = photos(page).getByRole('option');
  const toFix = page.getByRole('dialog', { name: 'À corriger' });
  await page.getByRole('button', { name: /^À corriger/ }).click();
  await toFix.getByText('Toute la photothèque').click();
  await toFix.getByRole('button', { name: /Photo floue/ }).click();
  await expect(toFix.getByText('Règles : version')).toBeVisible();
  await toFix.getByRole('button', { name: 'Voir dans la grille' }).click();
  await expect(cells).toHaveCount(1);
  await expect(inspector(page).getByText(/Rien n’est net sur cette photo/)).toBeVisible();

  await page.getByRole('button', { name: 'Retirer le filtre Photo floue' }).click();
  await expect(cells).toHaveCount(3);

  await cells.first().click();
  await page.keyboard.press('Control+a');
  await inspector(page).getByRole('button', { name: 'Droits' }).click();
  await inspector(page).getByLabel('Autorisation des personnes').selectOption('unlimited');
  const credit = inspector(page).getByLabel('Crédit');
  await credit.fill('Agence du Sahel');
  await credit.press('Enter');
  await cells.nth(1).click();
  const one = inspector(page).getByRole('button', { name: 'Droits' });
  if ((await one.getAttribute('aria-expanded')) === 'false') await one.click();
  await expect(inspector(page).getByLabel('Crédit')).toHaveValue('Agence du Sahel');
  await expect(inspector(page).getByLabel('Autorisation des personnes')).toHaveValue('unlimited');
});
