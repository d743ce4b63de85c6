import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from './database.ts';
import {
  assigned,
  COLUMNS,
  DESCRIBED,
  described,
  type NewPhoto,
  type Photo,
  type PhotoDescription,
  type PhotoStatus,
  PICTURED,
  photo,
  pictured,
} from './photo-row.ts';

const count = z.object({ n: z.number() });
const title = z.object({ title: z.string() });

/** The photographers' photos. A deleted photo keeps its row for the sales that name it. */
export class Photos {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  create(wanted: NewPhoto): Photo {
    const id = randomUUID();
    const now = this.#clock.now();
    const columns = ['id', 'photographer_id', 'slug', 'status', 'created_at', 'updated_at', ...DESCRIBED, ...PICTURED];
    this.#database.run(
      `INSERT INTO photos (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      id,
      wanted.photographerId,
      `${slug(wanted.title)}-${id.slice(0, 6)}`,
      'pending',
      now,
      now,
      ...described(wanted),
      ...pictured(wanted),
    );
    return this.require(id);
  }

  byId(id: string): Photo | undefined {
    return this.#database.first(photo, `SELECT ${COLUMNS} FROM photos WHERE id = ? AND deleted_at IS NULL`, id);
  }

  /** Also finds photos that were deleted, for the sales that name them. */
  require(id: string): Photo {
    const found = this.#database.first(photo, `SELECT ${COLUMNS} FROM photos WHERE id = ?`, id);
    if (found === undefined) throw new Error(`no photo ${id}`);
    return found;
  }

  /** Of a photo that may have been deleted; nothing of it is counted. */
  titleOf(id: string): string {
    return this.#database.first(title, 'SELECT title FROM photos WHERE id = ?', id)?.title ?? '';
  }

  byContent(photographerId: string, sha256: string): Photo | undefined {
    return this.#database.first(
      photo,
      `SELECT ${COLUMNS} FROM photos WHERE photographer_id = ? AND sha256 = ? AND deleted_at IS NULL`,
      photographerId,
      sha256,
    );
  }

  page(photographerId: string, limit: number, offset: number): { rows: Photo[]; total: number } {
    return {
      rows: this.#database.all(
        photo,
        `SELECT ${COLUMNS} FROM photos WHERE photographer_id = ? AND deleted_at IS NULL ORDER BY created_at DESC, rowid DESC LIMIT ? OFFSET ?`,
        photographerId,
        limit,
        offset,
      ),
      total:
        this.#database.first(
          count,
          'SELECT count(*) AS n FROM photos WHERE photographer_id = ? AND deleted_at IS NULL',
          photographerId,
        )?.n ?? 0,
    };
  }

  ofPhotographer(photographerId: string): Photo[] {
    return this.page(photographerId, -1, 0).rows;
  }

  all(): Photo[] {
    return this.#database.all(
      photo,
      `SELECT ${COLUMNS} FROM photos WHERE deleted_at IS NULL ORDER BY created_at, rowid`,
    );
  }

  publishedIn(categoryId: string): number {
    return (
      this.#database.first(
        count,
        "SELECT count(*) AS n FROM photos WHERE category_id = ? AND status = 'approved' AND deleted_at IS NULL",
        categoryId,
      )?.n ?? 0
    );
  }

  describe(id: string, description: PhotoDescription, isPublic: boolean): Photo {
    this.#database.run(
      `UPDATE photos SET ${assigned(DESCRIBED)}, is_public = ?, updated_at = ? WHERE id = ?`,
      ...described(description),
      isPublic ? 1 : 0,
      this.#clock.now(),
      id,
    );
    return this.require(id);
  }

  /** The same photo with another picture and its words: pending, as if it were new. Views, sales and its address stay. */
  replacePicture(id: string, wanted: Omit<NewPhoto, 'photographerId'>): Photo {
    this.#database.run(
      `UPDATE photos SET ${assigned([...DESCRIBED, ...PICTURED])}, status = 'pending', rejection_reason = NULL,
         moderate_at = NULL, next_buyer_at = NULL, updated_at = ? WHERE id = ?`,
      ...described(wanted),
      ...pictured(wanted),
      this.#clock.now(),
      id,
    );
    return this.require(id);
  }

  moderate(id: string, status: PhotoStatus, reason: string | null): Photo {
    const now = this.#clock.now();
    this.#database.run(
      `UPDATE photos SET status = ?, rejection_reason = ?, moderate_at = NULL, next_buyer_at = NULL, updated_at = ?,
         approved_at = CASE WHEN ? = 'approved' THEN ? ELSE approved_at END WHERE id = ?`,
      status,
      reason,
      now,
      status,
      now,
      id,
    );
    return this.require(id);
  }

  view(id: string, times: number): void {
    this.#database.run('UPDATE photos SET views = views + ? WHERE id = ?', times, id);
  }

  remove(id: string): void {
    this.#database.run('UPDATE photos SET deleted_at = ? WHERE id = ?', this.#clock.now(), id);
  }

  /** Demo: when a moderator or a buyer looks at this photo next. */
  plan(id: string, column: 'moderate_at' | 'next_buyer_at', at: number): void {
    this.#database.run(`UPDATE photos SET ${column} = ? WHERE id = ?`, at, id);
  }

  unplanned(status: PhotoStatus, column: 'moderate_at' | 'next_buyer_at'): Photo[] {
    return this.#database.all(
      photo,
      `SELECT ${COLUMNS} FROM photos WHERE status = ? AND ${column} IS NULL AND deleted_at IS NULL`,
      status,
    );
  }

  due(status: PhotoStatus, column: 'moderate_at' | 'next_buyer_at'): Photo[] {
    return this.#database.all(
      photo,
      `SELECT ${COLUMNS} FROM photos WHERE status = ? AND ${column} <= ? AND deleted_at IS NULL ORDER BY ${column}, rowid`,
      status,
      this.#clock.now(),
    );
  }

  /** How many photos of this photographer a moderator has decided on. */
  decided(photographerId: string): number {
    return (
      this.#database.first(
        count,
        "SELECT count(*) AS n FROM photos WHERE photographer_id = ? AND status <> 'pending'",
        photographerId,
      )?.n ?? 0
    );
  }
}

function slug(title: string): string {
  return (
    title
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'photo'
  );
}
