import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expectAccessible, lookAt } from './looks.ts';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import {
  addHomeFolder,
  approve,
  describeSelection,
  photos,
  sections,
  sendAndWait,
  tryWithoutAccount,
  underPointer,
  waitForSale,
} from './studio-steps.ts';

// Every screen as a picture (looks.ts). The pictures lie in test-results; POUIRE_README_PICTURE=1 renews the one that the README
// shows.

type Screen =
  | 'welcome'
  | 'library'
  | 'pointed'
  | 'rows'
  | 'filter'
  | 'loupe'
  | 'compare'
  | 'duplicates'
  | 'import'
  | 'folder-rules'
  | 'storage'
  | 'send'
  | 'uploads'
  | 'sales';

test('every screen, dark and light, on a laptop and on a large display, readable for everyone', async ({
  folder,
  open,
}, info) => {
  // Fourteen screens in four looks each, every one of them examined.
  test.setTimeout(540_000);
  const pictures = join(info.project.outputDir, 'pictures');
  mkdirSync(pictures, { recursive: true });

  const look = (page: Page, screen: Screen) => lookAt(page, screen, pictures);

  const { page } = await open();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400)
      complaints.push(`${response.status()} ${response.url().replace(/token=[^&]+/, 'token=…')}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));

  const home = join(folder, 'home', 'Photos d’octobre');
  const names = await writeSceneries(home, 40);
  await expect(page.getByRole('heading', { name: 'Bienvenue dans Pouire Studio' })).toBeVisible();
  await look(page, 'welcome');
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Photos d’octobre', 40);

  await approve(page, [0, 1, 3, 4, 6]);
  const cells = photos(page).getByRole('option');
  await cells.nth(0).click();
  await cells.nth(1).click({ modifiers: ['Control'] });
  await cells.nth(3).click({ modifiers: ['Control'] });
  await describeSelection(page, 'Octobre au Sahel');
  await cells.nth(1).click();
  // What passes by is not for the picture: the pointer on a cell, announcements.
  await page.mouse.move(640, 710);
  await expect(page.getByText('3 photos modifiées')).toBeHidden();
  await expect(page.getByText('Le dossier « Photos d’octobre » est surveillé.')).toBeHidden();
  await look(page, 'library');
  if (process.env.POUIRE_README_PICTURE) {
    mkdirSync(resolve('docs/images'), { recursive: true });
    copyFileSync(join(pictures, 'library-1280x720-dark.png'), resolve('docs/images/library.png'));
  }

  // What lies over a photo under the pointer, and rows of pictures in their own shape.
  await cells.nth(2).hover();
  await expect(underPointer(page)).toBeVisible();
  await expectAccessible(page, 'pointed');
  await page.mouse.move(640, 710);
  await page.getByRole('radio', { name: 'Lignes ajustées' }).click();
  await look(page, 'rows');
  await page.getByRole('radio', { name: 'Grille' }).click();

  await page.getByRole('button', { name: 'Filtrer' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'filter');
  await page.keyboard.press('Escape');

  await cells.nth(1).dblclick();
  await expect(page.getByRole('region', { name: 'Loupe' })).toBeVisible();
  await look(page, 'loupe');
  await page.getByRole('radio', { name: 'Grille' }).click();

  await cells.nth(2).click();
  await cells.nth(4).click({ modifiers: ['Control'] });
  await page.keyboard.press('c');
  await expect(page.getByRole('listbox', { name: 'Photos comparées' })).toBeVisible();
  await look(page, 'compare');
  await page.getByRole('radio', { name: 'Grille' }).click();

  await sharp(join(home, names[0] ?? ''))
    .resize(1500)
    .jpeg({ quality: 70 })
    .toFile(join(home, 'copie.jpg'));
  await page
    .getByRole('navigation', { name: 'Dossiers' })
    .getByRole('button', { name: /^Doublons/ })
    .click();
  await expect(page.getByRole('list', { name: 'Photos du groupe' })).toBeVisible();
  await look(page, 'duplicates');
  await page.keyboard.press('Escape');
  await page
    .getByRole('navigation', { name: 'Dossiers' })
    .getByRole('button', { name: /^Toutes les photos/ })
    .click();
  await expect(cells).not.toHaveCount(0);
  // What was compared is no longer chosen: all that is ready is sent.
  await cells.nth(2).click();

  await writeSceneries(join(folder, 'home', 'CARTE', 'DCIM', '100CANON'), 12);
  await page.getByRole('button', { name: 'Importer d’une carte…' }).click();
  const importing = page.getByRole('dialog', { name: 'Importer des photos' });
  await importing.getByRole('button', { name: 'Choisir un dossier…' }).click();
  await page.getByRole('list', { name: 'Dossiers' }).getByRole('button', { name: 'CARTE' }).click();
  await page.getByRole('button', { name: 'Choisir ce dossier' }).click();
  await expect(importing.getByText('12 déjà dans la photothèque')).toBeVisible();
  await importing.getByRole('checkbox', { name: 'Ne pas recopier ce qui est déjà dans la photothèque' }).uncheck();
  await expect(importing.getByRole('option').first().locator('img')).toBeVisible();
  await look(page, 'import');
  await page.keyboard.press('Escape');
  await expect(importing).toBeHidden();

  await page
    .getByRole('navigation', { name: 'Dossiers' })
    .getByRole('button', { name: /^Photos d’octobre/ })
    .click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Réglages du dossier…' }).click();
  await look(page, 'folder-rules');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Compte/ }).click();
  await page.getByRole('menuitem', { name: 'Réglages' }).click();
  await page.getByRole('dialog').getByText('Tout reconstruire').scrollIntoViewIfNeeded();
  await look(page, 'storage');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Envoyer…' }).click();
  await look(page, 'send');
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
  await sendAndWait(page, 3);
  await look(page, 'uploads');
  await waitForSale(page);
  await look(page, 'sales');
  await sections(page).getByRole('button', { name: 'Photothèque' }).click();

  expect(complaints).toEqual([]);
});
