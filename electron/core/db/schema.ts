import type { Generated, GeneratedAlways } from 'kysely';
import type { DeliveryState } from '../../../shared/contract/delivery.contract.ts';
import type { License } from '../../../shared/domain/license.ts';
import type { Delivery, Format, Label, Moderation, Review } from '../../../shared/domain/photo.ts';
import type { QuarantineCode } from '../../../shared/domain/quarantine.ts';

/**
 * The tables as TypeScript sees them: one interface a table, checked against the migrations by schema.test.ts.
 * Times are ms since the epoch (INTEGER), flags 0 or 1, money whole francs CFA, JSON as TEXT.
 */
export interface FoldersTable {
  id: Generated<number>;
  path: string;
  added_at: number;
  state: 'ok' | 'offline' | 'unreadable';
  last_scan_at: number | null;
  /** Flags and JSON of shared/domain/folder-rules.ts. */
  subfolders: Generated<number>;
  ignore: Generated<string>;
  paused: Generated<number>;
  /** Not 0: files.ignored does not follow the rules yet. */
  rules_pending: Generated<number>;
  /** JSON: the Volume it lay on when it was last seen. */
  volume: string | null;
}

export interface PhotosTable {
  id: Generated<number>;
  sha256: string;
  size: number;
  format: Format;
  width: number;
  height: number;
  orientation: number;
  capture_date: string | null;
  capture_offset: string | null;
  /** Capture time where known, else the oldest file's modification time: what the grid sorts by. */
  sort_at: number;
  camera: string | null;
  lens: string | null;
  exposure_time: number | null;
  f_number: number | null;
  iso: number | null;
  focal_length: number | null;
  latitude: number | null;
  longitude: number | null;
  icc_profile: string | null;
  review: Review;
  rating: number;
  label: Label | null;
  title: string;
  caption: string;
  /** JSON array, order kept. */
  keywords: string;
  category_id: string | null;
  price_standard: number | null;
  price_extended: number | null;
  place: string;
  /** Of the current account; derived from deliveries and remote_photos, kept here for filters. */
  delivery: Delivery;
  moderation: Moderation;
  /** JSON: PhotoRights; null: as the settings say. */
  rights: Generated<string | null>;
  /** Numbers of broken rules, kept in step with every change. */
  rule_errors: number;
  rule_warnings: number;
  /** The same as bits: ruleBits of shared/domain/rule-book.ts. */
  rules_broken: Generated<number>;
  /** PictureQuality; `measured` 0: nobody has looked yet. */
  sharpness: Generated<number | null>;
  noise: Generated<number | null>;
  highlights: Generated<number | null>;
  shadows: Generated<number | null>;
  measured: Generated<number>;
  /** A photo of another shot that looks the same and that the marketplace has: metadata/sent-alike.ts. */
  sent_alike: Generated<number | null>;
  /** Name of the main file, for sorting and search. */
  file_name: string;
  /** 1 while at least one of its files is reachable. */
  present: number;
  /** Recipe its derived images were made with; null = to be made. */
  derived_recipe: string | null;
  /** JSON: DerivedImage[] without directories. */
  derived: string;
  picture_version: number;
  added_at: number;
  changed_at: number;
  stack_id: Generated<number | null>;
  /** 1: she took it out of its stack. */
  set_apart: Generated<number>;
  /** Degrees clockwise that she turned it by; width and height are as seen. */
  turn: Generated<number>;
  /** Degrees that its derived images are turned by: they follow. */
  pictures_turn: Generated<number>;
  /** Why it doesn't show, as bits (library/visibility.repository.ts); 0: it stands in lists, counts and searches. */
  hidden: Generated<number>;
  /** 1 while all its files are known to be gone; kept by triggers. */
  missing: Generated<number>;
  /** Of the current account; kept by triggers on remote_photos. */
  sales_count: Generated<number>;
  /** (second taken, id) as one integer. Exceeds 2^53: compare it in SQL, never read it into JavaScript. */
  capture_order: GeneratedAlways<number>;
  /** JSON: see library/photos/facets.ts. */
  facets: GeneratedAlways<string>;
}

/** Photos of each combination of facets; kept by triggers. */
export interface PhotoTalliesTable {
  facets: string;
  count: number;
}

