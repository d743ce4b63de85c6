import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillWithSales } from '../support/sales-maker.ts';
import { expect, test } from './studio.ts';

test('a month of sales gets its numbered statement, as PDF and as a table', async ({ folder, open }) => {
  const lastMonth = new Date();
  lastMonth.setDate(1);
  lastMonth.setMonth(lastMonth.getMonth() - 1);
  const month = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric' }).format(lastMonth);
  const day = (date: number) => new Date(lastMonth.getFullYear(), lastMonth.getMonth(), date, 12).getTime();
  const sales = [
    { title: 'Marché de Gounghin', at: day(3), gross: 12_500 },
    { title: 'Tisseuse', at: day(9), gross: 5_000 },
  ];
  fillWithSales(join(folder, 'data'), sales, Date.now());
  const { page } = await open();
  await page.getByRole('button', { name: 'Relevés' }).first().click();
  const months = page.getByRole('list', { name: 'Périodes' });
  await months.getByRole('button', { name: new RegExp(month, 'i') }).click();
  const paper = page.getByRole('article', { name: 'Relevé de ventes' });
  await expect(paper).toContainText('Marché de Gounghin');
  await expect(paper).toContainText('14 000');
  await expect(paper).toContainText('Provisoire');

  await page.getByRole('button', { name: 'Mes coordonnées' }).click();
  await page.getByLabel('Adresse').fill('12, rue du Commerce\nOuagadougou');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(paper).toContainText('12, rue du Commerce');

  await page.getByRole('button', { name: 'Donner un numéro' }).click();
  await expect(paper).toContainText(/N° \d{4}-0001/);
  await expect(months).toContainText(/N° \d{4}-0001/);
  const [pdf] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'PDF', exact: true }).click(),
  ]);
  expect(pdf.suggestedFilename()).toMatch(/^Pouire releve \d{4}-\d{2} \d{4}-0001\.pdf$/);
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tableau', exact: true }).click(),
  ]);
  expect(table.suggestedFilename()).toMatch(/\.csv$/);
  expect(readFileSync(await table.path(), 'utf8')).toMatch(/^\ufeff/);
});
