import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findCategory } from '../categories.ts';
import { day, isoMicroseconds } from '../clock.ts';
import type { Marketplace } from '../marketplace.ts';
import { between } from '../random.ts';
import type { Account } from '../store/accounts.ts';
import type { Sale } from '../store/sales.ts';
import { ApiError, success, summed } from './answers.ts';
import { requireApproved } from './guard.ts';
import { pictureUrl } from './pictures.ts';

const DAY_MS = 86_400_000;
const PERIODS: Record<string, number> = { '7d': 7, '30d': 30, '90d': 90 };
const SALES_PERIODS: Record<string, number> = { '7days': 7, '30days': 30, '90days': 90 };

export function analyticsRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { sales, photos, clock } = marketplace;
  const base = '/api/photographer/analytics';

  app.get(`${base}/sales`, async (request) => {
    const account = requireApproved(marketplace, request);
    const days = SALES_PERIODS[query(request, 'period') ?? '30days'] ?? invalidPeriod('7days, 30days, 90days');
    const sold = sales.since(account.id, clock.now() - days * DAY_MS);
    const revenue = gross(sold);
    return success({
      total_sales: sold.length,
      total_revenue: summed(revenue),
      average_sale: sold.length === 0 ? 0 : revenue / sold.length,
    });
  });

  app.get(`${base}/popular-photos`, async (request) => {
    const account = requireApproved(marketplace, request);
    const popular = photos.ofPhotographer(account.id).sort((a, b) => b.sales - a.sales || b.views - a.views);
    return success(
      popular.slice(0, 10).map((photo) => ({
        id: photo.id,
        title: photo.title,
        thumbnail_url: pictureUrl(request, photo, 'thumbnail'),
        price_standard: photo.price_standard,
        price_extended: photo.price_extended,
        view_count: photo.views,
        order_items_count: photo.sales,
        created_at: isoMicroseconds(photo.created_at),
      })),
    );
  });

  app.get(`${base}/sales-over-time`, async (request) => {
    const { series, before } = overTime(marketplace, request);
    const rows = series.map(({ date, sold }) => ({ date, sales: sold.length }));
    const total = sum(rows.map((row) => row.sales));
    return {
      ...success(rows),
      summary: {
        total_sales: total,
        average_daily_sales: average(total, rows.length),
        change_percentage: change(total, before.length),
      },
    };
  });

  app.get(`${base}/revenue-over-time`, async (request) => {
    const { series, before } = overTime(marketplace, request);
    const rows = series.map(({ date, sold }) => ({ date, revenue: net(sold) }));
    const total = sum(rows.map((row) => row.revenue));
    return {
      ...success(rows),
      summary: {
        total_revenue: total,
        average_daily_revenue: Math.round(total / rows.length),
        change_percentage: change(total, net(before)),
      },
    };
  });

  app.get(`${base}/views-over-time`, async (request) => {
    const { series, account } = overTime(marketplace, request);
    const views = sum(photos.ofPhotographer(account.id).map((photo) => photo.views));
    const rows = spread(
      marketplace,
      views,
      series.map((row) => row.date),
    ).map(([date, value]) => ({ date, views: value }));
    const total = sum(rows.map((row) => row.views));
    return {
      ...success(rows),
      summary: { total_views: total, average_daily_views: average(total, rows.length), change_percentage: 0 },
    };
  });

  app.get(`${base}/conversion-over-time`, async (request) => {
    const { series, account } = overTime(marketplace, request);
    const views = sum(photos.ofPhotographer(account.id).map((photo) => photo.views));
    const spreadViews = new Map(
      spread(
        marketplace,
        views,
        series.map((row) => row.date),
      ),
    );
    const rows = series.map(({ date, sold }) => ({
      date,
      conversion_rate: rate(sold.length, spreadViews.get(date) ?? 0),
    }));
    const mean = rows.length === 0 ? 0 : sum(rows.map((row) => row.conversion_rate)) / rows.length;
    return { ...success(rows), summary: { average_conversion_rate: round(mean), change_percentage: 0 } };
  });

  app.get(`${base}/hourly-distribution`, async (request) => {
    const { series } = overTime(marketplace, request);
    const sold = series.flatMap((row) => row.sold);
    const rows = Array.from({ length: 24 }, (_, hour) => ({
      hour,
      value: sold.filter((sale) => new Date(sale.completed_at).getUTCHours() === hour).length,
    }));
    const ranked = rows.toSorted((a, b) => b.value - a.value).map((row) => row.hour);
    return { ...success(rows), peak_hours: ranked.slice(0, 3), lowest_hours: ranked.slice(-3) };
  });

  app.get(`${base}/category-performance`, async (request) => {
    const { series, account } = overTime(marketplace, request);
    const sold = Map.groupBy(
      series.flatMap((row) => row.sold),
      (sale) => photos.require(sale.photo_id).category_id,
    );
    const own = Map.groupBy(photos.ofPhotographer(account.id), (photo) => photo.category_id);
    const rows = [...own].map(([id, inCategory]) => {
      const here = sold.get(id) ?? [];
      const views = sum(inCategory.map((photo) => photo.views));
      return {
        category_id: id,
        category_name: findCategory(id)?.name ?? '',
        total_sales: here.length,
        total_revenue: gross(here),
        total_views: views,
        conversion_rate: rate(here.length, views),
        average_price: Math.round(average(sum(inCategory.map((photo) => photo.price_standard)), inCategory.length)),
      };
    });
    const top = (value: (row: (typeof rows)[number]) => number) =>
      rows.toSorted((a, b) => value(b) - value(a))[0]?.category_name ?? '';
    return {
      ...success(rows),
      top_category: {
        by_sales: top((row) => row.total_sales),
        by_revenue: top((row) => row.total_revenue),
        by_conversion: top((row) => row.conversion_rate),
      },
    };
  });
}

