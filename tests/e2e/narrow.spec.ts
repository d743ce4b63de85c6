import { expect, test } from './studio.ts';

test('a window of half a laptop, as 200 % of zoom makes it, keeps everything within reach; days are typed in French', async ({
  open,
}) => {
  test.setTimeout(120_000);
  const { page } = await open({ width: 640, height: 720 });
  await page.getByRole('button', { name: /^Plus tard/ }).click();
  await page.getByRole('button', { name: 'Ajouter un dossier plus tard' }).click();
  const folders = page.getByRole('navigation', { name: 'Dossiers' });
  await expect(page.getByRole('tab', { name: /^Toutes/ })).toBeVisible();
  await expect(folders).toBeHidden();
  await page.getByRole('button', { name: 'Dossiers', exact: true }).click();
  await expect(folders).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(folders).toBeHidden();
  const inspector = page.getByRole('complementary', { name: 'Inspecteur' });
  await expect(inspector).toBeHidden();
  await page.getByRole('button', { name: 'Inspecteur', exact: true }).click();
  await expect(inspector).toBeVisible();
  await page.keyboard.press('Escape');
  for (const section of ['Envois', 'Ventes', 'Relevés', 'Photothèque']) {
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('button', { name: section }).click();
    const wider = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(wider, `sideways scrolling of ${section}`).toBeLessThanOrEqual(0);
  }

  await page.getByRole('button', { name: 'Filtrer', exact: true }).click();
  const from = page.getByLabel('Prises du', { exact: true });
  await expect(from).toHaveAttribute('placeholder', 'jj/mm/aaaa');
  await from.fill('31/02/2026');
  await expect(from).toHaveAttribute('aria-invalid', 'true');
  await from.fill('9/3/26');
  await from.press('Tab');
  await expect(from).toHaveValue('09/03/2026');
  await from.press('ArrowDown');
  const calendar = page.getByRole('dialog', { name: 'Calendrier' });
  await expect(calendar.getByText('mars 2026', { exact: true })).toBeVisible();
  await expect(calendar.getByRole('button', { name: 'lundi 9 mars 2026' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(from).toHaveValue('16/03/2026');
  await expect(page.getByRole('button', { name: 'Retirer le filtre du 16/03/2026' })).toBeVisible();
});
