import { join } from 'node:path';
import { putPhoto } from '../support/photo-maker.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, inspector, photos, tryWithoutAccount } from './studio-steps.ts';

test('keywords complete themselves in two languages, similar photos lend theirs, and GPS names the place', async ({
  folder,
  open,
}) => {
  const gps = { latitude: 12.371, longitude: -1.52 };
  for (const seed of [1, 2]) await putPhoto(join(folder, 'home', 'Tissage', `${String(seed)}.jpg`), { seed, gps });
  const { page } = await open();
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Tissage', 2);

  await photos(page).getByRole('option').first().click();
  const field = inspector(page).getByRole('combobox', { name: 'Mots-clés' });
  await field.fill('bush tax');
  const options = page.getByRole('listbox', { name: 'Propositions' }).getByRole('option');
  await expect(options.first()).toHaveText(/^taxi-brousse/);
  await field.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await field.press('Enter');
  await expect(inspector(page).getByRole('button', { name: 'Retirer taxi-brousse' })).toBeVisible();

  await field.fill('zemi');
  await options.first().click();
  await expect(inspector(page).getByRole('button', { name: 'Retirer zémidjan' })).toBeVisible();
  await field.fill('zem');
  await expect(options.first()).toHaveText(/1 photo/);
  await field.press('Escape');
  await expect(options).toHaveCount(0);
  await field.fill('');
  // As fast as she can: none takes the place of the one before.
  await field.pressSequentially('aube,brume,case,dune,');
  for (const word of ['aube', 'brume', 'case', 'dune'])
    await expect(inspector(page).getByRole('button', { name: `Retirer ${word}` })).toBeVisible();

  const suggestions = inspector(page).getByRole('group', { name: 'Suggestions' });
  await suggestions.getByRole('button', { name: 'Ajouter Ouagadougou' }).click();
  await expect(inspector(page).getByRole('button', { name: 'Retirer Ouagadougou' })).toBeVisible();
  await inspector(page).getByRole('button', { name: 'Suggestion : Ouagadougou, Burkina Faso' }).click();
  await expect(inspector(page).getByLabel('Lieu')).toHaveValue('Ouagadougou, Burkina Faso');

  await photos(page).getByRole('option').nth(1).click();
  await expect(suggestions.getByRole('button', { name: 'Ajouter taxi-brousse' })).toBeVisible();
});

test('doubtful words are underlined, mended by keyboard for one photo and by menu for many, and learnt', async ({
  folder,
  open,
}) => {
  for (const seed of [1, 2, 3])
    await putPhoto(join(folder, 'home', 'Marché', `${String(seed)}.jpg`), { seed, width: 640, height: 480 });
  const { page } = await open();
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Marché', 3);

  const cells = photos(page).getByRole('option');
  await cells.first().click();
  await page.keyboard.press('Control+a');
  const title = inspector(page).getByRole('textbox', { name: 'Titre' });
  await title.fill('Une vendeusse de bogolan au marchee de Zorglou');
  await title.blur();
  await expect(inspector(page).getByText('3 photos modifiées')).toBeVisible();

  await cells.first().click();
  const doubtful = inspector(page).getByRole('list', { name: 'Mots douteux' });
  await expect(doubtful.getByRole('button')).toHaveText(['vendeusse', 'marchee', 'Zorglou']);
  await title.focus();
  await page.keyboard.press('F7');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'vendeuse', exact: true })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(title).toHaveValue('Une vendeuse de bogolan au marchee de Zorglou');
  await expect(title).toBeFocused();
  await doubtful.getByRole('button', { name: 'Zorglou' }).click();
  await page.getByRole('menuitem', { name: 'Ajouter à mon dictionnaire' }).click();
  await expect(doubtful.getByRole('button')).toHaveText(['marchee']);

  await page.getByRole('button', { name: 'À corriger' }).click();
  const dialog = page.getByRole('dialog', { name: 'À corriger' });
  await dialog.getByText('Toute la photothèque').click();
  await dialog.getByRole('button', { name: /Orthographe/ }).click();
  const words = dialog.getByRole('list', { name: 'Mots douteux' }).getByRole('listitem');
  await expect(words).toHaveText([/^marchee\s*3 photos/, /^vendeusse\s*2 photos/]);
  await dialog.getByRole('button', { name: 'Remplacer… marchee' }).click();
  await page.getByRole('menuitem', { name: 'marché', exact: true }).click();
  await expect(words).toHaveText([/^vendeusse\s*2 photos/]);
  await page.keyboard.press('Escape');
  await expect(title).toHaveValue('Une vendeuse de bogolan au marché de Zorglou');
});
