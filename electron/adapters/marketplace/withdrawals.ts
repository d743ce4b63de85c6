import { z } from 'zod';
import type { RemoteWithdrawal, WithdrawalCalls } from '../../core/ports/withdrawals.ts';
import type { HttpClient } from './http.ts';
import { enveloped, id, money, optionalText, optionalTimestamp, paged, text, timestamp } from './wire.ts';

/** Details that some deployments keep as text in the column and send so. */
const details = z.preprocess(
  (value) => {
    if (typeof value !== 'string') return value ?? {};
    try {
      return JSON.parse(value);
    } catch {
      return {};
    }
  },
  z
    .object({
      phone: z.union([z.string(), z.number()]).nullish().catch(null),
      provider: optionalText(100).catch(null),
      iban: optionalText(100).catch(null),
      account_name: optionalText(200).catch(null),
    })
    .catch({ phone: null, provider: null, iban: null, account_name: null }),
);

export const withdrawal = z
  .object({
    id,
    amount: money,
    payment_method: text(50),
    payment_details: details,
    // A word this version does not know is not an end yet.
    status: z.enum(['pending', 'processing', 'approved', 'completed', 'rejected', 'cancelled']).catch('processing'),
    admin_notes: optionalText(2000).catch(null),
    rejection_reason: optionalText(2000).catch(null),
    created_at: timestamp,
    processed_at: optionalTimestamp,
  })
  .transform((wire): RemoteWithdrawal => {
    const { phone, provider, iban, account_name } = wire.payment_details;
    const accountName = account_name ?? '';
    return {
      id: wire.id,
      amount: wire.amount,
      details:
        wire.payment_method === 'bank_transfer'
          ? { method: 'bank_transfer', iban: iban ?? '', accountName }
          : { method: 'mobile_money', provider: provider ?? '', phone: String(phone ?? ''), accountName },
      status: wire.status,
      notes: wire.rejection_reason ?? wire.admin_notes,
      createdAt: wire.created_at,
      processedAt: wire.processed_at,
    };
  });

/** The request just made, in an envelope, or wrapped once more. */
const withdrawalAnswer = enveloped(
  z.union([withdrawal, z.object({ withdrawal }).transform((wire) => wire.withdrawal)]),
);

export function withdrawalCalls(http: HttpClient, perPage: number): WithdrawalCalls {
  const route = '/api/photographer/withdrawals';
  return {
    list: (token, page, signal) =>
      http.read({ method: 'GET', path: `${route}?page=${page}&per_page=${perPage}`, token, signal }, paged(withdrawal)),
    ask: (token, amount, asked, signal) =>
      http.read(
        {
          method: 'POST',
          path: route,
          token,
          signal,
          json: {
            amount,
            payment_method: asked.method,
            payment_details:
              asked.method === 'mobile_money'
                ? { phone: asked.phone, provider: asked.provider, account_name: asked.accountName }
                : { iban: asked.iban, account_name: asked.accountName },
          },
        },
        withdrawalAnswer,
      ),
    async cancel(token, withdrawalId, signal) {
      await http.call({ method: 'DELETE', path: `${route}/${encodeURIComponent(withdrawalId)}`, token, signal });
    },
  };
}