/** Places in the search index whose words changed since it was written; empty between transactions. */
export interface PhotoWordsStaleTable {
  place: number;
}

/** Files that are one photo, or what she put together; see library/stacks. */
export interface StacksTable {
  id: Generated<number>;
  kind: 'pair' | 'hand';
  chosen_face: number | null;
}

/** Stacks to look at again; empty between transactions. */
export interface StackStaleTable {
  stack_id: number;
}

export interface CollectionsTable {
  id: Generated<number>;
  name: string;
  kind: 'collection' | 'search';
  /** JSON: PhotoFilter of a search; null for a collection. */
  filter: string | null;
  position: number;
  created_at: number;
  /** When it was removed; kept for a while, to be restored. */
  removed_at: number | null;
}

export interface CollectionPhotosTable {
  collection_id: number;
  photo_id: number;
  /** Grows with every photo added. */
  position: number;
}

/** What photos look like, in 64 bits: see adapters/pixels/fingerprint.ts. Null: nothing to recognise the photo by. */
export interface PhotoFingerprintsTable {
  photo_id: number;
  /** Upper and lower 32 bits, unsigned. */
  high: number | null;
  low: number | null;
}

/** Work that outlives page and process: library/import/import-runner.ts. */
export interface ImportsTable {
  id: Generated<number>;
  state: 'receiving' | 'running' | 'waiting' | 'paused' | 'done' | 'cancelled';
  /** JSON: paths. */
  sources: string;
  from_card: Generated<number>;
  /** 1: the sources are our own and are moved into place. */
  received: Generated<number>;
  /** JSON: ImportOptions. */
  options: string;
  /** JSON: code and facts. */
  problem: string | null;
  put_away: Generated<number>;
  created_at: number;
  finished_at: number | null;
}

export interface ImportItemsTable {
  id: Generated<number>;
  import_id: number;
  shot: number;
  role: 'photo' | 'sidecar';
  path: string;
  size: number;
  modified_at: number;
  taken_at: string | null;
  camera: string | null;
  folder: string | null;
  base: string | null;
  state: Generated<'waiting' | 'copied' | 'known' | 'failed'>;
  sha256: string | null;
  placed: string | null;
  problem: string | null;
}

/** Work that outlives page and process: library/export/export-runner.ts. */
export interface ExportsTable {
  id: Generated<number>;
  state: 'running' | 'paused' | 'done' | 'cancelled';
  /** JSON: ExportOptions. */
  options: string;
  token: string;
  /** JSON: code and facts. */
  problem: string | null;
  created_at: number;
}

export interface ExportItemsTable {
  id: Generated<number>;
  export_id: number;
  sequence: number;
  photo_id: number;
  state: Generated<'waiting' | 'written' | 'failed'>;
  sha256: string | null;
  size: number | null;
  placed: string | null;
  problem: string | null;
}

/** Sets of photos that she said are no duplicates of each other. */
export interface DuplicateDismissalsTable {
  id: Generated<number>;
  at: number;
}

export interface DismissedDuplicatesTable {
  dismissal_id: number;
  photo_id: number;
}

export interface FilesTable {
  id: Generated<number>;
  photo_id: number;
  folder_id: number;
  path: string;
  /** Folder it lies in: what a scan compares with one listing. */
  directory: Generated<string>;
  size: number;
  /** Nanoseconds since the epoch as decimal text (exceeds 2^53). */
  mtime_ns: string;
  inode: string;
  state: 'present' | 'missing' | 'offline';
  seen_at: number;
  /** Folder and name without suffixes, as a number: library/stacks/pairing.ts. Null: to be worked out. */
  pairing_key: Generated<number | null>;
  /** 1: a rule of its folder leaves it out. */
  ignored: Generated<number>;
}

export interface QuarantineTable {
  path: string;
  directory: Generated<string>;
  folder_id: number;
  size: number;
  mtime_ns: string;
  code: QuarantineCode;
  detail: string;
  since: number;
}

export interface JobsTable {
  id: Generated<number>;
  kind: string;
  subject: string;
  state: 'waiting' | 'active' | 'failed';
  /** Higher first. */
  priority: number;
  attempts: number;
  next_attempt_at: number;
  error: string | null;
  created_at: number;
}

