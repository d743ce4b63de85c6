import { join } from 'node:path';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, approve, photos, tryWithoutAccount } from './studio-steps.ts';

test('photos are put together in a collection and a search is kept, renamed, deleted and brought back', async ({
  folder,
  open,
}) => {
  await writeSceneries(join(folder, 'home', 'Photos d’octobre'), 6);
  const { page } = await open();
  const cells = photos(page).getByRole('option');
  const sidebar = page.getByRole('navigation', { name: 'Dossiers' });
  const lineOf = (name: RegExp) => sidebar.getByRole('button', { name });
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Photos d’octobre', 6);

  await cells.nth(0).click();
  await cells.nth(2).click({ modifiers: ['Control'] });
  await sidebar.getByRole('button', { name: 'Créer une collection' }).click();
  await sidebar.getByLabel('Nom de la collection').fill('Exposition');
  await page.keyboard.press('Enter');
  await lineOf(/^Exposition\s*2$/).click();
  await expect(cells).toHaveCount(2);

  await cells.nth(0).click();
  await lineOf(/^Exposition/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'En retirer la sélection' }).click();
  await expect(cells).toHaveCount(1);
  await page.getByRole('button', { name: 'Annuler' }).first().click();
  await expect(cells).toHaveCount(2);

  await lineOf(/^Exposition/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Renommer' }).click();
  await sidebar.getByLabel('Renommer').fill('Galerie');
  await page.keyboard.press('Enter');
  await expect(lineOf(/^Galerie\s*2$/)).toBeVisible();

  await lineOf(/^Toutes les photos/).click();
  await expect(cells).toHaveCount(6);
  await approve(page, [0, 1, 2]);
  await page.getByRole('tab', { name: /^Approuvées/ }).click();
  await sidebar.getByRole('button', { name: 'Garder cette recherche' }).click();
  await sidebar.getByLabel('Nom de la recherche').fill('À décrire');
  await page.keyboard.press('Enter');
  await expect(lineOf(/^À décrire\s*3$/)).toBeVisible();
  await page.getByRole('tab', { name: /^Toutes/ }).click();
  await expect(cells).toHaveCount(6);
  await lineOf(/^À décrire/).click();
  await expect(page.getByRole('tab', { name: /^Approuvées/ })).toHaveAttribute('aria-selected', 'true');
  await expect(cells).toHaveCount(3);

  await lineOf(/^À décrire/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Supprimer' }).click();
  await expect(lineOf(/^À décrire/)).toBeHidden();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'La recherche « À décrire » est supprimée.' })
    .getByRole('button', { name: 'Annuler' })
    .click();
  await expect(lineOf(/^À décrire\s*3$/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('collections.png') });
});

test('photos are chosen by a rectangle and dragged onto a collection, and collections into another order', async ({
  folder,
  open,
}) => {
  await writeSceneries(join(folder, 'home', 'Photos d’octobre'), 6);
  const { page } = await open();
  const cells = photos(page).getByRole('option');
  const chosen = photos(page).getByRole('option', { selected: true });
  const sidebar = page.getByRole('navigation', { name: 'Dossiers' });
  const lines = sidebar.getByRole('list', { name: 'Collections' }).getByRole('button');
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Photos d’octobre', 6);

  // Six photos leave the ground free below the third.
  const [first, third] = [await cells.nth(0).boundingBox(), await cells.nth(2).boundingBox()];
  if (!first || !third) throw new Error('the photos are not in sight');
  await page.mouse.move(third.x + third.width / 2, third.y + 1.7 * third.height);
  await page.mouse.down();
  await page.mouse.move(first.x + first.width / 2, first.y + 20, { steps: 8 });
  await expect(page.locator('[data-band]')).toBeVisible();
  await page.mouse.up();
  await expect(page.locator('[data-band]')).toBeHidden();
  const count = await chosen.count();
  expect(count).toBeGreaterThanOrEqual(3);
  await expect(cells.nth(0)).toHaveAttribute('aria-selected', 'true');

  await cells.nth(0).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Ajouter à la collection' }).hover();
  await page.getByRole('menuitem', { name: 'Nouvelle collection…' }).click();
  await sidebar.getByLabel('Nom de la collection').fill('Exposition');
  await page.keyboard.press('Enter');
  await expect(lines.filter({ hasText: 'Exposition' })).toContainText(String(count));

  await cells.nth(5).click();
  await sidebar.getByRole('button', { name: 'Créer une collection' }).click();
  await sidebar.getByLabel('Nom de la collection').fill('Galerie');
  await page.keyboard.press('Enter');
  const gallery = lines.filter({ hasText: 'Galerie' });
  await expect(gallery).toContainText('1');
  await cells.nth(0).click();
  await cells.nth(1).click({ modifiers: ['Control'] });
  await cells.nth(1).dragTo(gallery);
  await expect(gallery).toContainText('3');

  // Inside of a collection, photos stand as she drags them, also after a restart of the page; Ctrl Z puts them back.
  await gallery.click();
  await expect(page.getByRole('button', { name: 'Trier : ordre de la collection' })).toBeVisible();
  await expect(cells).toHaveCount(3);
  const inOrder = () => cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('data-photo')));
  const [one, two, three] = await inOrder();
  await cells.nth(2).click();
  await cells.nth(2).dragTo(cells.nth(0), { targetPosition: { x: 12, y: 60 } });
  await expect.poll(inOrder).toEqual([three, one, two]);
  await cells.nth(0).click();
  await page.keyboard.press('Control+z');
  await expect.poll(inOrder).toEqual([one, two, three]);
  await cells.nth(0).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Placer à la fin' }).click();
  await expect.poll(inOrder).toEqual([two, three, one]);
  await page.reload();
  await gallery.click();
  await expect.poll(inOrder).toEqual([two, three, one]);

  await expect(lines.first()).toContainText('Exposition');
  await gallery.dragTo(lines.first());
  await expect(lines.first()).toContainText('Galerie');
  await page.reload();
  await expect(lines.first()).toContainText('Galerie');
});
