import { join } from 'node:path';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import {
  addHomeFolder,
  approve,
  describeSelection,
  inspector,
  photos,
  sections,
  sendAndWait,
  tryWithoutAccount,
  waitForSale,
} from './studio-steps.ts';

test('one photograph goes from a folder to money, by mouse, and everything is still there after a second start', async ({
  folder,
  open,
}) => {
  await writeSceneries(join(folder, 'home', 'Photos d’octobre'), 12);
  const first = await open();
  const { page } = first;
  const cells = photos(page).getByRole('option');

  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Photos d’octobre', 12);
  await expect(cells).toHaveCount(12);

  await approve(page, [0, 1, 2]);
  await page.getByRole('tab', { name: /^Approuvées/ }).click();
  await expect(cells).toHaveCount(3);
  await cells.nth(0).click();
  await cells.nth(2).click({ modifiers: ['Shift'] });
  await expect(inspector(page).getByText('3 photos sélectionnées')).toBeVisible();
  await describeSelection(page, 'Octobre au Sahel');
  await expect(page.getByRole('tab', { name: /^Prêtes\s*3$/ })).toBeVisible();

  await sendAndWait(page, 3);
  expect(await (await waitForSale(page)).textContent()).toContain('Octobre au Sahel');
  await first.close();

  // No welcome this time, and all that was.
  const { page: again } = await open();
  await expect(again.getByRole('tab', { name: /^Approuvées\s*3$/ })).toBeVisible();
  await expect(photos(again).getByRole('option')).toHaveCount(12);
  await photos(again)
    .getByRole('option', { name: /^Octobre au Sahel/ })
    .first()
    .click();
  await expect(inspector(again).getByLabel('Titre')).toHaveValue('Octobre au Sahel');
  await sections(again).getByRole('button', { name: 'Ventes' }).click();
  await expect(again.getByRole('region', { name: 'Liste des ventes' })).toContainText('Octobre au Sahel');
});
