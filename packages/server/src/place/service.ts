import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import {
  childOf,
  parentKinds,
  placeKinds,
  placeName,
  type CommunityName,
  type CreatePlace,
  type PlaceDetail,
  type PlaceList,
  type PlaceQuery,
  type RevealAnswer,
  type TreeNode,
} from "@lingzhu/domain/place";
import { areaM2, centroid, localProjection, polygonFault } from "@lingzhu/geo";
import { ensureCommunities } from "../campaign/communities.ts";
import { communitiesInScope } from "../coverage/store.ts";
import type { Reading, Writing } from "../db/transact.ts";
import { enterRegister } from "../patrol/register.ts";
import * as store from "./store.ts";

const ID_LENGTH = 36;

/** One page of places in order of the tree; `next` is handed back as `after` for the following page. */
export async function listPlaces(
  tx: Reading,
  scope: Scope,
  { after, limit, ...filter }: z.output<typeof PlaceQuery>,
): Promise<z.infer<typeof PlaceList>> {
  const rows = await store.listPlaces(tx, scope, filter, {
    after: after === undefined ? null : cursorOf(after),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => store.viewOf(tx, row)),
    total: await store.countPlaces(tx, scope, filter),
    next: last ? last.sortKey + last.id : null,
  };
}

/** The communities within reach, in the order of their codes. */
export const listCommunities = (tx: Reading, scope: Scope): Promise<CommunityName[]> =>
  communitiesInScope(tx, scope);

/** A sort key does not tell two places of one name apart, so the id goes with it. */
function cursorOf(after: string): { sortKey: string; id: string } {
  const id = after.slice(-ID_LENGTH);
  if (!/^[0-9a-f-]{36}$/i.test(id))
    throw problem("input.invalid", { issues: [{ path: "after", reason: "翻页位置不对，请回到第一页" }] });
  return { sortKey: after.slice(0, -ID_LENGTH), id };
}

async function requirePlace(tx: Reading, scope: Scope, id: string): Promise<store.PlaceRow> {
  const row = await store.placeById(tx, scope, id);
  if (!row) throw problem("record.missing", { noun: "地点" });
  return row;
}

export async function viewPlace(tx: Reading, scope: Scope, id: string): Promise<PlaceDetail> {
  const row = await requirePlace(tx, scope, id);
  return {
    place: store.viewOf(tx, row),
    ancestors: await store.ancestorsOf(tx, row),
    contains: await store.countInside(tx, scope, row),
    rounds: await store.roundsOf(tx, scope, id),
  };
}

/** Name and phone in the clear, for a stated reason that goes into the audit. Nothing is told about what they were. */
export async function revealPeople(
  tx: Writing,
  scope: Scope,
  id: string,
  reason: string,
): Promise<z.infer<typeof RevealAnswer>> {
  const row = await store.placeWithinReach(tx, scope, id);
  if (!row) throw problem("record.missing", { noun: "地点" });
  const people = store.openPeople(tx, row);
  tx.audit({ act: "place.reveal", noun: "place", id, detail: { reason, fields: ["head", "phone"] } });
  return people;
}

/** Adds one place below another. A household or plot enters the rounds that are not over. */
export async function createPlace(tx: Writing, scope: Scope, input: CreatePlace): Promise<{ id: string }> {
  await store.lockTree(tx);
  const parent = await requirePlace(tx, scope, input.parentId);
  if (parent.retiredAt !== null) throw problem("record.in-use", { noun: "地点", by: "注销手续" });
  if (!parentKinds[input.kind].includes(parent.kind))
    throw problem("input.invalid", {
      issues: [
        {
          path: "parentId",
          reason: `${placeKinds[input.kind]}不能直接放在${placeKinds[parent.kind]}下面`,
        },
      ],
    });
  const id =
    input.kind === "community" ? await createCommunity(tx, input.name) : await createBelow(tx, parent, input);
  tx.audit({
    act: "place.create",
    noun: "place",
    id,
    detail: { kind: input.kind, parentId: input.parentId },
  });
  tx.announce("place");
  return { id };
}

async function createCommunity(tx: Writing, name: string): Promise<string> {
  const fresh = new Set<string>();
  const newId = () => {
    const id = tx.newId();
    fresh.add(id);
    return id;
  };
  const communities = await ensureCommunities({ ...tx, newId }, [{ name, code: null }]);
  const made = communities.find(({ id }) => fresh.has(id));
  if (!made) throw problem("record.duplicate", { noun: "社区" });
  return made.id;
}

async function createBelow(
  tx: Writing,
  parent: store.PlaceRow,
  input: Exclude<CreatePlace, { kind: "community" }>,
): Promise<string> {
  const kind = input.kind as Exclude<CreatePlace["kind"], "community">;
  const floor = input.kind === "household" ? input.floor : null;
  const name = placeName(kind, input.kind === "household" ? input.door : input.name, floor);
  if (name === "")
    throw problem("input.invalid", { issues: [{ path: "name", reason: "名称认不出来，请换一种写法" }] });
  const node = childOf(await treeNodeOf(tx, parent), kind, name, tx.newId());
  const known = await store.placeByKey(tx, node.naturalKey);
  if (known)
    throw problem("record.duplicate", {
      noun: known.retiredAt === null ? "地点" : "地点（已注销，名称或门牌仍占用，可在注销地点里恢复）",
    });
  const ground = input.kind === "plot" ? groundOf(input) : { lon: null, lat: null, areaM2: null };
  await store.insertPlace(tx, node, { lon: ground.lon, lat: ground.lat });
  if (input.kind === "household") {
    const { residents, head, phone } = input;
    await store.insertHousehold(tx, node.id, {
      floor,
      door: name,
      residents,
      head: head || null,
      phone: phone || null,
    });
  }
  if (input.kind === "plot") {
    const { plotKind, outline } = input;
    await store.insertPlot(tx, node.id, { plotKind, outline, areaM2: ground.areaM2 });
  }
  await enterRegister(tx, [node.id]);
  return node.id;
}

/** A place as its children need to know it. */
export async function treeNodeOf(tx: Reading, row: store.PlaceRow): Promise<TreeNode> {
  const way = [...(await store.ancestorsOf(tx, row)), row];
  const named = (kind: string) => way.find((step) => step.kind === kind)?.name ?? null;
  return {
    ...row,
    names: {
      community: named("community") ?? "",
      compound: named("compound"),
      building: named("building"),
      unit: named("unit"),
    },
  };
}

/** Position and area of a plot: from its outline when it has one, the position as given otherwise. */
function groundOf(input: Extract<CreatePlace, { kind: "plot" }>) {
  const { outline, lon, lat } = input;
  if ((lon === null) !== (lat === null))
    throw problem("input.invalid", { issues: [{ path: "lon", reason: "经度和纬度要一起填写" }] });
  if (outline === null) return { lon, lat, areaM2: null };
  if (polygonFault(outline))
    throw problem("input.invalid", {
      issues: [{ path: "outline", reason: "地块轮廓有误（边线相交、没有闭合或没有面积），请重画" }],
    });
  const [east, north] = centroid(outline);
  const area = areaM2(outline, localProjection(east, north));
  return { lon: lon ?? east, lat: lat ?? north, areaM2: Math.round(area * 10) / 10 };
}
