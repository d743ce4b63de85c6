import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, tryWithoutAccount } from './studio-steps.ts';

test('a smaller copy is found beside its original, set aside by keyboard, and brought back', async ({
  folder,
  open,
}, info) => {
  const photos = join(folder, 'home', 'Photos');
  await writeSceneries(photos, 6);
  const [first = ''] = readdirSync(photos).sort();
  await sharp(join(photos, first)).resize(900).jpeg({ quality: 70 }).toFile(join(photos, 'copie.jpg'));

  const { page } = await open();
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Photos', 7);
  await page.getByRole('button', { name: 'Doublons probables' }).click();
  const group = page.getByRole('list', { name: 'Photos du groupe' });
  await expect(group.getByRole('button', { name: first })).toBeVisible();
  await expect(group.getByRole('button', { name: 'copie.jpg' })).toBeVisible();
  // The larger one comes first and is the one that Enter keeps.
  await expect(group.getByRole('button', { name: first })).toHaveAttribute('aria-pressed', 'true');
  await page.screenshot({ path: join(info.project.outputDir, 'pictures', 'duplicates.png') });

  const position = page.getByText(/^Groupe 1 sur \d+$/);
  const before = Number((await position.textContent())?.split(' ').at(-1));
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 photo écartée')).toBeVisible();
  await expect(group.getByRole('button', { name: 'copie.jpg' })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(group.getByRole('button', { name: 'copie.jpg' })).toBeVisible();
  await expect(position).toHaveText(`Groupe 1 sur ${before}`);
});
