import type { Selectable } from 'kysely';
import type { Database } from '../db/database.ts';
import type { DeliveryObjectsTable, DeliveryPartsTable } from '../db/schema.ts';
import { OPEN_STATES } from './delivery-states.ts';

export type ObjectRow = Selectable<DeliveryObjectsTable>;
export type PartRow = Selectable<DeliveryPartsTable>;

export interface PlannedPart {
  readonly number: number;
  readonly size: number;
  /** Base64. */
  readonly sha256: string;
  /** Base64. Null: the storage is told SHA-256; `md5Of` takes it when an answer that was lost asks for it. */
  readonly md5: string | null;
}

export type ObjectsRepository = ReturnType<typeof objectsRepository>;

/** What a delivery puts into the storage: its objects and their parts. */
export function objectsRepository(db: Database) {
  // Hot: once for every piece handed to the network. Bytes of a part beyond its size went over the network before.
  const countPart = db.prepare<[number, number, number], { again: number }>(
    'UPDATE delivery_parts SET wire_bytes = wire_bytes + ? WHERE object_id = ? AND part_number = ? RETURNING max(0, wire_bytes - size) AS again',
  );
  const countResent = db.prepare<[number, number], never>(
    'UPDATE deliveries SET bytes_resent = bytes_resent + ? WHERE id = ?',
  );

  return {
    of(deliveryId: number): ObjectRow[] {
      return db.all(
        db.sql.selectFrom('delivery_objects').selectAll().where('delivery_id', '=', deliveryId).orderBy('id'),
      );
    },

    byId(id: number): ObjectRow | undefined {
      return db.get(db.sql.selectFrom('delivery_objects').selectAll().where('id', '=', id));
    },

    insert(object: { deliveryId: number; kind: string; size: number; sha256: string; path: string }): void {
      db.run(
        db.sql.insertInto('delivery_objects').values({
          delivery_id: object.deliveryId,
          kind: object.kind,
          size: object.size,
          sha256: object.sha256,
          path: object.path,
          done: 0,
        }),
      );
    },

    update(id: number, change: Partial<Omit<ObjectRow, 'id' | 'delivery_id'>>): void {
      db.run(db.sql.updateTable('delivery_objects').set(change).where('id', '=', id));
    },

    parts(objectId: number): PartRow[] {
      return db.all(
        db.sql.selectFrom('delivery_parts').selectAll().where('object_id', '=', objectId).orderBy('part_number'),
      );
    },

    insertParts(objectId: number, parts: readonly PlannedPart[]): void {
      for (const part of parts) {
        db.run(
          db.sql.insertInto('delivery_parts').values({
            object_id: objectId,
            part_number: part.number,
            size: part.size,
            sha256: part.sha256,
            md5: part.md5,
            attempts: 0,
            wire_bytes: 0,
          }),
        );
      }
    },

    removeParts(objectId: number): void {
      db.run(db.sql.deleteFrom('delivery_parts').where('object_id', '=', objectId));
    },

    partStarted(objectId: number, partNumber: number): void {
      db.run(
        db.sql
          .updateTable('delivery_parts')
          .set((column) => ({ attempts: column('attempts', '+', 1) }))
          .where('object_id', '=', objectId)
          .where('part_number', '=', partNumber),
      );
    },

    setEtag(objectId: number, partNumber: number, etag: string | null): void {
      db.run(
        db.sql
          .updateTable('delivery_parts')
          .set({ etag })
          .where('object_id', '=', objectId)
          .where('part_number', '=', partNumber),
      );
    },

    clearEtags(objectId: number): void {
      db.run(db.sql.updateTable('delivery_parts').set({ etag: null }).where('object_id', '=', objectId));
    },

    /** Counts bytes on their way to the network; what goes beyond one full pass of the part is counted as sent again. */
    countWire(deliveryId: number, objectId: number, partNumber: number, bytes: number): void {
      const again = countPart.get(bytes, objectId, partNumber)?.again ?? 0;
      if (again > 0) countResent.run(Math.min(again, bytes), deliveryId);
    },

    /** Bytes of an object that went over the network at least once and whose rows are about to go. */
    wireBytes(objectId: number): number {
      return this.parts(objectId).reduce((sum, part) => sum + Math.min(part.wire_bytes, part.size), 0);
    },

    /** True when a part of something that is still to be sent was begun and is not known to have arrived. */
    hasBrokenOff(): boolean {
      const begun = db.sql
        .selectFrom('delivery_parts')
        .innerJoin('delivery_objects', 'delivery_objects.id', 'delivery_parts.object_id')
        .innerJoin('deliveries', 'deliveries.id', 'delivery_objects.delivery_id')
        .where('deliveries.state', 'in', [...OPEN_STATES])
        .where('delivery_parts.attempts', '>', 0)
        .where('delivery_parts.etag', 'is', null)
        .select('delivery_parts.object_id')
        .limit(1);
      return db.get(begun) !== undefined;
    },

    /** Bytes of a delivery that the storage has. */
    confirmedBytes(deliveryId: number): number {
      const parts = db.sql
        .selectFrom('delivery_parts')
        .innerJoin('delivery_objects', 'delivery_objects.id', 'delivery_parts.object_id')
        .where('delivery_objects.delivery_id', '=', deliveryId)
        .where('delivery_parts.etag', 'is not', null)
        .select((column) => column.fn.sum<number>('delivery_parts.size').as('bytes'));
      return db.get(parts)?.bytes ?? 0;
    },
  };
}
