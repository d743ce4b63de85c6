import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { exiftool } from '../support/exiftool.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { lookAt } from './looks.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, describeSelection, photos, tryWithoutAccount } from './studio-steps.ts';

test('copies of chosen photos lie in a folder, of the size and with the words of a preset', async ({
  folder,
  open,
}, info) => {
  const home = join(folder, 'home');
  const copies = join(home, 'Pour le client');
  mkdirSync(copies, { recursive: true });
  const gps = { latitude: 12.37, longitude: -1.52 };
  for (const seed of [1, 2, 3])
    await putPhoto(join(home, 'Marché', `IMG_${String(seed)}.jpg`), { seed, width: 1200, height: 800, gps });
  const { page } = await open();
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Marché', 3);

  const cells = photos(page).getByRole('option');
  await cells.nth(0).click();
  await cells.nth(1).click({ modifiers: ['ControlOrMeta'] });
  await describeSelection(page, 'Élèves à l’œuvre');
  await cells.nth(0).focus();
  await page.keyboard.press('ControlOrMeta+Shift+E');
  const dialog = page.getByRole('dialog', { name: 'Exporter', exact: true });
  await expect(dialog.getByText('2 photos')).toBeVisible();
  const start = dialog.getByRole('button', { name: 'Exporter les copies' });
  await expect(start).toBeDisabled();

  await dialog.getByLabel('Dossier des copies', { exact: true }).fill(copies);
  await dialog.getByLabel('Taille').selectOption({ label: 'Grand côté' });
  await dialog.getByLabel('Pixels').fill('600');
  await dialog.getByLabel('Noms').fill('client_{seq:3}');
  await dialog.getByRole('button', { name: 'Enregistrer sous…' }).click();
  await dialog.getByLabel('Nom du préréglage').fill('Pour le client');
  await dialog.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  const preset = dialog.getByLabel('Préréglage', { exact: true });
  await expect(preset).toHaveValue('Pour le client');
  // Something else is typed, and the preset taken again.
  await dialog.getByLabel('Pixels').fill('300');
  await dialog.getByLabel('Noms').fill('');
  await expect(preset).toHaveValue('');
  await preset.selectOption('Pour le client');
  await expect(dialog.getByLabel('Pixels')).toHaveValue('600');
  const pictures = join(info.project.outputDir, 'pictures');
  mkdirSync(pictures, { recursive: true });
  await lookAt(page, 'export', pictures);
  await start.click();

  const lines = dialog.getByRole('list', { name: 'Exportations' });
  await expect(lines.getByRole('status')).toHaveText('2 copies écrites sur 2', { timeout: 60_000 });
  expect(readdirSync(copies).sort()).toEqual(['client_001.jpg', 'client_002.jpg']);
  for (const name of readdirSync(copies)) {
    const { width, height, format } = await sharp(join(copies, name)).metadata();
    expect([width, height, format]).toEqual([600, 400, 'jpeg']);
    const [told] = JSON.parse(exiftool('-j', '-G1', join(copies, name)));
    expect(told).toMatchObject({
      'XMP-dc:Title': 'Élèves à l’œuvre',
      'IPTC:ObjectName': 'Élèves à l’œuvre',
      'XMP-iptcCore:Location': 'Gorom-Gorom',
    });
    expect(told['IPTC:Keywords']).toContain('lumière');
    // Only where she asked for it.
    expect(Object.keys(told).filter((tag) => tag.includes('GPS'))).toEqual([]);
  }
});