export interface EditsTable {
  id: Generated<number>;
  at: number;
  /** What was done, a key of shared/messages (`edit.<name>`). */
  name: string;
  /** JSON: { [photoId]: { before, after } } of the changed columns. */
  changes: string;
  undone: number;
  /** JSON: what it did beside the photos' columns, see library/review/edits.repository.ts. */
  facts: Generated<string>;
  /** Photos as she counts them: a stack is one. */
  photos: Generated<number>;
}

export interface SettingsTable {
  key: string;
  /** JSON */
  value: string;
}

export interface AccountsTable {
  id: Generated<number>;
  server: string;
  email: string;
  name: string;
  remote_user_id: string;
  photographer_status: string | null;
  is_sandbox: number;
  remembered: number;
  /** 1 for the one account the studio works for now. */
  current: number;
  /** By the server's clock, as is the time of the next refresh. */
  token_expires_at: number | null;
  token_refresh_at: number | null;
  /** ms to add to this computer's clock to have the server's. */
  clock_offset: Generated<number>;
  /** 1 once the server answered 404/405 to direct upload; asked again daily. */
  no_direct_upload_until: number | null;
  /** 1: its upload sessions can replace a photo's picture; 0: they can't; null: none was asked yet. */
  takes_replacements: number | null;
  avatar_url: string | null;
  signed_in_at: number;
}

export interface CategoriesTable {
  account_id: number;
  id: string;
  name: string;
  parent_id: string | null;
  position: number;
}

export interface DeliveriesTable {
  id: Generated<number>;
  /** A correction carries words and prices to a photo the marketplace has already, and no picture. */
  kind: Generated<'photo' | 'correction'>;
  account_id: number;
  photo_id: number;
  /** Idempotency key of the marketplace's session (UUID). */
  client_upload_id: string;
  state: DeliveryState;
  position: number;
  /** JSON: PhotoForm as it will be (was) sent. */
  form: string;
  /** JSON: SentMetadata as it will be (was) written into the sent copy. */
  sent_metadata: string;
  sent_sha256: string | null;
  sent_size: number | null;
  /** Path of the prepared copy, relative to the data folder. */
  sent_path: string | null;
  content_type: 'image/jpeg' | 'image/png';
  filename: string;
  /** The marketplace's session. Kept by a cancelled delivery until the marketplace was told. */
  remote_upload_id: string | null;
  part_size: number | null;
  /** When a form POST began whose outcome is not known: looked up before anything is posted again. */
  post_started_at: number | null;
  attempts: number;
  next_attempt_at: number | null;
  problem: string | null;
  remote_photo_id: string | null;
  bytes_total: number;
  /** Bytes that the storage has confirmed. */
  bytes_sent: number;
  /** Bytes that had to go over the network more than once. */
  bytes_resent: number;
  queued_at: number;
  sent_at: number | null;
  changed_at: number;
  /** She wants it off the marketplace, which was not told yet or did not answer. */
  withdraw_asked_at: number | null;
  /** The marketplace has the photo no more; `state` is 'cancelled'. */
  withdrawn_at: number | null;
  /** The marketplace's photo that is to have this picture in place of its own. */
  replaces_remote_id: string | null;
  /** Another picture took this one's place in the same item; `state` is 'cancelled'. */
  replaced_at: number | null;
}

export interface DeliveryObjectsTable {
  id: Generated<number>;
  delivery_id: number;
  /** 'original' or a derived kind. */
  kind: string;
  bucket: string | null;
  key: string | null;
  size: number;
  sha256: string;
  path: string;
  multipart_upload_id: string | null;
  etag: string | null;
  done: number;
}

/** A stretch of an object. One that goes up in a single PUT is one part. */
export interface DeliveryPartsTable {
  object_id: number;
  part_number: number;
  size: number;
  sha256: string;
  /** Null: not taken yet. */
  md5: string | null;
  etag: string | null;
  /** How many times its bytes were put on the network. */
  attempts: number;
  /** Bytes handed to the network over all attempts, counted before they leave. */
  wire_bytes: number;
}

/** Bytes over the network by local day, for the data budget. */
export interface TrafficTable {
  day: string;
  sent: number;
}

export interface RemotePhotosTable {
  account_id: number;
  id: string;
  photo_id: number | null;
  title: string;
  status: Exclude<Moderation, 'none'>;
  rejection_reason: string | null;
  views_count: number;
  sales_count: number;
  created_at: number | null;
  updated_at: number | null;
  synced_at: number;
  category_id: string | null;
}

