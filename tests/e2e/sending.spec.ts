import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { lookAt } from './looks.ts';
import { writeSceneries } from './sceneries.ts';
import { expect, test } from './studio.ts';
import { addHomeFolder, approve, describeSelection, photos, sections, tryWithoutAccount } from './studio-steps.ts';

const queue = (page: Page) => page.getByRole('list', { name: 'Liste des envois' }).locator('[data-delivery]');
const handles = (page: Page) => page.getByRole('button', { name: /^Déplacer .* dans la file/ });

/** The order of the queue by file name: photos of one title are told apart by it. */
async function order(page: Page): Promise<string[]> {
  const texts = await queue(page).allInnerTexts();
  return texts.map((text) => /[A-Z][a-z]+_\d+/.exec(text)?.[0] ?? text);
}

/** A line that she calls metered: what she sends waits for her word. */
async function holdTheLine(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Compte/ }).click();
  await page.getByRole('menuitem', { name: 'Réglages' }).click();
  const settings = page.getByRole('dialog');
  await settings.getByRole('region', { name: 'Envois' }).getByRole('radio', { name: 'Oui' }).click();
  await settings.getByRole('button', { name: 'Fermer' }).first().click();
}

test('the queue is put in order, paused, cancelled and taken back; the history is searched and kept as a table', async ({
  folder,
  open,
}, info) => {
  test.setTimeout(240_000);
  const pictures = join(info.project.outputDir, 'pictures');
  mkdirSync(pictures, { recursive: true });
  await writeSceneries(join(folder, 'home', 'Photos d’octobre'), 4);
  const { page } = await open();
  await tryWithoutAccount(page);
  await addHomeFolder(page, 'Photos d’octobre', 4);
  await holdTheLine(page);
  await approve(page, [0, 1, 2, 3]);
  await photos(page).getByRole('option').first().click();
  await page.keyboard.press('Control+a');
  await describeSelection(page, 'Lumières du Sahel');
  await page.getByRole('button', { name: 'Envoyer…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Envoyer 4 photos' }).click();
  await expect(sections(page).getByRole('button', { name: /^Envois/ })).toHaveAttribute('aria-current', 'page');
  await expect(queue(page)).toHaveCount(4);

  await lookAt(page, 'queue', pictures);
  const [first, second, third, fourth] = await order(page);
  await handles(page).first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => order(page)).toEqual([second, first, third, fourth]);
  // The keyboard goes with what it moved.
  await page.keyboard.press('Alt+End');
  await expect.poll(() => order(page)).toEqual([second, third, fourth, first]);
  await handles(page)
    .nth(2)
    .dragTo(queue(page).first(), { targetPosition: { x: 300, y: 4 } });
  await expect.poll(() => order(page)).toEqual([fourth, second, third, first]);
  await queue(page)
    .nth(2)
    .click({ button: 'right', position: { x: 300, y: 30 } });
  await page.getByRole('menuitem', { name: 'En tête de file' }).click();
  await expect.poll(() => order(page)).toEqual([third, fourth, second, first]);
  // What the page shows at once is what the studio keeps.
  await page.reload();
  await sections(page)
    .getByRole('button', { name: /^Envois/ })
    .click();
  await expect.poll(() => order(page)).toEqual([third, fourth, second, first]);

  await queue(page)
    .first()
    .getByRole('button', { name: /^Mettre .* en pause$/ })
    .click();
  await expect(queue(page).first().getByText('En pause')).toBeVisible();
  await queue(page)
    .first()
    .getByRole('button', { name: /^Reprendre l’envoi/ })
    .click();
  await expect(queue(page).first().getByText('En file d’envoi')).toBeVisible();

  await page.getByRole('button', { name: 'Tout annuler' }).click();
  await expect(page.getByText('4 envois annulés')).toBeVisible();
  await page.getByRole('button', { name: 'Remettre en file' }).last().click();
  await page.getByRole('radio', { name: /^En cours/ }).click();
  await expect(queue(page)).toHaveCount(4);

  await page.getByRole('button', { name: 'Envoyer quand même' }).click();
  const history = page.getByRole('radio', { name: 'Historique (8)' });
  await history.click({ timeout: 60_000 });
  await expect(queue(page)).toHaveCount(8);
  const search = page.getByRole('searchbox', { name: 'Chercher dans l’historique' });
  await search.fill((third ?? '').toLowerCase());
  // Cancelled once, sent once.
  await expect(queue(page)).toHaveCount(2);
  await lookAt(page, 'history', pictures);
  await search.fill('rien de tel');
  await expect(page.getByText('Aucun envoi ne correspond')).toBeVisible();
  await page.getByRole('button', { name: 'Tout voir' }).click();
  await expect(queue(page)).toHaveCount(8);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter en CSV' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^envois-\d{4}-\d\d-\d\d\.csv$/);
  const table = await readFile(await file.path(), 'utf8');
  expect(table.startsWith('\ufeffDate;Fichier;Titre;')).toBe(true);
  expect(table.trimEnd().split('\r\n')).toHaveLength(9);

  await queue(page)
    .first()
    .getByRole('button', { name: /^Actions pour/ })
    .click();
  await page.getByRole('menuitem', { name: 'Détails de l’envoi' }).click();
  const details = page.getByRole('dialog', { name: /^Envoi de/ });
  await expect(details.getByText('SHA-256 envoyé')).toBeVisible();
  await expect(details.getByRole('list', { name: 'Ce qui part' }).getByRole('listitem')).toHaveCount(5);
  await lookAt(page, 'delivery', pictures);
  await details.getByRole('button', { name: 'Fermer' }).click();

  await queue(page)
    .first()
    .getByRole('button', { name: /^Actions pour/ })
    .click();
  await page.getByRole('menuitem', { name: 'Retirer de la place de marché…' }).click();
  const leaving = page.getByRole('dialog', { name: /^Retirer « .* » de la place de marché \?$/ });
  await expect(leaving.getByText('Votre fichier, votre fiche et votre sélection ne changent pas.')).toBeVisible();
  await lookAt(page, 'withdrawing', pictures);
  await leaving.getByRole('button', { name: 'Retirer la photo' }).click();
  // The newest of the history: it is over now in another way.
  await expect(
    queue(page)
      .first()
      .getByText(/^Retirée de la place de marché le/),
  ).toBeVisible();
  await expect(queue(page).first().getByRole('button', { name: 'Remettre en file' })).toBeVisible();
  await lookAt(page, 'withdrawn', pictures);

  // What she sent, as the marketplace lists it, leads back to the photos here.
  await page.getByRole('button', { name: /^Compte/ }).click();
  await page.getByRole('menuitem', { name: 'Mon profil…' }).click();
  const profile = page.getByRole('dialog', { name: 'Mon profil' });
  await profile.getByRole('radio', { name: 'Photos envoyées' }).click();
  const links = profile.getByRole('button', { name: /^Ouvrir « Lumières du Sahel » en loupe$/ });
  await expect(links.first()).toBeVisible({ timeout: 60_000 });
  await lookAt(page, 'sent', pictures);
  await links.first().click();
  await expect(page.getByRole('region', { name: 'Loupe', exact: true })).toBeVisible();
});
