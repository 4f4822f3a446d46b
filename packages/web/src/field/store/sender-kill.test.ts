/**
 * The phone is killed at every step of a day's sending, before and after each step took effect, and started again; and
 * a seeded schedule of random faults, as long as LINGZHU_FIELD_FAULTS says. Each time everything arrives once, and the
 * phone has let go of nothing too early.
 */
import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { idSource } from "@lingzhu/domain/kernel";
import type { Fact } from "@lingzhu/domain/sync";
import { sha256 } from "../../shared/photograph/index.ts";
import { openVault } from "../../../test/open-vault.ts";
import { FieldDatabase } from "./database.ts";
import { countQueue } from "./entry.ts";
import { factMaker } from "./fact-maker.ts";
import { openOutbox, type Outbox, type Parcel } from "./outbox.ts";
import { SendError, startSender, type SendFault, type Transport } from "./sender.ts";

const ME = "0190a000-0000-7000-8000-000000000001";
const ROUND = "0190a000-0000-7000-8000-000000000003";
const PLACE = "0190a000-0000-7000-8000-000000000004";
const NOTHING_LEFT = { unsent: 0, refused: 0, ofOthers: 0 };

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

let now = 1_790_000_000_000;
let names = 0;
const newId = idSource(
  () => now++,
  (length) => new Uint8Array(length).fill(names++ % 256),
);
const make = factMaker({ newId, deviceId: "0190a000-0000-7000-8000-0000000000dd", now: () => now });

const record = (kind: "visit" | "sighting"): Parcel =>
  kind === "visit"
    ? {
        fact: make("visit", { outcome: "checked" }, { placeId: PLACE, roundId: ROUND }),
        label: "301 已查",
      }
    : {
        fact: make("sighting", { source: "patrol", stage: null, count: null, told: [] }, { placeId: PLACE }),
        label: "发现",
      };
async function withPicture(of: Parcel): Promise<Parcel[]> {
  const bytes = new TextEncoder().encode(`picture of ${of.fact.id}`).buffer;
  const body = { sha256: await sha256(bytes), bytes: bytes.byteLength, mime: "image/jpeg" } as const;
  const fact = make("photograph", { ...body, ofFactId: of.fact.id, view: "other" });
  return [of, { fact, label: "照片", photograph: { ...body, bytes } }];
}

/** What a server must know in the end: each fact once, each photograph's bytes by their digest. */
class Server {
  readonly facts = new Map<string, Fact>();
  readonly media = new Map<string, string>();
  readonly changed: string[] = [];
  readonly transport: Transport = {
    postSync: async (facts) => {
      const receipts = facts.map((fact) => {
        const known = this.facts.get(fact.id);
        if (known && JSON.stringify(known) !== JSON.stringify(fact)) this.changed.push(fact.id);
        this.facts.set(fact.id, known ?? fact);
        return { id: fact.id, result: known ? ("known" as const) : ("accepted" as const), problem: null };
      });
      return { receipts, serverTime: now };
    },
    sendMedia: async ({ sha256: claimed, bytes }) => {
      const digest = await sha256(bytes);
      if (digest !== claimed) throw new SendError({ kind: "unreachable" });
      this.media.set(digest, new TextDecoder().decode(bytes));
    },
  };
}

/** Passes every call of the phone through `step`, which may let it happen, or not, and may never come back. */
function stepped<T extends object>(
  name: string,
  of: T,
  methods: readonly (keyof T)[],
  step: (call: string, work: () => Promise<unknown>) => Promise<unknown>,
): T {
  const wrapped = { ...of };
  for (const method of methods) {
    const call = of[method] as (...args: unknown[]) => Promise<unknown>;
    wrapped[method] = ((...args: unknown[]) =>
      step(`${name}.${String(method)}`, () => call(...args))) as T[typeof method];
  }
  return wrapped;
}
const outboxSteps = ["due", "nextDue", "markReceipts", "dueMedia", "bytesOf", "releaseMedia"] as const;
const networkSteps = ["postSync", "sendMedia"] as const;
const gone = new Promise<never>(() => {});

interface Phone {
  db: FieldDatabase;
  outbox: Outbox;
}
const vault = await openVault(ME);
const phoneWith = (name: string): Phone => {
  const db = new FieldDatabase(name);
  return { db, outbox: openOutbox(db, vault) };
};
/** Switched off and on: only what is in the store is left. */
function restarted(phone: Phone): Phone {
  phone.db.close();
  return phoneWith(phone.db.name);
}
const queueOf = async ({ outbox }: Phone) => countQueue(await outbox.pending(), await outbox.listMedia(), ME);

function startOn(outbox: Outbox, transport: Transport) {
  return startSender({
    outbox,
    transport,
    personId: ME,
    now: () => now,
    random: () => 0.5,
    after: () => () => {},
    onState: () => {},
  });
}