export interface TransactionsTable {
  account_id: number;
  id: string;
  remote_photo_id: string | null;
  title: string;
  sold_at: number;
  gross: number;
  commission: number;
  net: number;
  status: 'completed' | 'pending';
  license: License;
  order_number: string;
  first_seen_at: number;
  seen_at: number;
  /** When the marketplace stopped listing it (cancelled or refunded); it counts in no sum. */
  gone_at: number | null;
}

/** Sums of the ledger by UTC day (days since the epoch); kept by triggers. */
export interface SalesDaysTable {
  account_id: number;
  day: number;
  net: number;
  commission: number;
  count: number;
}

export interface RevenueMonthsTable {
  account_id: number;
  month: string;
  total_sales: number;
  commission: number;
  net_revenue: number;
  available_balance: number;
  pending_balance: number;
  withdrawn: number;
  sales_count: number;
}

export interface NotificationsTable {
  account_id: number;
  id: string;
  type: string;
  title: string;
  message: string;
  at: number;
  read: number;
  remote_photo_id: string | null;
  /** When the desktop said it; null: not yet. */
  told_at: number | null;
  /** Read here, and the marketplace does not know. */
  unsaid: Generated<number>;
  /** Made by the studio itself. */
  here: Generated<number>;
  /** JSON: what its sentence is filled with. */
  facts: Generated<string>;
}

/** Sums of the ledger by photo and licence; kept by triggers. */
export interface SalesPhotosTable {
  account_id: number;
  /** '' where the marketplace named none. */
  remote_photo_id: string;
  license: string;
  gross: number;
  commission: number;
  net: number;
  count: number;
}

/** What the marketplace changed of a sale after the fact; kept by triggers. */
export interface LedgerChangesTable {
  id: Generated<number>;
  account_id: number;
  sale_id: string;
  at: number;
  kind: 'late' | 'changed' | 'gone' | 'back';
  gross_before: number;
  commission_before: number;
  net_before: number;
  sold_before: number;
}

/** Differences between the marketplace's figures and the ledger, as they were found. */
export interface DifferencesTable {
  account_id: number;
  key: string;
  /** JSON: Difference of sales.contract.ts. */
  value: string;
  found_at: number;
  seen_at: number;
  settled_at: number | null;
}

/** The marketplace's list of withdrawals as last read. Times in ms, amounts in whole francs CFA. */
export interface WithdrawalsTable {
  account_id: number;
  id: string;
  amount: number;
  /** PayoutDetails. */
  details: string;
  status: 'pending' | 'processing' | 'approved' | 'completed' | 'rejected' | 'cancelled';
  notes: string | null;
  created_at: number;
  processed_at: number | null;
  seen_at: number;
}

/** What she asked for (migration 0021 says what the states are). */
export interface WithdrawalRequestsTable {
  id: Generated<number>;
  account_id: number;
  intention: string;
  amount: number;
  details: string;
  /** PayoutTarget: as she typed it. */
  target: string;
  state: 'asked' | 'sent' | 'lost' | 'confirmed' | 'refused' | 'absent' | 'unsent';
  asked_at: number;
  sent_at: number | null;
  settled_at: number | null;
  remote_id: string | null;
  reason: string | null;
  /** Ids of the marketplace's, of the same amount, before it was asked. */
  known: Generated<string>;
}

export interface WithdrawalPapersTable {
  id: Generated<number>;
  account_id: number;
  year: number;
  number: number;
  withdrawal_id: string;
  /** WithdrawalPaperContent. */
  content: string;
}

export interface ProfilesTable {
  account_id: number;
  /** ProfileWords and the address of her email. */
  words: string;
  unsaid: string | null;
  fetched_at: number | null;
}

export interface ProfilePicturesTable {
  id: Generated<number>;
  account_id: number;
  sha256: string;
  jpeg: Uint8Array;
  side: number;
  added_at: number;
  chosen_at: number;
  origin: 'hers' | 'marketplace';
  state: 'kept' | 'sent' | 'unsupported' | 'refused';
  remote_url: string | null;
  remote_sha256: string | null;
}

/** When a kind of thing was last fetched for an account, with what the marketplace said beside it (JSON). */
export interface SyncStateTable {
  account_id: number;
  kind: string;
  at: number;
  value: string;
}

