import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillWithSales } from '../support/sales-maker.ts';
import { expect, test } from './studio.ts';

test('sales are narrowed, read as bars and as a table, scrolled to the oldest, and taken along as a file', async ({
  folder,
  open,
}) => {
  const DAY = 86_400_000;
  const sales = Array.from({ length: 450 }, (_, index) => ({
    title: `Vente ${index}`,
    at: Date.now() - index * DAY - 3_600_000,
    gross: 5_000 + index,
  }));
  fillWithSales(join(folder, 'data'), sales, Date.now());
  const { page } = await open();
  await page.getByRole('button', { name: 'Ventes', exact: true }).first().click();
  const table = page.getByRole('table', { name: 'Liste des ventes' });
  await expect(table).toHaveAttribute('aria-rowcount', '451');
  await expect(table.getByText('Vente 0', { exact: true })).toBeVisible();

  await page.getByRole('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
  await expect(table.getByText('Vente 449', { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('main').evaluate((main) => main.scrollTo(0, 0));

  await page.getByRole('combobox', { name: 'Quand' }).selectOption({ label: '30 derniers jours' });
  await expect(table).toHaveAttribute('aria-rowcount', /^3[01]$/);
  await page.getByRole('radio', { name: 'Tableau' }).click();
  await expect(page.getByRole('region', { name: 'Revenus' }).getByRole('row')).toHaveCount(31);

  await page.getByRole('radio', { name: 'Rapprochement' }).click();
  await expect(page.getByText('n’ont pas encore été lus')).toBeVisible();
  await page.getByRole('button', { name: 'Exporter' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const file = await (await downloading).path();
  await page.getByRole('button', { name: 'Exporter' }).click();
  const mark = page.getByRole('menuitemcheckbox', { name: 'Pour Excel (marque UTF-8)' });
  await expect(mark).toBeChecked();
  await mark.click();
  await expect(mark).not.toBeChecked();
  const bare = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  expect(readFileSync(await (await bare).path(), 'utf8')).toMatch(/^Vendue le;/);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n');
  expect(lines[0]).toMatch(/^\ufeffVendue le;/);
  expect(lines.length).toBeGreaterThanOrEqual(30);
  expect(lines.length).toBeLessThanOrEqual(31);
});
