import { create } from 'zustand';
import type { BarPeriod, SaleFilter } from '../../../shared/contract/sales.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { openSection } from '../shell/shell.store.ts';

export const SALES_TABLES = ['sales', 'photo', 'category', 'license', 'reconciliation'] as const;
/** What lies under the figures. */
export type SalesTableName = (typeof SALES_TABLES)[number];

interface SalesState {
  readonly filter: SaleFilter;
  /** A photo's title, while the filter is that photo. */
  readonly photoTitle: string;
  readonly by: BarPeriod;
  readonly table: SalesTableName;
}

/** What the screen of sales shows. Lives as long as the window. */
export const useSalesView = create<SalesState>(() => ({ filter: {}, photoTitle: '', by: 'day', table: 'sales' }));

const set = useSalesView.setState;

/** A condition that is undefined is none. */
export function narrowSales(change: { readonly [Name in keyof SaleFilter]?: SaleFilter[Name] | undefined }): void {
  set(({ filter }) => ({
    filter: Object.fromEntries(Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined)),
  }));
}

export function showAllSales(): void {
  set({ filter: {}, photoTitle: '' });
}

export function showBarsBy(by: BarPeriod): void {
  set({ by });
}

export function showTable(table: SalesTableName): void {
  set({ table });
}

/** The sales of one photo, by the catalogue's id or the marketplace's. */
export function showSalesOf(
  photo: { readonly photoId: PhotoId } | { readonly remotePhotoId: string },
  title: string,
): void {
  set({ filter: { ...photo }, photoTitle: title, table: 'sales' });
  openSection('sales');
}