/** Bytes of derived images on the disk; 0 once they made room for others. Kept by triggers. */
export interface DerivedStoreTable {
  photo_id: number;
  previews: number;
  thumbnails: number;
  used_at: number;
}

/** Sums of derived_store: 'previews' and 'thumbnails'. */
export interface DerivedTotalsTable {
  kind: string;
  bytes: number;
}

/** Photos whose images she wants anew. */
export interface ImagesToRebuildTable {
  photo_id: number;
}

/** What a file beside a photograph said when it was last read or written. */
export interface SidecarsTable {
  path: string;
  directory: string;
  photo_id: number;
  size: number;
  mtime_ns: string;
  /** JSON: SaidWords. */
  said: string;
  /** JSON: PhotoRights as last written into it by us. */
  rights_written: string | null;
}

/** What a photo's own file said when it was last read. No row: nothing; null: not known. */
export interface EmbeddedWordsTable {
  photo_id: Generated<number>;
  said: string | null;
}

/** Contents that are the same photo, before and after words were written into its original. */
export interface PhotoContentsTable {
  sha256: string;
  photo_id: number;
}

export interface OriginalWritesTable {
  id: Generated<number>;
  photo_id: number;
  path: string;
  before_sha256: string;
  after_sha256: string;
  /** File name below the folder of kept originals. */
  backup: string;
  at: number;
}

/** Papers of what was sold, numbered without gaps in each year; rows are never changed or removed. */
export interface StatementsTable {
  id: Generated<number>;
  account_id: number;
  year: number;
  number: number;
  kind: 'month' | 'range';
  /** Local days, inclusive. */
  from_day: string;
  to_day: string;
  /** Local day on which it was drawn up. */
  day: string;
  count: number;
  gross: number;
  net: number;
  /** StatementContent. */
  content: string;
}

/** What the statements of months said of each sale. */
export interface StatedSalesTable {
  account_id: number;
  sale_id: string;
  statement_id: number;
  gross: number;
  commission: number;
  net: number;
}

export interface StatementIdentityTable {
  account_id: number;
  /** PaperIdentity. */
  value: string;
}

export interface Tables {
  statements: StatementsTable;
  stated_sales: StatedSalesTable;
  statement_identity: StatementIdentityTable;
  sidecars: SidecarsTable;
  embedded_words: EmbeddedWordsTable;
  photo_contents: PhotoContentsTable;
  original_writes: OriginalWritesTable;
  derived_store: DerivedStoreTable;
  derived_totals: DerivedTotalsTable;
  images_to_rebuild: ImagesToRebuildTable;
  folders: FoldersTable;
  photos: PhotosTable;
  photo_tallies: PhotoTalliesTable;
  photo_words_stale: PhotoWordsStaleTable;
  stacks: StacksTable;
  stack_stale: StackStaleTable;
  collections: CollectionsTable;
  collection_photos: CollectionPhotosTable;
  photo_fingerprints: PhotoFingerprintsTable;
  imports: ImportsTable;
  import_items: ImportItemsTable;
  exports: ExportsTable;
  export_items: ExportItemsTable;
  duplicate_dismissals: DuplicateDismissalsTable;
  dismissed_duplicates: DismissedDuplicatesTable;
  files: FilesTable;
  quarantine: QuarantineTable;
  jobs: JobsTable;
  edits: EditsTable;
  settings: SettingsTable;
  accounts: AccountsTable;
  categories: CategoriesTable;
  deliveries: DeliveriesTable;
  delivery_objects: DeliveryObjectsTable;
  delivery_parts: DeliveryPartsTable;
  traffic: TrafficTable;
  remote_photos: RemotePhotosTable;
  transactions: TransactionsTable;
  sales_days: SalesDaysTable;
  revenue_months: RevenueMonthsTable;
  notifications: NotificationsTable;
  sales_photos: SalesPhotosTable;
  ledger_changes: LedgerChangesTable;
  differences: DifferencesTable;
  withdrawals: WithdrawalsTable;
  withdrawal_requests: WithdrawalRequestsTable;
  withdrawal_papers: WithdrawalPapersTable;
  profiles: ProfilesTable;
  profile_pictures: ProfilePicturesTable;
  sync_state: SyncStateTable;
}
