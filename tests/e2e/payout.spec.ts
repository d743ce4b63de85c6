import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { openCatalogue } from '../../electron/core/db/open.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { postPhoto, SandboxClient, smallJpeg } from '../support/sandbox-client.ts';
import { lookAt } from './looks.ts';
import { expect, test } from './studio.ts';
import { sections } from './studio-steps.ts';

const DAY = 86_400_000;

test('she asks for her money and gives herself a face', async ({ folder, open }, info) => {
  const sandbox = await startSandbox({ dataDir: join(folder, 'market') });
  try {
    const client = new SandboxClient(() => sandbox.api);
    await client.login(sandbox.email, sandbox.password);
    const photo = await postPhoto(client, await smallJpeg(120));
    await client.call('POST', `/sandbox/photos/${photo}/approve`);
    for (let sale = 0; sale < 8; sale++)
      await client.call('POST', '/sandbox/sales', { photo_id: photo, date: Date.now() - (40 + sale) * DAY });
    mkdirSync(join(folder, 'data'), { recursive: true });
    const { db, close } = openCatalogue(join(folder, 'data'), { stamp: '20260101T000000' });
    db.run(db.sql.insertInto('settings').values({ key: 'onboarded', value: 'true' }));
    close();

    const { page } = await open();
    await page.getByRole('button', { name: 'Compte' }).click();
    await page.getByRole('menuitem', { name: 'Se connecter…' }).click();
    const signIn = page.getByRole('dialog');
    await signIn.getByLabel('Serveur').fill(sandbox.api);
    await signIn.getByLabel('Adresse e-mail').fill(sandbox.email);
    await signIn.getByLabel('Mot de passe').fill(sandbox.password);
    await signIn.getByRole('button', { name: 'Se connecter' }).click();

    await sections(page).getByRole('button', { name: 'Ventes' }).click();
    const panel = page.getByRole('region', { name: 'Retraits' });
    await expect(panel).toContainText(/32.000/, { timeout: 60_000 });
    await panel.getByRole('button', { name: 'Demander un retrait…' }).click();
    const form = page.getByRole('dialog', { name: 'Demander un retrait' });
    await form.getByLabel('Montant').fill('5000');
    await expect(form).toContainText('Le plus petit retrait possible est de 10 000');
    await form.getByRole('button', { name: 'Tout' }).click();
    await form.getByLabel('Opérateur').selectOption('Moov');
    await form.getByLabel('Numéro de téléphone').fill('76 12 34 5');
    await expect(form).toContainText('7 chiffres : un numéro de ce pays (Burkina Faso) en a 8');
    await form.getByLabel('Numéro de téléphone').fill('76 12 34 56');
    await expect(form).toContainText('Ce numéro commence comme un numéro Orange');
    await form.getByLabel('Numéro de téléphone').fill('70 12 34 56');
    await form.getByRole('button', { name: 'Continuer' }).click();
    const summary = page.getByRole('dialog', { name: 'Vérifiez avant de demander' });
    await expect(summary).toContainText('+226 70 12 34 56');
    await summary.getByRole('button', { name: /^Demander 32.000/ }).click();
    const row = panel.getByRole('row').nth(1);
    await expect(row).toContainText('en attente');
    expect(sandbox.marketplace.withdrawals.all()).toHaveLength(1);
    await row.getByRole('button', { name: 'Annuler' }).click();
    await expect(row).toContainText('annulé');

    const portrait = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#a04010' } })
      .jpeg()
      .toBuffer();
    await page.getByRole('button', { name: /^Compte de/ }).click();
    await page.getByRole('menuitem', { name: 'Mon profil…' }).click();
    const profile = page.getByRole('dialog', { name: 'Mon profil' });
    const file = profile.getByLabel('Choisir une photo…');
    await file.setInputFiles({
      name: 'portrait.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('no picture at all'),
    });
    await expect(profile.getByRole('alert').first()).toContainText('Ce fichier n’est pas une image');
    await file.setInputFiles({ name: 'portrait.txt', mimeType: 'text/plain', buffer: portrait });
    const crop = page.getByRole('dialog', { name: 'Recadrer la photo' });
    await crop.getByRole('button', { name: 'Cadre carré' }).press('ArrowLeft');
    await crop.getByRole('button', { name: 'Cadre carré' }).press('+');
    await crop.getByRole('button', { name: 'Prendre cette photo' }).click();
    await expect(crop).toBeHidden();
    await profile.getByRole('button', { name: 'Fermer' }).click();
    await expect(
      page
        .getByRole('banner')
        .getByRole('button', { name: /^Compte de/ })
        .locator('img'),
    ).toBeVisible();
    expect(sandbox.marketplace.accounts.byEmail(sandbox.email)?.avatar).not.toBeNull();

    await page.getByRole('button', { name: /^Compte de/ }).click();
    await page.getByRole('menuitem', { name: 'Mon profil…' }).click();
    await file.setInputFiles({
      name: 'autre.jpg',
      mimeType: 'image/jpeg',
      buffer: await sharp(portrait).negate().toBuffer(),
    });
    await crop.getByRole('button', { name: 'Prendre cette photo' }).click();
    const earlier = profile.getByRole('button', { name: /^Reprendre la photo du/ });
    await expect(earlier).toHaveCount(1);
    const pictures = join(info.project.outputDir, 'pictures');
    mkdirSync(pictures, { recursive: true });
    await lookAt(page, 'profile', pictures);
    await profile.getByRole('button', { name: /^Supprimer la photo du/ }).click();
    await page
      .getByRole('dialog', { name: 'Supprimer cette photo ?' })
      .getByRole('button', { name: 'Supprimer' })
      .click();
    await expect(earlier).toHaveCount(0);
  } finally {
    await sandbox.stop();
  }
});
