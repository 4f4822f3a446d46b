/**
 * A small street arranged straight in the database: two communities (north, south), each with one compound of one
 * building with four doors and one plot; a campaign; a round whose two zones go to two teams of one worker each.
 */
import type { Writing } from "../src/db/transact.ts";
import type { FactInput, FactReceipt, SyncAnswer } from "@lingzhu/domain/sync";
import type { Signed, TestHouse } from "./house.ts";

export interface Side {
  communityId: string;
  compoundId: string;
  buildingId: string;
  unitId: string;
  doors: string[];
  plotId: string;
  zoneId: string;
  teamId: string;
  worker: Signed;
  secretary: Signed;
}

export interface Arranged {
  campaignId: string;
  roundId: string;
  north: Side;
  south: Side;
  office: Signed;
  police: Signed;
}

const CAMPAIGN = { startsOn: "2026-03-01", endsOn: "2026-06-30" };

export async function arrange(house: TestHouse): Promise<Arranged> {
  const frame = await house.write(async (tx) => {
    const campaignId = tx.newId();
    const roundId = tx.newId();
    const of = { streetId: tx.streetId };
    await tx.sql
      .insertInto("campaign")
      .values({
        ...of,
        id: campaignId,
        title: "春季铲毒",
        year: 2026,
        ...CAMPAIGN,
        goals: "[]",
        planText: "",
        createdAt: new Date(tx.now),
      })
      .execute();
    await tx.sql
      .insertInto("round")
      .values({
        ...of,
        id: roundId,
        campaignId,
        name: "第一轮",
        ordinal: 1,
        kind: "patrol",
        stage: "emergence",
        startsOn: "2026-03-01",
        endsOn: "2026-03-31",
        createdAt: new Date(tx.now),
      })
      .execute();
    return { campaignId, roundId };
  });
  const side = async (name: string, n: number): Promise<Side> => {
    const places = await house.write((tx) => insertSide(tx, house.streetPlaceId, name, n));
    const worker = await house.sign("worker", { name: `${name}组员` });
    const secretary = await house.sign([{ role: "secretary", communityId: places.communityId }], {
      name: `${name}书记`,
    });
    const team = await house.write((tx) => insertTeam(tx, frame, places, worker, name, n));
    return { ...places, ...team, worker, secretary };
  };
  return {
    ...frame,
    north: await side("北苑", 0),
    south: await side("南苑", 1),
    office: await house.sign("office", { name: "禁毒办" }),
    police: await house.sign("police", { name: "民警" }),
  };
}

async function insertSide(tx: Writing, streetPlaceId: string, name: string, n: number) {
  const [communityId, compoundId, buildingId, unitId, plotId] = Array.from({ length: 5 }, () =>
    tx.newId(),
  ) as [string, string, string, string, string];
  const doors = ["101", "102", "201", "202"].map((door) => ({ id: tx.newId(), door }));
  const lon = 116.96 + n * 0.01;
  const lat = 33.64;
  const base = { streetId: tx.streetId, source: "ledger" as const, createdAt: new Date(tx.now) };
  const row = (
    id: string,
    kind: "community" | "compound" | "building" | "unit" | "household" | "plot",
    parentId: string,
    own: string,
    path: string,
  ) => ({
    ...base,
    id,
    kind,
    parentId,
    name: own,
    path,
    naturalKey: path,
    sortKey: path,
    communityId,
    compoundId: kind === "community" ? null : compoundId,
    buildingId: ["building", "unit", "household"].includes(kind) ? buildingId : null,
    unitId: ["unit", "household"].includes(kind) ? unitId : null,
    lon,
    lat,
  });
  const top = `${name}社区`;
  await tx.sql
    .insertInto("place")
    .values([
      row(communityId, "community", streetPlaceId, top, top),
      row(compoundId, "compound", communityId, `${name}小区`, `${top} ${name}小区`),
      row(buildingId, "building", compoundId, "1号楼", `${top} ${name}小区 1号楼`),
      row(unitId, "unit", buildingId, "1单元", `${top} ${name}小区 1号楼 1单元`),
      ...doors.map(({ id, door }) =>
        row(id, "household", unitId, door, `${top} ${name}小区 1号楼 1单元 ${door}`),
      ),
      row(plotId, "plot", compoundId, "东侧绿化带", `${top} ${name}小区 东侧绿化带`),
    ])
    .execute();
  await tx.sql
    .insertInto("household")
    .values(
      doors.map(({ id, door }) => ({ streetId: tx.streetId, placeId: id, door, floor: Number(door[0]) })),
    )
    .execute();
  await tx.sql
    .insertInto("plot")
    .values({ streetId: tx.streetId, placeId: plotId, plotKind: "green-belt" })
    .execute();
  return { communityId, compoundId, buildingId, unitId, doors: doors.map((door) => door.id), plotId };
}

