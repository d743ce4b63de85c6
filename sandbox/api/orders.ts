import type { FastifyInstance } from 'fastify';
import { isoMicroseconds } from '../clock.ts';
import type { Marketplace } from '../marketplace.ts';
import { notFound, refused } from './answers.ts';
import { requireAccount } from './guard.ts';

export function orderRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  app.get('/api/health', async () => ({
    success: true,
    message: 'API is running',
    version: '1.0.0',
    timestamp: isoMicroseconds(marketplace.clock.now()),
  }));

  // An invoice is the buyer's paper; a photographer who sold the photo isn't the buyer.
  app.get<{ Params: { order: string } }>('/api/downloads/invoice/:order', async (request) => {
    requireAccount(marketplace, request);
    if (marketplace.sales.byOrder(request.params.order) === undefined) throw notFound('Invoice not found');
    throw refused(403, 'Accès non autorisé');
  });
}