interface OverTime {
  readonly account: Account;
  /** A row per UTC day up to today, days without sales included. */
  readonly series: readonly { readonly date: string; readonly sold: readonly Sale[] }[];
  /** Sales of the same number of days before. */
  readonly before: readonly Sale[];
}

function overTime(marketplace: Marketplace, request: FastifyRequest): OverTime {
  const account = requireApproved(marketplace, request);
  const days = PERIODS[query(request, 'period') ?? ''] ?? invalidPeriod('7d, 30d, 90d');
  const now = marketplace.clock.now();
  const dates = Array.from({ length: days }, (_, index) => day(now - (days - 1 - index) * DAY_MS));
  const first = Date.parse(dates[0] ?? day(now));
  const sold = marketplace.sales.since(account.id, first - days * DAY_MS);
  const byDay = Map.groupBy(sold, (sale) => day(sale.completed_at));
  return {
    account,
    series: dates.map((date) => ({ date, sold: byDay.get(date) ?? [] })),
    before: sold.filter((sale) => sale.completed_at < first && sale.completed_at >= first - days * DAY_MS),
  };
}

/** As the marketplace does: a real total spread over the days with random variation, different at every call. */
function spread({ random }: Marketplace, total: number, dates: readonly string[]): (readonly [string, number])[] {
  return dates.map(
    (date) => [date, Math.max(0, Math.round((total / dates.length) * between(random, 0.7, 1.3)))] as const,
  );
}

function invalidPeriod(allowed: string): never {
  throw new ApiError(422, {
    message: 'Les données fournies sont invalides',
    errors: { period: [`Le champ période est obligatoire et doit être l'une des valeurs : ${allowed}.`] },
  });
}

function query(request: FastifyRequest, name: string): string | null {
  return new URL(request.url, 'http://sandbox').searchParams.get(name);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function gross(sold: readonly Sale[]): number {
  return sum(sold.map((sale) => sale.gross));
}

function net(sold: readonly Sale[]): number {
  return sum(sold.map((sale) => sale.net));
}

function average(total: number, count: number): number {
  return count === 0 ? 0 : round(total / count);
}

function rate(sold: number, views: number): number {
  return views === 0 ? 0 : round((sold / views) * 100);
}

function change(now: number, before: number): number {
  return before === 0 ? (now === 0 ? 0 : 100) : round(((now - before) / before) * 100);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