async function insertTeam(
  tx: Writing,
  frame: { campaignId: string; roundId: string },
  places: { communityId: string; doors: string[]; plotId: string },
  worker: Signed,
  name: string,
  n: number,
) {
  const of = { streetId: tx.streetId };
  const [zoneId, teamId] = [tx.newId(), tx.newId()];
  await tx.sql
    .insertInto("zone")
    .values({ ...of, id: zoneId, roundId: frame.roundId, name: `${name}片`, ordinal: n })
    .execute();
  await tx.sql
    .insertInto("zonePlace")
    .values({ ...of, zoneId, placeId: places.communityId })
    .execute();
  await tx.sql
    .insertInto("roundPlace")
    .values(
      [...places.doors, places.plotId].map((placeId) => ({ ...of, roundId: frame.roundId, placeId, zoneId })),
    )
    .execute();
  await tx.sql
    .insertInto("team")
    .values({
      ...of,
      id: teamId,
      campaignId: frame.campaignId,
      communityId: places.communityId,
      name: `${name}组`,
      createdAt: new Date(tx.now),
    })
    .execute();
  await tx.sql
    .insertInto("teamMember")
    .values({ ...of, id: tx.newId(), teamId, personId: worker.personId, validFrom: CAMPAIGN.startsOn })
    .execute();
  await tx.sql
    .insertInto("assignment")
    .values({ ...of, id: tx.newId(), zoneId, teamId, validFrom: CAMPAIGN.startsOn })
    .execute();
  return { zoneId, teamId };
}

/** A further team of these people from the first day of the campaign on, made by the office; gives its id. */
export async function makeTeam(
  { office, campaignId }: Arranged,
  name: string,
  memberIds: readonly string[],
): Promise<string> {
  const team = { campaignId, name, memberIds, validFrom: CAMPAIGN.startsOn };
  const { status, body } = await office.post<{ id: string }>("/api/teams", team);
  if (status !== 200) throw new Error(`the team ${name} was not made: ${status} ${JSON.stringify(body)}`);
  return body.id;
}

export const DEVICE = "0195a000-0000-7000-8000-00000000d001";

/** A visit as the phone would send it. */
export const visitFact = (
  house: TestHouse,
  roundId: string,
  placeId: string,
  outcome: "checked" | "no_one_in" | "refused" | "unreachable",
  over: Partial<FactInput> = {},
) =>
  ({
    id: house.floor.newId(),
    kind: "visit" as const,
    deviceId: DEVICE,
    recordedAt: house.clock.now,
    placeId,
    roundId,
    position: { lon: 116.9601, lat: 33.6401, accuracy: 8 },
    body: { outcome },
    ...over,
  }) as FactInput & { id: string };

export const sightingFact = (
  house: TestHouse,
  roundId: string,
  placeId: string | null,
  over: Partial<FactInput> = {},
) =>
  ({
    id: house.floor.newId(),
    kind: "sighting" as const,
    deviceId: DEVICE,
    recordedAt: house.clock.now,
    placeId,
    roundId,
    position: { lon: 116.9601, lat: 33.6401, accuracy: 8 },
    body: {
      source: "patrol",
      stage: "flowering",
      count: { method: "counted", stems: 12 },
      told: ["police"],
      note: "院内花盆",
    },
    ...over,
  }) as FactInput & { id: string };

/** A chunk of track as the phone would send it; points are [lon, lat, milliseconds, accuracy in metres]. */
export const trackFact = (
  house: TestHouse,
  roundId: string,
  points: readonly (readonly [number, number, number, number])[],
  over: Partial<FactInput> = {},
) =>
  ({
    id: house.floor.newId(),
    kind: "track" as const,
    deviceId: DEVICE,
    recordedAt: Math.round(points.at(-1)![2]),
    placeId: null,
    roundId,
    position: null,
    body: { points },
    ...over,
  }) as FactInput & { id: string };

/** A fact of any kind as the phone would send it. */
export const factOf = <K extends FactInput["kind"]>(
  house: TestHouse,
  kind: K,
  body: Extract<FactInput, { kind: K }>["body"],
  over: Partial<FactInput> = {},
) =>
  ({
    id: house.floor.newId(),
    kind,
    deviceId: DEVICE,
    recordedAt: house.clock.now,
    placeId: null,
    roundId: null,
    position: null,
    body,
    ...over,
  }) as FactInput & { id: string };

/** Sends facts as a phone does; the server's word on each. */
export const sendFacts = async (who: Signed, ...facts: unknown[]): Promise<FactReceipt[]> =>
  (await who.post<SyncAnswer>("/api/sync", { facts })).body.receipts;

/** Each receipt in a word: what was done, or why not. */
export const saidOf = (receipts: readonly FactReceipt[]): string[] =>
  receipts.map((receipt) => receipt.problem?.code ?? receipt.result);
