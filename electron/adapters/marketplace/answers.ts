import { z } from 'zod';
import { type Xof, xof } from '../../../shared/domain/money.ts';
import type {
  RemoteAbilities,
  RemoteCategory,
  RemoteMonth,
  RemoteNotification,
  RemotePhoto,
  RemoteTransaction,
  RemoteUser,
} from '../../core/ports/marketplace.ts';
import {
  count,
  enveloped,
  id,
  money,
  moneyOrZero,
  optionalMoney,
  optionalText,
  optionalTimestamp,
  text,
  timestamp,
} from './wire.ts';

/** Bodies of the marketplace's answers, made regular. Field names on the left of each schema are the server's. */

export const user = z
  .object({
    id,
    email: text(254),
    name: text(200).nullish(),
    account_type: text(50).nullish(),
    profile_picture: optionalText(2000),
    avatar_url: optionalText(2000),
    avatar: optionalText(2000),
  })
  .transform(
    (wire): RemoteUser => ({
      id: wire.id,
      email: wire.email,
      name: wire.name ?? wire.email,
      accountType: wire.account_type ?? '',
      avatarUrl: wire.avatar_url ?? wire.profile_picture ?? wire.avatar,
    }),
  );

/** Some deployments wrap the user once more (`data: { user }`). */
export const userAnswer = enveloped(z.union([z.object({ user }).transform((wire) => wire.user), user]));

export const tokenAnswer = enveloped(
  z.object({
    access_token: z.string().min(1).max(8192),
    expires_in: z.coerce.number().positive().nullish().catch(null),
  }),
);

export const loginAnswer = enveloped(
  z.object({
    user,
    access_token: z.string().min(1).max(8192),
    expires_in: z.coerce.number().positive().nullish().catch(null),
  }),
);

export const photographerStatus = z.enum(['pending', 'approved', 'rejected', 'suspended']);

export const abilitiesAnswer = enveloped(
  z
    .object({
      account_type: text(50).nullish(),
      photographer_status: photographerStatus.nullish().catch(null),
      can_upload_photos: z.boolean().nullish().catch(null),
    })
    .transform(
      (wire): RemoteAbilities => ({
        accountType: wire.account_type ?? '',
        photographerStatus: wire.photographer_status ?? null,
        canUploadPhotos: wire.can_upload_photos ?? true,
      }),
    ),
);

const categoryFields = z.object({ id, name: text(200), parent_id: id.nullish() });
interface CategoryNode extends z.infer<typeof categoryFields> {
  children?: CategoryNode[] | null | undefined;
}
export const category: z.ZodType<CategoryNode> = categoryFields.extend({
  get children() {
    return z.array(category).nullish();
  },
});

/** The tree as a list, parents before their children, the server's order kept. */
export function flattenCategories(nodes: readonly CategoryNode[], parentId: string | null = null): RemoteCategory[] {
  return nodes.flatMap((node) => [
    { id: node.id, name: node.name, parentId: parentId ?? node.parent_id ?? null },
    ...flattenCategories(node.children ?? [], node.id),
  ]);
}

export const photo = z
  .object({
    id,
    title: text(500).nullish(),
    // A state this version does not know is not a verdict yet.
    status: z.enum(['pending', 'approved', 'rejected']).catch('pending'),
    rejection_reason: optionalText(2000),
    category_id: id.nullish(),
    category: z.object({ id }).nullish().catch(null),
    price_standard: optionalMoney,
    price_extended: optionalMoney,
    views_count: count,
    sales_count: count,
    created_at: optionalTimestamp,
    updated_at: optionalTimestamp,
  })
  .transform(
    (wire): RemotePhoto => ({
      id: wire.id,
      title: wire.title ?? '',
      status: wire.status,
      rejectionReason: wire.rejection_reason,
      categoryId: wire.category_id ?? wire.category?.id ?? null,
      priceStandard: wire.price_standard,
      priceExtended: wire.price_extended,
      viewsCount: wire.views_count,
      salesCount: wire.sales_count,
      createdAt: wire.created_at,
      updatedAt: wire.updated_at,
    }),
  );

/** One photo, in an envelope, as the only one of a list (form POST answers with a list), or bare. */
export const photoAnswer = z.union([
  enveloped(photo),
  enveloped(z.object({ photo }).transform((wire) => wire.photo)),
  enveloped(z.tuple([photo]).transform(([only]) => only)),
  photo,
]);

