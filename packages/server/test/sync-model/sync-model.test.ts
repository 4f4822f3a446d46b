/**
 * The sync protocol against its reference model: phones record, and what they send arrives in any order, twice, late,
 * with answers lost, while zones are taken away and sessions end. After every exchange the server's word on each fact
 * is the model's; at the end the states are. LINGZHU_SYNC_MODEL_RUNS sets the number of stories (8),
 * LINGZHU_SYNC_MODEL_SEED where they begin.
 */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, dayOf } from "@lingzhu/domain/kernel";
import type { SyncAnswer } from "@lingzhu/domain/sync";
import { SESSION_COOKIE, startSession } from "../../src/account/session.ts";
import { verifyChain } from "../../src/audit/verify.ts";
import { restampPerson } from "../../src/coverage/ground-stamp.ts";
import { read } from "../../src/db/transact.ts";
import { derivedDigest, rebuild } from "../../src/sync/rebuild.ts";
import { arrange, type Arranged, type Side } from "../arrange.ts";
import { openTestHouse, STREET, type Signed, type TestHouse } from "../house.ts";
import {
  statesOf,
  takeBatch,
  type ModelFact,
  type ModelPerson,
  type ModelReceipt,
  type ModelWorld,
} from "./model.ts";
import { plan, shuffled, type Draft, type Step } from "./plan.ts";

const RUNS = Number(process.env["LINGZHU_SYNC_MODEL_RUNS"] ?? 8);
const SEED = Number(process.env["LINGZHU_SYNC_MODEL_SEED"] ?? 20260401);
const NOW = Date.parse("2026-03-10T01:00:00Z");
const JOINED = "2026-03-01";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  house.clock.now = NOW;
  street = await arrange(house);
});
afterAll(() => house.close());

/** One phone: whose it is, what it recorded, and what it has no word on. */
interface Phone {
  deviceId: string;
  recorded: ModelFact[];
  unsent: ModelFact[];
}

/** A story on real database and model side by side. */
class Story {
  readonly world: ModelWorld;
  readonly people: (ModelPerson & { account: Signed; teamId: string | null; cookie: string })[] = [];
  readonly phones: Phone[];
  readonly all: ModelFact[] = [];
  readonly answered = new Set<string>();
  readonly #places: string[];

  constructor() {
    const { north, south } = street;
    this.#places = [...north.doors, north.plotId, ...south.doors, south.plotId];
    this.world = {
      kept: new Map(),
      findings: new Map(),
      places: {
        recordable: new Set(this.#places),
        others: new Set([north.buildingId, south.buildingId]),
      },
      rounds: new Set([street.roundId]),
    };
    this.phones = [0, 1, 2, 3].map(() => ({ deviceId: house.floor.newId(), recorded: [], unsent: [] }));
  }

  /** Fresh people for each story, for rights are taken away in it. */
  async begin(): Promise<void> {
    for (const side of [street.north, street.north, street.south])
      this.people.push(await this.#worker(await house.sign("worker"), side));
    const office = street.office;
    this.people.push({
      personId: office.personId,
      everywhere: true,
      office: true,
      signedIn: true,
      reaches: [],
      account: office,
      teamId: null,
      cookie: await this.#session(office.accountId),
    });
  }

  async #worker(account: Signed, side: Side) {
    await house.write((tx) =>
      tx.sql
        .insertInto("teamMember")
        .values({
          streetId: STREET,
          id: tx.newId(),
          teamId: side.teamId,
          personId: account.personId,
          validFrom: JOINED,
        })
        .execute(),
    );
    // The zone lists the community, so what lies in it is within reach, also what nothing can be recorded on.
    const within = [...side.doors, side.plotId, side.buildingId];
    const reaches = within.map((placeId) => ({ placeId, from: JOINED, to: null }));
    const cookie = await this.#session(account.accountId);
    const rights = { everywhere: false, office: false, signedIn: true, reaches };
    return { personId: account.personId, ...rights, account, teamId: side.teamId, cookie };
  }

  #session = async (accountId: string) => (await house.write((tx) => startSession(tx, accountId))).cookie;

  async take(step: Step): Promise<void> {
    if (step.type === "record") this.#record(step.phone, step.draft);
    else if (step.type === "send") await this.#send(step);
    else if (step.type === "forge") await this.#forge(step.phone, step.of);
    else if (step.type === "leave-zone") await this.#leave(step.person, step.daysAgo);
    else {
      const person = this.people[step.person]!;
      if (step.type === "sign-out" && person.signedIn)
        await house.app.inject({
          method: "DELETE",
          url: "/api/session",
          headers: { cookie: `${SESSION_COOKIE}=${person.cookie}` },
        });
      if (step.type === "sign-in" && !person.signedIn)
        person.cookie = await this.#session(person.account.accountId);
      person.signedIn = step.type === "sign-in";
    }
  }

  #record(n: number, draft: Draft): void {
    const phone = this.phones[n]!;
    const fact = this.#factOf(phone, draft);
    phone.recorded.push(fact);
    phone.unsent.push(fact);
    this.all.push(fact);
  }

