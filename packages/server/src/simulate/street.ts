/**
 * A street for simulated workers: a tenant of its own, so that no real street sees any of it. One compound, zone, team
 * and worker for each device. It is made by statements of our own, not by use-cases: it is scenery.
 */
import { sql } from "kysely";
import { dayOf, addDays } from "@lingzhu/domain/kernel";
import { startSession } from "../account/session.ts";
import { transact, type Floor, type Writing } from "../db/transact.ts";
import { insertStreet } from "../street/store.ts";
import { chanceOf } from "../demo/chance.ts";
import type { Door } from "./day.ts";

/** No street has this code; the national ones begin with 11 to 65. */
const CODE = "990000001";
export const SIMULATED_STREET = Number(CODE.padEnd(12, "0"));
const MIDDLE: [number, number] = [116.9612, 33.6401];

export interface SimulatedWorker {
  name: string;
  personId: string;
  /** Value of the session cookie. */
  cookie: string;
  doors: Door[];
}
export interface SimulatedStreet {
  streetId: number;
  roundId: string;
  workers: SimulatedWorker[];
}

/** Makes what is missing for so many workers with so many doors each, and signs them in. */
export async function arrangeStreet(
  floor: Floor,
  { workers, doors }: { workers: number; doors: number },
): Promise<SimulatedStreet> {
  const acting = { streetId: SIMULATED_STREET, accountId: null, sessionId: null };
  return transact(floor, acting, async (tx) => {
    tx.audit({ act: "simulation.arrange", noun: "street", id: CODE, detail: { workers, doors } });
    const roundId = (await knownRound(tx)) ?? (await foundStreet(tx));
    const made: SimulatedWorker[] = [];
    for (let n = 0; n < workers; n++) made.push(await workerOf(tx, roundId, n, doors));
    await sql`analyze place, household, round_place, account, session, team_member, assignment`.execute(
      tx.sql,
    );
    return { streetId: SIMULATED_STREET, roundId, workers: made };
  });
}

async function knownRound(tx: Writing): Promise<string | null> {
  const row = await tx.sql
    .selectFrom("round")
    .select("id")
    .where("streetId", "=", tx.streetId)
    .where("endsOn", ">=", dayOf(tx.now))
    .executeTakeFirst();
  return row?.id ?? null;
}

async function foundStreet(tx: Writing): Promise<string> {
  const known = await tx.sql
    .selectFrom("street")
    .select("streetId")
    .where("streetId", "=", tx.streetId)
    .executeTakeFirst();
  if (!known)
    await insertStreet(tx, {
      code: CODE,
      name: "模拟街道",
      region: "（演练用）",
      demo: true,
      center: MIDDLE,
    });
  const today = dayOf(tx.now);
  const [campaignId, roundId] = [tx.newId(), tx.newId()];
  const of = { streetId: tx.streetId, createdAt: new Date(tx.now) };
  const days = { startsOn: addDays(today, -7), endsOn: addDays(today, 90) };
  await tx.sql
    .insertInto("campaign")
    .values({
      ...of,
      ...days,
      id: campaignId,
      title: "演练",
      year: Number(today.slice(0, 4)),
      goals: "[]",
      planText: "",
    })
    .execute();
  await tx.sql
    .insertInto("round")
    .values({
      ...of,
      ...days,
      id: roundId,
      campaignId,
      name: "演练",
      ordinal: 1,
      kind: "patrol",
      stage: "emergence",
    })
    .execute();
  return roundId;
}

/** Worker number n: found by name, or made with compound, doors, zone, team and account. */
async function workerOf(tx: Writing, roundId: string, n: number, doors: number): Promise<SimulatedWorker> {
  const name = `模拟员${n + 1}`;
  const account = await tx.sql
    .selectFrom("account")
    .select(["id", "personId"])
    .where("streetId", "=", tx.streetId)
    .where("login", "=", loginOf(n))
    .executeTakeFirst();
  const { accountId, personId } = account
    ? { accountId: account.id, personId: account.personId }
    : await insertWorker(tx, roundId, n, name, doors);
  const { cookie } = await startSession(tx, accountId);
  const rows = await sql<Door>`
    select p.id, p.lon, p.lat from team_member m
    join assignment a on a.street_id = m.street_id and a.team_id = m.team_id
    join round_place rp on rp.street_id = a.street_id and rp.zone_id = a.zone_id
    join place p on p.street_id = rp.street_id and p.id = rp.place_id
    where m.street_id = ${tx.streetId} and m.person_id = ${personId} and rp.round_id = ${roundId}
    order by p.sort_key`.execute(tx.sql);
  return { name, personId, cookie, doors: rows.rows };
}

