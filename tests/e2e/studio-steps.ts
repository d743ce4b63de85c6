import type { Page } from '@playwright/test';
import { expect } from './studio.ts';

// What a person does in more than one scenario, by the names that a screen reader says.

export const photos = (page: Page) => page.getByRole('listbox', { name: 'Photos' });
export const sections = (page: Page) => page.getByRole('navigation', { name: 'Sections' });
export const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspecteur' });

export async function tryWithoutAccount(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Bienvenue dans Pouire Studio' })).toBeVisible();
  await page.getByRole('button', { name: /^Essayer sans compte/ }).click();
  await expect(page.getByRole('heading', { name: 'Où sont vos photos ?' })).toBeVisible();
}

/** Finds a folder of the home folder in the browser of folders and takes it; waits until all its photos are to be seen. */
export async function addHomeFolder(page: Page, name: string, count: number): Promise<void> {
  await page.getByRole('list', { name: 'Dossiers' }).getByRole('button', { name }).click();
  await expect(page.getByText(`${count} images dans ce dossier`)).toBeVisible();
  await page.getByRole('button', { name: 'Choisir ce dossier' }).click();
  await expect(page.getByRole('tab', { name: new RegExp(`^Toutes\\s*${count}$`) })).toBeVisible({ timeout: 60_000 });
}

/** The buttons that lie over the cell under the pointer. */
export const underPointer = (page: Page) => page.getByRole('group', { name: /^Décider pour/ });

/** Approves with the button that lies over a cell under the pointer. */
export async function approve(page: Page, indexes: readonly number[]): Promise<void> {
  const cells = photos(page).getByRole('option');
  for (const index of indexes) {
    await cells.nth(index).hover();
    await underPointer(page).getByRole('button', { name: 'Approuver' }).click();
  }
}

/** Describes what is selected so that every rule of the marketplace is kept. */
export async function describeSelection(page: Page, title: string): Promise<void> {
  const fields = inspector(page);
  await fields.getByLabel('Titre').fill(title);
  await fields.getByLabel('Légende').fill('Lumières d’octobre, entre le fleuve et les dunes : « l’œuvre du vent ».');
  await fields.getByLabel('Mots-clés', { exact: true }).fill('Sahel, lumière, Burkina Faso, paysage, octobre,');
  await fields.getByLabel('Catégorie').selectOption({ label: 'Paysage' });
  await fields.getByLabel('Prix standard').fill('5000');
  await fields.getByLabel('Prix étendu').fill('12000');
  await fields.getByLabel('Lieu').fill('Gorom-Gorom');
  await fields.getByLabel('Lieu').blur();
}

/** Sends everything that is ready, waits until the local marketplace's moderators have seen all of it. */
export async function sendAndWait(page: Page, count: number): Promise<void> {
  await page.getByRole('button', { name: 'Envoyer…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Envoyer ${count} photos` })
    .click();
  await expect(sections(page).getByRole('button', { name: /^Envois/ })).toHaveAttribute('aria-current', 'page');
  await page.getByText(`Historique (${count})`).click({ timeout: 60_000 });
  const sent = page.getByRole('list', { name: 'Liste des envois' }).getByRole('listitem');
  await expect(sent.filter({ hasText: /Publiée|Refusée/ })).toHaveCount(count, { timeout: 90_000 });
}

/** Waits for the first sale; returns its row. */
export async function waitForSale(page: Page) {
  await sections(page).getByRole('button', { name: 'Ventes' }).click();
  const row = page.getByRole('region', { name: 'Liste des ventes' }).getByRole('row').nth(1);
  await expect(row).toBeVisible({ timeout: 90_000 });
  return row;
}
