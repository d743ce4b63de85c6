import { expect, test } from './studio.ts';

test('she reads the log, copies a report without names, and sees whose work is inside', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('button', { name: /^Plus tard/ }).click();
  await page.getByRole('button', { name: 'Ajouter un dossier plus tard' }).click();
  // The window listens to keys only once it is drawn.
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole('combobox').fill('journal');
  await page.getByRole('option', { name: 'Journal du studio' }).click();
  const log = page.getByRole('dialog', { name: 'Journal du studio' });
  await log.getByRole('radio', { name: 'Tout' }).click();
  await expect(log.getByText(/^Dossier\s: /)).toBeVisible();
  // The clipboard is not granted to a test everywhere: what comes is either in it or in a file, and said.
  await log.getByRole('button', { name: 'Copier le diagnostic' }).click();
  await expect(page.getByText(/Diagnostic copié|enregistré dans un fichier/)).toBeVisible({ timeout: 60_000 });
  await log.getByRole('button', { name: 'Fermer' }).click();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('licences');
  await page.getByRole('option', { name: 'Licences des composants' }).click();
  const licences = page.getByRole('dialog', { name: 'Licences des composants' });
  await licences.getByRole('searchbox').fill('sharp');
  await licences.getByText('sharp', { exact: true }).click();
  await expect(licences.locator('details[open]').getByText(/Apache License/)).toBeVisible();
});
