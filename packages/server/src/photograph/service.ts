import { sql } from "kysely";
import type { Actor, Scope } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import { findingInScope, placeInScope } from "../access/scope.ts";
import { read, transact, type Floor, type Reading } from "../db/transact.ts";
import type { FileAnswer } from "../http/route.ts";
import { resultOpens } from "../place/reach.ts";
import { bytesCame } from "./awaited-store.ts";
import * as media from "./media.ts";

const EXTENSION = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" } as const;

/** Keeps the bytes of a photograph under the SHA-256 that the phone computed; other bytes are refused. */
export async function keepMedia(
  floor: Floor,
  actor: Actor,
  sha256: string,
  bytes: Uint8Array,
): Promise<{ sha256: string; bytes: number }> {
  const mime = media.imageType(bytes);
  if (!mime) throw problem("input.unreadable", { reason: "只收 JPEG、PNG 或 WebP 图片" });
  if (media.sha256Of(bytes) !== sha256)
    throw problem("input.unreadable", { reason: "照片在传输中损坏，请重传" });
  // Bytes first, row second: a row says that the picture is really there.
  await media.keep(floor.mediaDir, actor.streetId, sha256, bytes);
  await transact(floor, actor, async (tx) => {
    await tx.sql
      .insertInto("media")
      .values({ streetId: tx.streetId, sha256, bytes: bytes.byteLength, mime, storedAt: new Date(tx.now) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await bytesCame(tx, sha256);
    tx.announce("photograph");
    tx.audit({ act: "media.keep", noun: "media", id: sha256, detail: { bytes: bytes.byteLength } });
  });
  return { sha256, bytes: bytes.byteLength };
}

/** Whether the bytes are here. */
export async function isKept(floor: Floor, actor: Actor, sha256: string): Promise<boolean> {
  const row = await read(floor, actor, (tx) =>
    tx.sql
      .selectFrom("media")
      .select("sha256")
      .where("streetId", "=", tx.streetId)
      .where("sha256", "=", sha256)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/** A photograph that the actor's scope reaches through its place, its finding, or as its author. */
export async function fetchPhotograph(
  floor: Floor,
  actor: Actor,
  scope: Scope,
  factId: string,
): Promise<FileAnswer> {
  const found = await read(floor, actor, (tx) => visiblePhotograph(tx, scope, factId));
  if (!found) throw problem("record.missing", { noun: "照片" });
  const bytes = await media.fetchBytes(floor.mediaDir, actor.streetId, found.sha256).catch(() => {
    throw problem("record.missing", { noun: "照片（记录已到，图片还在手机上）" });
  });
  return {
    bytes,
    mime: found.mime,
    filename: `${factId}.${EXTENSION[found.mime]}`,
    inline: true,
    immutable: true,
  };
}

async function visiblePhotograph(tx: Reading, scope: Scope, factId: string) {
  const { rows } = await sql<{ sha256: string; mime: keyof typeof EXTENSION }>`
    select ph.body ->> 'sha256' as sha256, ph.body ->> 'mime' as mime
    from fact ph
    left join fact o on o.street_id = ph.street_id and o.id = (ph.body ->> 'ofFactId')::uuid
    left join place p on p.street_id = ph.street_id and p.id = coalesce(o.place_id, ph.place_id)
    left join finding f on f.street_id = ph.street_id and f.id = o.finding_id
    where ph.street_id = ${tx.streetId} and ph.id = ${factId} and ph.kind = 'photograph'
      and (${scope.street} or ph.author_id = ${scope.ownPersonId}::uuid
        or (p.id is not null and ${placeInScope(scope, "p")}
          and ${resultOpens(tx, scope, sql`p.id`, sql`coalesce(o.round_id, ph.round_id)`)}) or (f.id is not null and ${findingInScope(scope, "f")}))`.execute(
    tx.sql,
  );
  return rows[0];
}