  #factOf(phone: Phone, draft: Draft): ModelFact {
    const { kind, fault } = draft;
    const earlier = (wanted: string) => this.all.filter((fact) => fact.kind === wanted);
    const nth = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
    const placeId =
      fault === "place"
        ? house.floor.newId()
        : fault === "building"
          ? street.north.buildingId
          : this.#places[draft.place]!;
    const fact: ModelFact = {
      id: house.floor.newId(),
      kind,
      deviceId: phone.deviceId,
      recordedAt: NOW - draft.minute * 60_000,
      placeId: kind === "track" ? null : placeId,
      roundId: fault === "round" ? house.floor.newId() : street.roundId,
      corrects: null,
      body: null,
    };
    const bytes = createHash("sha256").update(fact.id).digest("hex");
    const reason = "由记录推出";
    const count = { method: "counted", stems: 3 };
    const bodies: Record<Draft["kind"], () => unknown> = {
      visit: () => ({ outcome: draft.outcome }),
      sighting: () => ({ source: "patrol", stage: null, count: null, told: [] }),
      "finding-event": () => ({
        findingId: nth(earlier("sighting"), draft.place)?.id ?? house.floor.newId(),
        event: {
          verify: { type: "verify", species: "opium-poppy", stage: "flowering", count, basis: reason },
          rule_out: { type: "rule_out", lookAlike: "corn-poppy", basis: reason },
          close: { type: "close", note: reason },
          reopen: { type: "reopen", reason },
        }[draft.event],
      }),
      photograph: () => ({
        sha256: bytes,
        bytes: 1000,
        mime: "image/jpeg",
        ofFactId: nth(earlier("visit"), draft.place)?.id ?? house.floor.newId(),
        view: "door",
      }),
      track: () => ({ points: [[116.96, 33.64, fact.recordedAt, 5]] }),
    };
    fact.body = bodies[kind]();
    if (kind === "visit" && draft.corrects !== null) {
      // Often one of the same place, so that corrections also succeed.
      const targets = earlier("visit").filter(
        (visit) => draft.corrects! % 4 === 0 || visit.placeId === fact.placeId,
      );
      fact.corrects = nth(targets, draft.corrects)?.id ?? null;
    }
    if (fact.kind === "finding-event") fact.placeId = null;
    return fact;
  }

  async #send({
    phone: n,
    take,
    shuffle,
    again,
    twice,
    lost,
  }: Extract<Step, { type: "send" }>): Promise<void> {
    const phone = this.phones[n]!;
    const batch = shuffled(
      [...phone.unsent.slice(0, take), ...shuffled(phone.recorded, shuffle).slice(0, again)],
      shuffle,
    );
    if (batch.length === 0) return;
    const receipts = await this.#exchange(n, batch, twice);
    // An answer that got lost leaves the phone as it was.
    if (lost || !receipts) return;
    phone.unsent = phone.unsent.filter(({ id }) => receipts.get(id)?.result === undefined);
  }

  async #forge(n: number, of: number): Promise<void> {
    const kept = [...this.world.kept.values()].filter(({ kind }) => kind === "visit");
    const target = kept[of % Math.max(1, kept.length)];
    if (!target) return;
    const { authorId: _author, ...fact } = target;
    await this.#exchange(n, [{ ...fact, recordedAt: fact.recordedAt - 1 }], false);
  }

  /** Sends a batch, perhaps twice at once, and holds the server's words against the model's. */
  async #exchange(
    n: number,
    batch: readonly ModelFact[],
    twice: boolean,
  ): Promise<Map<string, ModelReceipt> | null> {
    const person = this.people[n]!;
    const post = async () => {
      const response = await house.app.inject({
        method: "POST",
        url: "/api/sync",
        headers: { cookie: `${SESSION_COOKIE}=${person.cookie}` },
        payload: { facts: batch, deviceId: this.phones[n]!.deviceId, sentAt: NOW },
      });
      if (response.statusCode !== 200) return response.statusCode;
      return response.json<SyncAnswer>().receipts;
    };
    const answers = await Promise.all(twice ? [post(), post()] : [post()]);
    const expected = takeBatch(this.world, person, batch);
    const second = twice ? takeBatch(this.world, person, batch) : expected;
    if (!expected || !second) {
      expect(answers).toEqual(answers.map(() => 401));
      return null;
    }
    const words = (receipts: Iterable<ModelReceipt>) =>
      [...receipts].map(({ id, result, code }) => `${id} ${result} ${code}`).sort();
    const given = answers.map((answer) => {
      expect(answer).toBeInstanceOf(Array);
      return words(
        (answer as SyncAnswer["receipts"]).map(({ id, result, problem }) => ({
          id,
          result,
          code: problem?.code ?? null,
        })),
      );
    });
    // Of two at once either may come first.
    const wanted = twice ? [words(expected.values()), words(second.values())] : [words(expected.values())];
    expect(sortedLists(given)).toEqual(sortedLists(wanted));
    for (const { result, code } of expected.values()) this.answered.add(code ?? result);
    return expected;
  }

  async #leave(n: number, daysAgo: number): Promise<void> {
    const person = this.people[n]!;
    const last = addDays(dayOf(NOW), -daysAgo);
    await house.write(async (tx) => {
      await tx.sql
        .updateTable("teamMember")
        .set({ validTo: last })
        .where("streetId", "=", STREET)
        .where("personId", "=", person.personId)
        .execute();
      // As the service of teams does: what was walked changes hands.
      const { personId } = person;
      await restampPerson(tx, { personId, campaignId: street.campaignId, from: JOINED, to: null });
    });
    for (const reach of person.reaches) reach.to = last;
  }
}

