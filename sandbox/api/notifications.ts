import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isoMicroseconds } from '../clock.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Notification } from '../store/notifications.ts';
import { done, notFound, pageRequest, paginated, refused, success } from './answers.ts';
import { requireAccount } from './guard.ts';

export function notificationRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { notifications } = marketplace;

  app.get('/api/user/notifications', async (request) => {
    const account = requireAccount(marketplace, request);
    const wanted = pageRequest(request, 20);
    const { rows, total } = notifications.page(account.id, wanted.perPage, wanted.offset);
    return paginated(request, wanted, rows.map(resource), total);
  });

  app.get('/api/user/notifications/unread', async (request) => {
    const account = requireAccount(marketplace, request);
    return success(notifications.unread(account.id).map(resource));
  });

  app.put('/api/user/notifications/mark-all-read', async (request) => {
    notifications.markAllRead(requireAccount(marketplace, request).id);
    return done('Toutes les notifications marquées comme lues.');
  });

  app.put<{ Params: { id: string } }>('/api/user/notifications/:id/read', async (request) => {
    notifications.markRead(ownNotification(marketplace, request).id);
    return done('Notification marquée comme lue.');
  });

  app.delete<{ Params: { id: string } }>('/api/user/notifications/:id', async (request) => {
    notifications.remove(ownNotification(marketplace, request).id);
    return done('Notification supprimée.');
  });
}

function ownNotification(marketplace: Marketplace, request: FastifyRequest<{ Params: { id: string } }>): Notification {
  const account = requireAccount(marketplace, request);
  const notification = marketplace.notifications.byId(request.params.id);
  if (notification === undefined) throw notFound('Notification non trouvée');
  if (notification.user_id !== account.id) throw refused(403, 'Non autorisé.');
  return notification;
}

function resource(notification: Notification): Record<string, unknown> {
  return {
    id: notification.id,
    user_id: notification.user_id,
    type: notification.type,
    title: notification.title,
    message: notification.message,
    data: notification.subject === null ? null : JSON.parse(notification.subject),
    read_at: notification.read_at === null ? null : isoMicroseconds(notification.read_at),
    created_at: isoMicroseconds(notification.created_at),
  };
}
