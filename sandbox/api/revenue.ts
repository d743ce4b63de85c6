import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { sqlTimestamp } from '../clock.ts';
import { balance, type Marketplace } from '../marketplace.ts';
import { isHeld } from '../store/withdrawals.ts';
import { cut, pageRequest, paginated, success, summed } from './answers.ts';
import { requireApproved } from './guard.ts';
import { pictureUrl } from './pictures.ts';

export function revenueRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { sales, photos, clock } = marketplace;

  app.get('/api/photographer/revenue', async (request) => {
    const account = requireApproved(marketplace, request);
    const wanted = pageRequest(request, 20);
    const rows = months(marketplace, account.id).map((row) => ({
      ...row,
      total_sales: summed(row.total_sales),
      commission: summed(row.commission),
      net_revenue: summed(row.net_revenue),
      available_balance: summed(row.available_balance),
      pending_balance: summed(row.pending_balance),
      withdrawn: summed(row.withdrawn),
    }));
    return paginated(request, wanted, cut(wanted, rows), rows.length);
  });

  app.get('/api/photographer/revenue/available', async (request) => {
    const account = requireApproved(marketplace, request);
    return success({ available_amount: summed(balance(marketplace, account.id).available) });
  });

  app.get('/api/photographer/revenue/pending', async (request) => {
    const account = requireApproved(marketplace, request);
    return success(months(marketplace, account.id).filter((row) => row.pending_balance > 0));
  });

  app.get('/api/photographer/revenue/history', async (request) => {
    const account = requireApproved(marketplace, request);
    const wanted = pageRequest(request, 30);
    const rows = months(marketplace, account.id).map((row) => ({
      month: row.month,
      total: summed(row.net_revenue),
      sales: row.sales_count,
    }));
    return paginated(request, wanted, cut(wanted, rows), rows.length);
  });

  app.get('/api/photographer/revenue/transactions', async (request) => {
    const account = requireApproved(marketplace, request);
    const wanted = pageRequest(request, 15);
    const status = new URL(request.url, 'http://sandbox').searchParams.get('status');
    const asked = status === 'completed' || status === 'pending' ? status : null;
    const page = sales.page(account.id, asked, wanted.perPage, wanted.offset);
    const rows = page.rows.map((sale) => {
      return {
        id: sale.id,
        description: photos.titleOf(sale.photo_id),
        // A raw join: no model formats this date.
        date: sqlTimestamp(sale.completed_at),
        amount: sale.net,
        gross_amount: sale.gross,
        commission: sale.commission,
        status: sale.available_at <= clock.now() ? 'completed' : 'pending',
        photo_id: sale.photo_id,
        photo_thumbnail: pictureUrl(request, { id: sale.photo_id }, 'thumbnail'),
        license_type: sale.license,
        order_number: sale.order_number,
      };
    });
    return paginated(request, wanted, rows, page.total);
  });
}

interface MonthRow {
  id: string;
  photographer_id: string;
  month: string;
  total_sales: number;
  commission: number;
  net_revenue: number;
  available_balance: number;
  pending_balance: number;
  withdrawn: number;
  sales_count: number;
  photos_sold: number;
}

/** One row per UTC month with sales, newest first. What was withdrawn is taken from the oldest months first. */
function months({ sales, withdrawals }: Marketplace, photographerId: string): MonthRow[] {
  let toTake = withdrawals
    .of(photographerId)
    .filter((one) => isHeld(one.status))
    .reduce((sum, one) => sum + one.amount, 0);
  const rows = sales.months(photographerId).map((sold): MonthRow => {
    const withdrawn = Math.min(sold.free, toTake);
    toTake -= withdrawn;
    return {
      id: stableId(`${photographerId} ${sold.month}`),
      photographer_id: photographerId,
      month: sold.month,
      total_sales: sold.gross,
      commission: sold.commission,
      net_revenue: sold.net,
      available_balance: sold.free - withdrawn,
      pending_balance: sold.net - sold.free,
      withdrawn,
      sales_count: sold.count,
      photos_sold: sold.photos,
    };
  });
  return rows.reverse();
}

/** A row that is computed has the same id every time. */
function stableId(subject: string): string {
  const hex = createHash('sha256').update(subject).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
