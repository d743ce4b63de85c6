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

  const suggestions = inspector(page).getByRole('group', { name: 'Suggestions' });
  await suggestions.getByRole('button', { name: 'Ajouter Ouagadougou' }).click();
  await expect(inspector(page).getByRole('button', { name: 'Retirer Ouagadougou' })).toBeVisible();
  await inspector(page).getByRole('button', { name: 'Suggestion : Ouagadougou, Burkina Faso' }).click();
  await expect(inspector(page).getByLabel('Lieu')).toHaveValue('Ouagadougou, Burkina Faso');

  await photos(page).getByRole('option').nth(1).click();
  await expect(suggestions.getByRole('button', { name: 'Ajouter taxi-brousse' })).toBeVisible();
});