export const transaction = z
  .object({
    id,
    description: text(500).nullish(),
    date: timestamp,
    amount: z.union([z.number(), z.string()]),
    gross_amount: money,
    commission: money,
    status: z.enum(['completed', 'pending']),
    photo_id: id.nullish(),
    license_type: z.enum(['standard', 'extended']).catch('standard'),
    order_number: text(100).nullish(),
  })
  .transform((wire, context): RemoteTransaction => {
    const net = netOf(wire.amount, wire.gross_amount, wire.commission);
    if (net === null) context.addIssue({ code: 'custom', path: ['amount'], message: 'not an amount' });
    return {
      id: wire.id,
      title: wire.description ?? '',
      date: wire.date,
      net: net ?? xof.parse(0),
      gross: wire.gross_amount,
      commission: wire.commission,
      status: wire.status,
      photoId: wire.photo_id ?? null,
      license: wire.license_type,
      orderNumber: wire.order_number ?? '',
    };
  });

/** The net as sent; where it has a fraction of a franc, what the rounded commission leaves, so that both still make the gross. */
function netOf(amount: number | string, gross: Xof, commission: Xof): Xof | null {
  const sent = Number(amount);
  if (Number.isInteger(sent)) return xof.parse(sent);
  return Number.isFinite(sent) ? xof.parse(gross - commission) : null;
}

export const revenueMonth = z
  .object({
    month: z.string().regex(/^\d{4}-\d{2}/),
    total_sales: moneyOrZero,
    commission: moneyOrZero,
    net_revenue: moneyOrZero,
    available_balance: moneyOrZero,
    pending_balance: moneyOrZero,
    withdrawn: moneyOrZero,
    sales_count: count,
  })
  .transform(
    (wire): RemoteMonth => ({
      month: wire.month.slice(0, 7),
      totalSales: wire.total_sales,
      commission: wire.commission,
      netRevenue: wire.net_revenue,
      availableBalance: wire.available_balance,
      pendingBalance: wire.pending_balance,
      withdrawn: wire.withdrawn,
      salesCount: wire.sales_count,
    }),
  );

export const availableAnswer = enveloped(
  z.object({ available_amount: moneyOrZero }).transform((wire) => wire.available_amount),
);

const pendingMonths = z.array(z.object({ pending_balance: moneyOrZero }));
/** Months with pending money; as a list, or a paginator, or one amount. */
export const pendingAnswer = enveloped(
  z.union([
    pendingMonths.transform((months) => sum(months.map((month) => month.pending_balance))),
    z.object({ data: pendingMonths }).transform((page) => sum(page.data.map((month) => month.pending_balance))),
    z.object({ pending_amount: moneyOrZero }).transform((wire) => wire.pending_amount),
  ]),
);

function sum(amounts: readonly Xof[]): Xof {
  return xof.parse(amounts.reduce<number>((total, amount) => total + amount, 0));
}

export const notification = z
  .object({
    id,
    type: text(100),
    title: text(300).nullish(),
    message: text(2000).nullish(),
    data: z.object({ photo_id: id.nullish() }).nullish().catch(null),
    read_at: z.string().nullish(),
    created_at: timestamp,
  })
  .transform(
    (wire): RemoteNotification => ({
      id: wire.id,
      type: wire.type,
      title: wire.title ?? '',
      message: wire.message ?? '',
      at: wire.created_at,
      read: wire.read_at != null,
      photoId: wire.data?.photo_id ?? null,
    }),
  );

export const healthAnswer = z.object({ version: text(100).nullish().catch(null), timestamp: optionalTimestamp });

const place = z.object({ bucket: z.string().min(1).max(255), key: z.string().min(1).max(1024) });

/** The answer of the direct-upload extension (docs/marketplace/direct-upload.yaml). */
export const uploadSessionAnswer = enveloped(
  z.object({
    id,
    expires_at: timestamp,
    part_size: z.coerce.number().int().min(1),
    replaces: id.nullish(),
    storage: z.object({
      region: z.string().min(1).max(100),
      endpoint: z.url().nullish(),
      force_path_style: z.boolean().nullish(),
      checksums: z.enum(['sha256', 'md5']).nullish().catch(null),
      credentials: z.object({
        access_key_id: z.string().min(1).max(500),
        secret_access_key: z.string().min(1).max(500),
        session_token: z.string().max(8192).nullish(),
        expires_at: timestamp,
      }),
      original: place,
      derivatives: z
        .object({
          watermarked: place.optional(),
          thumb_800x600: place.optional(),
          thumb_400x300: place.optional(),
          thumb_200x150: place.optional(),
        })
        .nullish(),
    }),
  }),
);

export const duplicateAnswer = z.object({ code: z.literal('duplicate'), data: z.object({ photo_id: id }) });
export const notReplaceableAnswer = z.object({
  code: z.literal('not_replaceable'),
  data: z.object({ why: z.enum(['approved', 'sold']).catch('approved') }).catch({ why: 'approved' }),
});
export const replacesUnknownAnswer = z.object({ code: z.literal('replaces_unknown') });
