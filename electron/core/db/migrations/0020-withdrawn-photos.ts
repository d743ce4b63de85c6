import type { Migration } from './migration.ts';

export const withdrawnPhotos: Migration = {
  version: 20,
  name: 'photos that she takes off the marketplace',
  sql: `
-- She asked for it and the marketplace was not told yet, or did not answer: ms since the epoch.
ALTER TABLE deliveries ADD COLUMN withdraw_asked_at INTEGER;
-- The marketplace has the photo no more. The delivery's state is 'cancelled' then: it may be sent anew.
ALTER TABLE deliveries ADD COLUMN withdrawn_at INTEGER;
CREATE INDEX deliveries_withdrawn ON deliveries (account_id, remote_photo_id) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX deliveries_to_withdraw ON deliveries (account_id) WHERE withdraw_asked_at IS NOT NULL;
`,
};