const loginOf = (n: number) => `simulated-${n + 1}`;

async function insertWorker(tx: Writing, roundId: string, n: number, name: string, doors: number) {
  const of = { streetId: tx.streetId };
  const now = new Date(tx.now);
  const day = addDays(dayOf(tx.now), -7);
  const [personId, accountId, zoneId, teamId, compoundId] = Array.from({ length: 5 }, () => tx.newId()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await tx.sql
    .insertInto("person")
    .values({ ...of, id: personId, name, createdAt: now })
    .execute();
  // No entry in `login` and no password: nobody can sign in as a simulated worker.
  await tx.sql
    .insertInto("account")
    .values({ ...of, id: accountId, personId, login: loginOf(n), passwordHash: "none", createdAt: now })
    .execute();
  await tx.sql
    .insertInto("accountGrant")
    .values({ ...of, id: tx.newId(), accountId, role: "worker", communityId: null, validFrom: now })
    .execute();
  const { campaignId } = await tx.sql
    .selectFrom("round")
    .select("campaignId")
    .where("streetId", "=", tx.streetId)
    .where("id", "=", roundId)
    .executeTakeFirstOrThrow();
  await tx.sql
    .insertInto("zone")
    .values({ ...of, id: zoneId, roundId, name: `${name}的片`, ordinal: n + 1 })
    .execute();
  await tx.sql
    .insertInto("team")
    .values({ ...of, id: teamId, campaignId, name: `${name}组`, createdAt: now })
    .execute();
  await tx.sql
    .insertInto("teamMember")
    .values({ ...of, id: tx.newId(), teamId, personId, validFrom: day })
    .execute();
  await tx.sql
    .insertInto("assignment")
    .values({ ...of, id: tx.newId(), zoneId, teamId, validFrom: day })
    .execute();
  await insertDoors(tx, { roundId, zoneId, compoundId, n, doors });
  return { accountId, personId };
}

/** A compound some 200 m from the next, its doors in rows of ten. */
async function insertDoors(
  tx: Writing,
  {
    roundId,
    zoneId,
    compoundId,
    n,
    doors,
  }: { roundId: string; zoneId: string; compoundId: string; n: number; doors: number },
): Promise<void> {
  const chance = chanceOf(`place ${n}`);
  const lon = MIDDLE[0] + (n % 25) * 0.002 + chance.between(0, 0.0002);
  const lat = MIDDLE[1] + Math.floor(n / 25) * 0.002;
  const compound = `模拟小区${n + 1}`;
  await sql`
    with compound as (
      insert into place (street_id, id, kind, name, natural_key, path, sort_key, compound_id, lon, lat, source, created_at)
      values (${tx.streetId}, ${compoundId}, 'compound', ${compound}, ${compound}, ${compound}, ${compound},
        ${compoundId}, ${lon}, ${lat}, 'office', ${new Date(tx.now)})
    ), door as (
      insert into place (street_id, id, parent_id, kind, name, natural_key, path, sort_key, compound_id, lon, lat, source, created_at)
      select ${tx.streetId}::bigint, gen_random_uuid(), ${compoundId}::uuid, 'household', i::text, ${compound} || ' ' || i,
        ${compound} || ' ' || i, ${compound} || ' ' || lpad(i::text, 6, '0'), ${compoundId}::uuid,
        ${lon} + (i % 10) * 0.0001, ${lat} + (i / 10) * 0.0001, 'office', ${new Date(tx.now)}
      from generate_series(1, ${doors}::int) i returning street_id, id, name
    ), household as (
      insert into household (street_id, place_id, door) select street_id, id, name from door
    )
    insert into round_place (street_id, round_id, place_id, zone_id)
    select street_id, ${roundId}::uuid, id, ${zoneId}::uuid from door`.execute(tx.sql);
  await sql`insert into zone_place (street_id, zone_id, place_id) values (${tx.streetId}, ${zoneId}, ${compoundId})`.execute(
    tx.sql,
  );
}
