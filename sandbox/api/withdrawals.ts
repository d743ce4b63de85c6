import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MINIMUM_WITHDRAWAL } from '../../shared/domain/money.ts';
import { isoMicroseconds } from '../clock.ts';
import { balance, type Marketplace } from '../marketplace.ts';
import type { Withdrawal } from '../store/withdrawals.ts';
import { cut, done, notFound, pageRequest, paginated, refused, success } from './answers.ts';
import { requireApproved } from './guard.ts';
import { isRecord, Validation } from './validation.ts';

const PROVIDERS = ['Orange Money', 'MTN', 'MTN Mobile Money', 'Moov', 'Moov Money', 'Wave'];

export function withdrawalRoutes(app: FastifyInstance, marketplace: Marketplace): void {
  const { withdrawals } = marketplace;

  app.get('/api/photographer/withdrawals', async (request) => {
    const account = requireApproved(marketplace, request);
    const wanted = pageRequest(request, 20);
    const all = withdrawals.of(account.id);
    return paginated(request, wanted, cut(wanted, all).map(resource), all.length);
  });

  app.post('/api/photographer/withdrawals', async (request) => {
    const account = requireApproved(marketplace, request);
    const body = new Validation(request.body);
    const amount = body.integer('amount', 'montant', MINIMUM_WITHDRAWAL);
    const method = body.choice('payment_method', 'moyen de paiement', ['mobile_money', 'bank_transfer']);
    const details = readDetails(body, method);
    body.check();
    if (amount > balance(marketplace, account.id).available) throw refused(400, 'Montant indisponible.');
    return success(resource(withdrawals.create(account.id, amount, method, details)), 'Demande créée.');
  });

  app.get<{ Params: { id: string } }>('/api/photographer/withdrawals/:id', async (request) =>
    success(resource(ownWithdrawal(marketplace, request))),
  );

  app.delete<{ Params: { id: string } }>('/api/photographer/withdrawals/:id', async (request) => {
    const withdrawal = ownWithdrawal(marketplace, request);
    if (withdrawal.status !== 'pending') throw refused(400, "Impossible d'annuler.");
    withdrawals.setStatus(withdrawal.id, 'cancelled', null);
    return done('Demande annulée.');
  });
}

function ownWithdrawal(marketplace: Marketplace, request: FastifyRequest<{ Params: { id: string } }>): Withdrawal {
  const account = requireApproved(marketplace, request);
  const withdrawal = marketplace.withdrawals.byId(request.params.id);
  if (withdrawal === undefined) throw notFound('Retrait non trouvé');
  if (withdrawal.photographer_id !== account.id) throw refused(403, 'Non autorisé.');
  return withdrawal;
}

function readDetails(body: Validation, method: 'mobile_money' | 'bank_transfer'): Record<string, unknown> {
  const details = body.raw('payment_details');
  if (!isRecord(details)) {
    body.fail('payment_details', 'Le champ détails du paiement est obligatoire.');
    return {};
  }
  const need = (field: string, name: string): void => {
    const value = details[field];
    if (typeof value !== 'string' || value.trim() === '')
      body.fail(`payment_details.${field}`, `Le champ ${name} est obligatoire.`);
  };
  if (method === 'bank_transfer') need('iban', 'IBAN');
  else {
    need('phone', 'téléphone');
    need('provider', 'opérateur');
    const provider = String(details.provider ?? '');
    if (provider !== '' && !PROVIDERS.some((one) => one.toLowerCase() === provider.toLowerCase())) {
      body.fail('payment_details.provider', "L'opérateur sélectionné est invalide.");
    }
  }
  return details;
}

function resource(withdrawal: Withdrawal): Record<string, unknown> {
  return {
    id: withdrawal.id,
    photographer_id: withdrawal.photographer_id,
    // A decimal column, which the database driver delivers as text.
    amount: String(withdrawal.amount),
    payment_method: withdrawal.payment_method,
    payment_details: withdrawal.payment_details,
    status: withdrawal.status,
    admin_notes: withdrawal.admin_notes,
    created_at: isoMicroseconds(withdrawal.created_at),
    processed_at: withdrawal.processed_at === null ? null : isoMicroseconds(withdrawal.processed_at),
  };
}
