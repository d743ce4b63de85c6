import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';

const HOME_FOLDER = 'Photos d’octobre';

async function tryWithoutAccount(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Bienvenue dans Pouire Studio' })).toBeVisible();
  await page.getByRole('button', { name: /^Essayer sans compte/ }).click();
  await expect(page.getByRole('heading', { name: 'Où sont vos photos ?' })).toBeVisible();
}

async function addFolder(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Dossiers' }).getByRole('button', { name: HOME_FOLDER }).click();
  await expect(page.getByText(/12 images dans ce dossier/)).toBeVisible();
  await page.getByRole('button', { name: 'Choisir ce dossier' }).click();
}

const photos = (page: Page) => page.getByRole('listbox', { name: 'Photos' });

test('one photograph goes from a folder to money, by mouse, and everything is still there after a second start', async ({
  folder,
  open,
}) => {
  await writeSceneries(join(folder, 'home', HOME_FOLDER), 12);
  const first = await open();
  const { page } = first;

  await tryWithoutAccount(page);
  await addFolder(page);

  const cells = photos(page).getByRole('option');
  await expect(cells).toHaveCount(12);
  await expect(photos(page).getByRole('img')).toHaveCount(12);

  // Three are approved with the buttons that a cell shows under the pointer.
  for (const index of [0, 1, 2]) {
    await cells.nth(index).hover();
    await cells.nth(index).getByRole('button', { name: 'Approuver' }).click();
  }
  await page.getByRole('tab', { name: /^Approuvées/ }).click();
  await expect(cells).toHaveCount(3);

  // Described together.
  await cells.nth(0).click();
  await cells.nth(2).click({ modifiers: ['Shift'] });
  const inspector = page.getByRole('complementary', { name: 'Inspecteur' });
  await expect(inspector.getByText('3 photos sélectionnées')).toBeVisible();
  await inspector.getByLabel('Titre').fill('Octobre au Sahel');
  await inspector.getByLabel('Légende').fill('Lumières d’octobre, entre le fleuve et les dunes : « l’œuvre du vent ».');
  await inspector.getByLabel('Mots-clés').fill('Sahel, lumière, Burkina Faso, paysage,');
  await inspector.getByLabel('Catégorie').selectOption({ label: 'Paysage' });
  await inspector.getByLabel('Prix standard').fill('5000');
  await inspector.getByLabel('Prix étendu').fill('12000');
  await inspector.getByLabel('Lieu').fill('Gorom-Gorom');
  await inspector.getByLabel('Lieu').blur();
  await expect(page.getByRole('tab', { name: /^Prêtes\s*3$/ })).toBeVisible();

  // Sent, published and sold: moderators and buyers of the local marketplace act by themselves.
  await page.getByRole('button', { name: 'Envoyer…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Envoyer 3 photos' }).click();
  const sections = page.getByRole('navigation', { name: 'Sections' });
  await expect(sections.getByRole('button', { name: /^Envois/ })).toHaveAttribute('aria-current', 'page');
  await page.getByText('Historique (3)').click({ timeout: 60_000 });
  const sent = page.getByRole('list', { name: 'Liste des envois' }).getByRole('listitem');
  await expect(sent).toHaveCount(3);
  await expect(sent.filter({ hasText: /Publiée|Refusée/ })).toHaveCount(3, { timeout: 90_000 });

  await sections.getByRole('button', { name: 'Ventes' }).click();
  const sales = page.getByRole('region', { name: 'Liste des ventes' }).getByRole('row');
  await expect(sales.nth(1)).toBeVisible({ timeout: 90_000 });
  const sold = await sales.nth(1).textContent();
  await first.close();

  // The second start: no welcome, and all that was.
  const { page: again } = await open();
  await expect(again.getByRole('tab', { name: /^Approuvées\s*3$/ })).toBeVisible();
  await expect(photos(again).getByRole('option')).toHaveCount(12);
  await photos(again)
    .getByRole('option', { name: /^Octobre au Sahel/ })
    .first()
    .click();
  await expect(again.getByRole('complementary', { name: 'Inspecteur' }).getByLabel('Titre')).toHaveValue(
    'Octobre au Sahel',
  );
  await again.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: 'Ventes' }).click();
  await expect(again.getByRole('region', { name: 'Liste des ventes' })).toContainText(/Octobre au Sahel/);
  expect(sold).toContain('Octobre au Sahel');
});