async function aDay(phone: Phone): Promise<Parcel[]> {
  const records = [
    await withPicture(record("visit")),
    [record("visit")],
    await withPicture(record("sighting")),
    await withPicture(record("visit")),
  ];
  for (const parcels of records) await phone.outbox.enqueue(ME, parcels);
  return records.flat();
}
function expectAll(server: Server, parcels: readonly Parcel[]): void {
  expect([...server.facts.keys()].sort()).toEqual(parcels.map(({ fact }) => fact.id).sort());
  expect(server.changed).toEqual([]);
  const pictures = parcels.flatMap(({ photograph }) => (photograph ? [photograph.sha256] : []));
  expect([...server.media.keys()].sort()).toEqual(pictures.sort());
}

describe("a kill", () => {
  /** Sends a day, dying at step `at`; gives the names of the steps that were begun. */
  async function sendDying(phone: Phone, server: Server, at: number, when: "before" | "after") {
    const steps: string[] = [];
    let died = () => {};
    const death = new Promise<void>((resolve) => void (died = resolve));
    const step = async (call: string, work: () => Promise<unknown>) => {
      if (steps.push(call) - 1 !== at) return work();
      if (when === "after") await work();
      died();
      return gone;
    };
    const sender = startOn(
      stepped("outbox", phone.outbox, outboxSteps, step),
      stepped("network", server.transport, networkSteps, step),
    );
    await Promise.race([sender.send(), death]);
    return steps;
  }

  it(
    "at any step of the upload, before or after it took effect, loses and doubles nothing",
    { timeout: 120_000 },
    async () => {
      const unharmed = phoneWith(`kill-none-${names}`);
      await aDay(unharmed);
      const ofAll = await sendDying(unharmed, new Server(), Infinity, "after");
      expect(new Set(ofAll)).toEqual(
        new Set([
          ...outboxSteps.map((name) => `outbox.${name}`),
          ...networkSteps.map((name) => `network.${name}`),
        ]),
      );
      for (let at = 0; at < ofAll.length; at++)
        for (const when of ["before", "after"] as const) {
          const phone = phoneWith(`kill-${names}-${at}-${when}`);
          const parcels = await aDay(phone);
          const server = new Server();
          await sendDying(phone, server, at, when);
          // Between death and new life: what the server does not have, the phone still has.
          const woken = restarted(phone);
          const held = new Set((await woken.outbox.listMedia()).map(({ sha256: digest }) => digest));
          for (const { fact, photograph } of parcels) {
            const entry = (await woken.outbox.pending()).some(({ id }) => id === fact.id);
            expect(entry || server.facts.has(fact.id), `fact after ${ofAll[at]}`).toBe(true);
            if (photograph)
              expect(held.has(photograph.sha256) || server.media.has(photograph.sha256), ofAll[at]).toBe(
                true,
              );
          }
          await startOn(woken.outbox, server.transport).send();
          expectAll(server, parcels);
          expect(await queueOf(woken)).toEqual(NOTHING_LEFT);
          woken.db.close();
        }
    },
  );
});

describe("a schedule of faults", () => {
  const rounds = Number(process.env["LINGZHU_FIELD_FAULTS"] ?? 100);

  it.each(Array.from({ length: Math.max(1, Math.ceil(rounds / 20)) }, (_, i) => 20_260_418 + i))(
    "drawn from seed %i loses and doubles nothing",
    { timeout: 120_000 },
    async (seed) => {
      const random = randomOf(seed);
      const server = new Server();
      let phone = phoneWith(`faults-${seed}`);
      const parcels: Parcel[] = [];
      const faults: SendFault[] = [
        { kind: "unreachable" },
        { kind: "signed-out" },
        { kind: "refused", refusal: { code: "server.fault", title: "", detail: "" } },
      ];
      for (let round = 0; round < Math.min(20, rounds); round++) {
        for (let n = Math.floor(random() * 4); n > 0; n--) {
          const one = record(random() < 0.2 ? "sighting" : "visit");
          const recorded = random() < 0.5 ? await withPicture(one) : [one];
          await phone.outbox.enqueue(ME, recorded);
          parcels.push(...recorded);
        }
        // The odds of this hour: a clear line, a bad one, or hardly any.
        const odds = [0, 0.1, 0.5][Math.floor(random() * 3)]!;
        let died = () => {};
        const death = new Promise<void>((resolve) => void (died = resolve));
        const step = async (call: string, work: () => Promise<unknown>) => {
          if (random() >= odds) return work();
          const isNetwork = call.startsWith("network");
          if (random() < 0.5) await work();
          if (random() < 0.3 || !isNetwork) {
            died();
            return gone;
          }
          throw new SendError(faults[Math.floor(random() * (call === "network.postSync" ? 3 : 2))]!);
        };
        const sender = startOn(
          stepped("outbox", phone.outbox, outboxSteps, step),
          stepped("network", server.transport, networkSteps, step),
        );
        await Promise.race([sender.send(), death]);
        sender.stop();
        phone = restarted(phone);
        now += 60_000;
      }
      await startOn(phone.outbox, server.transport).send();
      expectAll(server, parcels);
      expect(await queueOf(phone)).toEqual(NOTHING_LEFT);
      phone.db.close();
    },
  );
});
