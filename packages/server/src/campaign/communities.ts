/** Communities named in a plan become places, once, whichever plan or ledger names them first. */
import { problem } from "@lingzhu/domain/kernel";
import { communityKey } from "@lingzhu/domain/place";
import type { SaveCampaign } from "@lingzhu/domain/campaign";
import type { Reading, Writing } from "../db/transact.ts";

export interface Community {
  id: string;
  name: string;
  code: string | null;
}

export const listCommunities = (tx: Reading): Promise<Community[]> =>
  tx.sql
    .selectFrom("place")
    .select(["id", "name", "code"])
    .where("streetId", "=", tx.streetId)
    .where("kind", "=", "community")
    .where("retiredAt", "is", null)
    .orderBy("sortKey")
    .execute();

/**
 * Finds each named community by code or normalised name, or makes its place. A community on record keeps its name;
 * a code that it lacked is filled in.
 *
 * @returns all communities of the street.
 * @throws Problem `input.invalid` for a code that is none or belongs to another street.
 */
export async function ensureCommunities(
  tx: Writing,
  named: SaveCampaign["communities"],
): Promise<Community[]> {
  const street = await tx.sql
    .selectFrom("place")
    .select(["id", "code"])
    .where("streetId", "=", tx.streetId)
    .where("kind", "=", "street")
    .executeTakeFirstOrThrow();
  const known = await listCommunities(tx);
  for (const [index, { name, code }] of named.entries()) {
    requireCode(code, street.code ?? "", index);
    const key = communityKey(name);
    const found =
      known.find((community) => code !== null && community.code === code) ??
      known.find(
        (community) =>
          communityKey(community.name) === key && (code === null || (community.code ?? code) === code),
      );
    if (found) {
      if (found.code === null && code !== null) {
        await tx.sql
          .updateTable("place")
          .set({ code })
          .where("streetId", "=", tx.streetId)
          .where("id", "=", found.id)
          .execute();
        found.code = code;
      }
      continue;
    }
    const community = { id: tx.newId(), name, code };
    await tx.sql
      .insertInto("place")
      .values({
        streetId: tx.streetId,
        ...community,
        parentId: street.id,
        kind: "community",
        communityId: community.id,
        naturalKey: key,
        path: name,
        sortKey: code ?? key,
        source: "plan",
        createdAt: new Date(tx.now),
      })
      .execute();
    known.push(community);
  }
  return known;
}

function requireCode(code: string | null, streetCode: string, index: number): void {
  if (code === null) return;
  const refuse = (reason: string) =>
    problem("input.invalid", { issues: [{ path: `communities.${index}.code`, reason }] });
  if (!/^\d{12}$/.test(code)) throw refuse("社区代码应为 12 位数字");
  if (!code.startsWith(streetCode.slice(0, 9))) throw refuse(`代码 ${code} 不属于本街道`);
}
