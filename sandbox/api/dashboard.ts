import type { FastifyInstance } from 'fastify';
import { isoMicroseconds, month } from '../clock.ts';
import { balance, type Marketplace } from '../marketplace.ts';
import { success, summed } from './answers.ts';
import { requireApproved } from './guard.ts';
import { photoResource } from './photo-fields.ts';

export function dashboardRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { photos, sales, clock } = marketplace;

  app.get('/api/photographer/dashboard', async (request) => {
    const account = requireApproved(marketplace, request);
    const own = photos.ofPhotographer(account.id);
    const sold = sales.of(account.id);
    const thisMonth = sold.filter((sale) => month(sale.completed_at) === month(clock.now()));
    const money = balance(marketplace, account.id);
    const count = (status: string) => own.filter((photo) => photo.status === status).length;
    return success({
      photos: {
        total: own.length,
        approved: count('approved'),
        pending: count('pending'),
        rejected: count('rejected'),
        views: own.reduce((sum, photo) => sum + photo.views, 0),
      },
      revenue: {
        available: summed(money.available),
        pending: summed(money.pending),
        total_earnings: summed(money.earned),
        this_month: summed(thisMonth.reduce((sum, sale) => sum + sale.net, 0)),
      },
      sales: { total_sales: sold.length, total_downloads: sold.length, this_month_sales: thisMonth.length },
      recent_sales: sold.slice(0, 5).map((sale) => ({
        id: sale.id,
        photo_id: sale.photo_id,
        license_type: sale.license,
        price: sale.gross,
        photo: photoResource(request, marketplace, photos.require(sale.photo_id)),
        order: {
          id: sale.order_id,
          order_number: sale.order_number,
          payment_status: 'completed',
          created_at: isoMicroseconds(sale.completed_at),
        },
        created_at: isoMicroseconds(sale.completed_at),
      })),
      recent_photos: own.slice(0, 5).map((photo) => photoResource(request, marketplace, photo)),
    });
  });

  app.get('/api/photographer/stats', async (request) => {
    const account = requireApproved(marketplace, request);
    const own = photos.ofPhotographer(account.id);
    const best = own.reduce((first, photo) => (photo.sales > (first?.sales ?? 0) ? photo : first), own[0]);
    const filled = [
      account.first_name,
      account.last_name,
      account.email,
      account.phone,
      account.bio,
      account.avatar,
    ].filter((field) => field !== null && field !== '');
    return success({
      profile_completion: Math.round((filled.length / 6) * 100),
      average_photo_price:
        own.length === 0 ? 0 : own.reduce((sum, photo) => sum + photo.price_standard, 0) / own.length,
      best_selling_photo:
        best === undefined || best.sales === 0
          ? null
          : { id: best.id, title: best.title, order_items_count: best.sales },
    });
  });
}
