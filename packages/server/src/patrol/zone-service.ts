import { dayOf, makeRoom, overlaps, problem, type Day } from "@lingzhu/domain/kernel";
import { assignmentStart, zoneKinds, type CreateZone } from "@lingzhu/domain/patrol";
import type { Writing } from "../db/transact.ts";
import { requireIndependentTeam } from "./independence.ts";
import { rezone } from "./register.ts";
import { lockRound } from "./round-store.ts";
import * as store from "./zone-store.ts";
import { lockTeam, membersOf } from "./team-store.ts";

type Round = NonNullable<Awaited<ReturnType<typeof lockRound>>>;

/** Makes a zone of a round; when a team is named it has the zone from the round's start, or from today. */
export async function createZone(tx: Writing, roundId: string, input: CreateZone): Promise<{ id: string }> {
  const round = await roundForZones(tx, roundId);
  const id = await addZone(tx, round, input);
  await rezone(tx, round.id);
  if (input.teamId !== null)
    await giveZone(tx, round, id, input.teamId, assignmentStart(dayOf(tx.now), round.startsOn));
  tx.announce("round");
  return { id };
}

/**
 * Copies the zones of another round with their places in use. Their teams come along into a patrol round; a
 * cross-check needs other people, so its zones start without a team.
 */
export async function copyZones(
  tx: Writing,
  roundId: string,
  fromRoundId: string,
): Promise<{ zones: number }> {
  const round = await roundForZones(tx, roundId);
  const from = await lockRound(tx, fromRoundId);
  if (!from) throw problem("record.missing", { noun: "轮次" });
  const zones = await store.zonesToCopy(tx, fromRoundId);
  const made: { id: string; teamId: string | null }[] = [];
  for (const zone of zones) made.push({ id: await addZone(tx, round, zone), teamId: zone.teamId });
  await rezone(tx, round.id);
  if (round.kind === "patrol" && from.campaignId === round.campaignId) {
    const validFrom = assignmentStart(dayOf(tx.now), round.startsOn);
    for (const { id, teamId } of made) if (teamId) await giveZone(tx, round, id, teamId, validFrom);
  }
  tx.audit({
    act: "zone.copy",
    noun: "round",
    id: round.id,
    detail: { fromRoundId, zones: made.length },
  });
  tx.announce("round");
  return { zones: made.length };
}

/** Gives a zone to a team from a day on; whoever had it keeps it until the day before. */
export async function assignZone(
  tx: Writing,
  zoneId: string,
  { teamId, validFrom }: { teamId: string; validFrom: Day },
): Promise<{ id: string }> {
  const { round } = await zoneForChange(tx, zoneId);
  const id = await giveZone(tx, round, zoneId, teamId, validFrom);
  tx.announce("round");
  return { id };
}

/** Removes a zone in which nothing was recorded; its places stay in the register. */
export async function deleteZone(tx: Writing, zoneId: string): Promise<{ id: string }> {
  const { zone, round } = await zoneForChange(tx, zoneId);
  if (await store.hasRecords(tx, zone)) throw problem("record.in-use", { noun: "片", by: "已有的踏查记录" });
  await store.deleteZone(tx, zoneId);
  await rezone(tx, round.id);
  tx.audit({ act: "zone.delete", noun: "zone", id: zoneId, detail: { roundId: round.id } });
  tx.announce("round");
  return { id: zoneId };
}

/** The round, held while its zones change; `record.missing` when there is none. */
export async function roundForZones(tx: Writing, id: string): Promise<Round> {
  const round = await lockRound(tx, id);
  if (!round) throw problem("record.missing", { noun: "轮次" });
  return round;
}

async function zoneForChange(tx: Writing, zoneId: string) {
  const seen = await store.zoneById(tx, zoneId);
  if (!seen) throw problem("record.missing", { noun: "片" });
  const round = await roundForZones(tx, seen.roundId);
  // Again under the lock: somebody may have removed it meanwhile.
  const zone = await store.zoneById(tx, zoneId);
  if (!zone) throw problem("record.missing", { noun: "片" });
  return { zone, round };
}

/** A zone of the listed places, without a team. The caller brings the register to it with `rezone`. */
export async function addZone(
  tx: Writing,
  round: Round,
  { name, placeIds }: Pick<CreateZone, "name" | "placeIds">,
): Promise<string> {
  const ids = [...new Set(placeIds)];
  const places = await store.placesInUse(tx, ids);
  if (places.length < ids.length) throw problem("record.missing", { noun: "地点" });
  if (!places.every(({ kind }) => zoneKinds.includes(kind)))
    throw problem("input.invalid", {
      issues: [{ path: "placeIds", reason: "不能把整个街道划成一片，请选择社区或其下的地点" }],
    });
  const [taken] = await store.listedPlaces(tx, round.id, ids);
  if (taken) throw problem("zone.taken", { place: taken.path, zone: taken.zone });
  const id = tx.newId();
  await store.insertZone(tx, { id, roundId: round.id, name }, ids);
  tx.audit({ act: "zone.create", noun: "zone", id, detail: { roundId: round.id, places: ids.length } });
  return id;
}

async function giveZone(
  tx: Writing,
  round: Round,
  zoneId: string,
  teamId: string,
  validFrom: Day,
): Promise<string> {
  const team = await lockTeam(tx, teamId);
  if (!team || team.campaignId !== round.campaignId) throw problem("record.missing", { noun: "踏查组" });
  const incoming = { validFrom, validTo: null };
  const members = await membersOf(tx, teamId);
  await requireIndependentTeam(
    tx,
    zoneId,
    round,
    members.filter((member) => overlaps(member, incoming)),
  );
  const existing = await store.assignmentsOf(tx, zoneId);
  const same = existing.find((row) => row.teamId === teamId && overlaps(row, incoming));
  if (same && same.validFrom <= validFrom && same.validTo === null) {
    tx.audit({
      act: "zone.assign",
      noun: "zone",
      id: zoneId,
      detail: { teamId, validFrom, unchanged: true },
    });
    return same.id;
  }
  const { end, inTheWay } = makeRoom(existing, incoming);
  if (inTheWay) throw problem("record.in-use", { noun: "片", by: `从 ${inTheWay.validFrom} 起的另一次分派` });
  for (const { row, validTo } of end) await store.endAssignment(tx, row.id, validTo);
  const id = tx.newId();
  await store.insertAssignment(tx, { id, zoneId, teamId, validFrom });
  tx.audit({ act: "zone.assign", noun: "zone", id: zoneId, detail: { teamId, validFrom } });
  return id;
}
