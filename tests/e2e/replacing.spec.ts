import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { openCatalogue } from '../../electron/core/db/open.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { commandLine } from '../support/command-line.ts';
import { CATEGORY } from '../support/sandbox-client.ts';
import { lookAt } from './looks.ts';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { inspector, photos, sections } from './studio-steps.ts';

test('a refused photo gets another picture in its place, with its words', async ({ folder, open }, info) => {
  const pictures = join(info.project.outputDir, 'pictures');
  const home = join(folder, 'home', 'Photos d’octobre');
  mkdirSync(pictures, { recursive: true });
  const [refused = ''] = await writeSceneries(home, 3);
  const mended = refused.replace('.jpg', '-2.jpg');
  const sandbox = await startSandbox({ dataDir: join(folder, 'market') });
  try {
    const command = commandLine(join(folder, 'data'));
    const studio = async (words: readonly string[], stdin = '') => {
      const { exitCode, stdout, stderr } = await command(words, { stdin });
      expect([words[0], exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([words[0], 0, '']);
    };
    await studio(['login', '--server', sandbox.api, '--email', sandbox.email], `${sandbox.password}\n`);
    await studio(['ingest', home]);
    const id = createHash('sha256')
      .update(readFileSync(join(home, refused)))
      .digest('hex');
    const words = ['--title', 'Lumières du Sahel', '--tags', 'Sahel, lumière, Burkina Faso, paysage'];
    await studio(['describe', id, ...words, '--category', CATEGORY, '--price', '5000', '--price-extended', '12000']);
    await studio(['approve', id]);
    await studio(['upload']);
    const { db, close } = openCatalogue(join(folder, 'data'), { stamp: '20260101T000000' });
    db.run(db.sql.insertInto('settings').values({ key: 'onboarded', value: 'true' }));
    close();
    const remote = sandbox.marketplace.photos.all()[0]?.id ?? '';
    sandbox.marketplace.photos.moderate(remote, 'rejected', 'La photo est trop sombre : les ombres sont bouchées.');

    // What an editor makes of it: brighter, with the camera's data. It lies beside its original, as one photo with it.
    await sharp(join(home, refused)).modulate({ brightness: 1.1 }).keepMetadata().toFile(join(home, mended));
    const { page } = await open();
    await page.getByPlaceholder('Mot de passe').fill(sandbox.password);
    await page.getByRole('button', { name: 'Reprendre' }).click();
    await page.getByRole('tab', { name: /^Refusées/ }).click({ timeout: 60_000 });
    await photos(page).getByRole('option').first().click();
    await inspector(page).getByRole('button', { name: 'Remplacer l’image…' }).click();

    const dialog = page.getByRole('dialog', { name: 'Remplacer l’image de « Lumières du Sahel »' });
    const candidates = dialog.getByRole('group', { name: 'Images qui peuvent prendre sa place' }).getByRole('radio');
    await expect(candidates).toHaveCount(1);
    await dialog.getByRole('searchbox', { name: 'Chercher une autre photo' }).fill('nulle part');
    await expect(dialog.getByText('Aucune photo JPEG ou PNG ne correspond.')).toBeVisible();
    await dialog.getByRole('searchbox', { name: 'Chercher une autre photo' }).fill('');
    await candidates.first().check({ force: true });
    const send = dialog.getByRole('button', { name: 'Envoyer à sa place' });
    await expect(dialog.getByText('La nouvelle image n’a pas encore de fiche.')).toBeVisible();
    await expect(send).toBeDisabled();
    await dialog.getByRole('button', { name: 'Reprendre la fiche de l’ancienne' }).click();
    await expect(send).toBeEnabled();
    // What is said over a dialog can be answered there.
    await dialog.getByRole('region', { name: 'Annonces' }).getByRole('button', { name: 'Annuler' }).click();
    await expect(send).toBeDisabled();
    await dialog.getByRole('button', { name: 'Reprendre la fiche de l’ancienne' }).click();
    await expect(send).toBeEnabled();
    await lookAt(page, 'replacing', pictures);
    await send.click();
    await expect(dialog).toBeHidden();

    const content = () => sandbox.marketplace.photos.all().map((photo) => [photo.id, photo.status, photo.sha256]);
    await expect.poll(() => content()[0]?.[1], { timeout: 60_000 }).toBe('pending');
    expect(content()).toHaveLength(1);
    expect(content()[0]?.[0]).toBe(remote);
    await sections(page)
      .getByRole('button', { name: /^Envois/ })
      .click();
    await page.getByRole('radio', { name: 'Historique (2)' }).click({ timeout: 60_000 });
    await expect(page.getByText('Une autre image a pris sa place')).toBeVisible();
    await lookAt(page, 'replaced-history', pictures);
    // Both lie beside each other as one photo, which shows the new picture now.
    await page
      .getByRole('button', { name: /^Voir .* dans la photothèque$/ })
      .first()
      .click();
    await expect(photos(page).getByRole('option')).toHaveCount(3);
    await expect(inspector(page).getByText(mended)).toBeVisible();
    await expect(inspector(page).getByRole('button', { name: `À la place de ${refused}` })).toBeVisible();
  } finally {
    await sandbox.stop();
  }
});