const sortedLists = (lists: string[][]) => lists.toSorted((a, b) => (a.join() < b.join() ? -1 : 1));
const reading = <T>(work: Parameters<typeof read<T>>[2]) =>
  read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, work);

describe("the sync protocol", () => {
  it(
    `answers and keeps what the model says over ${RUNS} stories`,
    { timeout: 60_000 + RUNS * 20_000 },
    async () => {
      /** What was answered in all stories, so that a plan which never gets anywhere shows. */
      const answered = new Set<string>();
      /** Facts of earlier stories stay in the street: places are shared, so their visits count on. */
      const past: ModelWorld["kept"] = new Map();
      await fc.assert(
        fc.asyncProperty(plan, async (steps) => {
          const story = new Story();
          for (const [id, fact] of past) story.world.kept.set(id, fact);
          await story.begin();
          for (const step of steps) await story.take(step);
          for (const word of story.answered) answered.add(word);
          for (const [id, fact] of story.world.kept) past.set(id, fact);

          const kept = await reading((tx) =>
            tx.sql
              .selectFrom("fact")
              .select(["id", "authorId", "recordedAt"])
              .where("streetId", "=", STREET)
              .execute(),
          );
          expect(
            kept.map(({ id, authorId, recordedAt }) => `${id} ${authorId} ${recordedAt}`).sort(),
          ).toEqual(
            [...story.world.kept.values()]
              .map(({ id, authorId, recordedAt }) => `${id} ${authorId} ${recordedAt}`)
              .sort(),
          );
          const states = await reading((tx) =>
            tx.sql.selectFrom("roundPlace").selectAll().where("roundId", "=", street.roundId).execute(),
          );
          for (const [placeId, state] of statesOf(story.world, street.roundId))
            expect(states.find((row) => row.placeId === placeId)).toMatchObject(state);
          const findings = await reading((tx) =>
            tx.sql.selectFrom("finding").select(["id", "state"]).execute(),
          );
          for (const [id, { state }] of story.world.findings)
            expect(findings.find((row) => row.id === id)?.state).toBe(state);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
      expect([...answered]).toEqual(
        expect.arrayContaining(["accepted", "known", "access.denied", "record.missing", "fact.conflict"]),
      );
      // Everything that was derived while it arrived follows from the facts alone, and the audit holds.
      const maintained = await reading(derivedDigest);
      await house.write(rebuild);
      expect(await reading(derivedDigest)).toEqual(maintained);
      expect(await verifyChain(house.floor, STREET)).toMatchObject({ ok: true });
    },
  );
});
