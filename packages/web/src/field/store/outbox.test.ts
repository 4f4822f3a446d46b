import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { idSource } from "@lingzhu/domain/kernel";
import { Fact, type FactReceipt } from "@lingzhu/domain/sync";
import { openVault } from "../../../test/open-vault.ts";
import { FieldDatabase } from "./database.ts";
import { countQueue } from "./entry.ts";
import { factMaker } from "./fact-maker.ts";
import { openOutbox, type Outbox, type Parcel } from "./outbox.ts";
import { SendError, startSender, type Sender, type SenderState, type Transport } from "./sender.ts";

const ME = "0190a000-0000-7000-8000-000000000001";
const OTHER = "0190a000-0000-7000-8000-000000000002";
const ROUND = "0190a000-0000-7000-8000-000000000003";
const PLACE = "0190a000-0000-7000-8000-000000000004";

let now: number;
let fill: number;
let db: FieldDatabase;
let outbox: Outbox;
let name = 0;
const newId = idSource(
  () => now++,
  (length) => new Uint8Array(length).fill(fill++ % 256),
);
const make = factMaker({ newId, deviceId: "0190a000-0000-7000-8000-0000000000dd", now: () => now });
const visit = (): Parcel => ({
  fact: make("visit", { outcome: "checked" }, { placeId: PLACE, roundId: ROUND }),
  label: "301 已查",
});
const sighting = (): Parcel => ({
  fact: make("sighting", { source: "patrol", stage: null, count: null, told: [] }, { placeId: PLACE }),
  label: "发现",
});
function photograph(of: string): Parcel {
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const body = { sha256: "a".repeat(64), bytes: 3, mime: "image/jpeg", ofFactId: of, view: "door" } as const;
  return { fact: make("photograph", body), label: "照片", photograph: { ...body, bytes } };
}

beforeEach(async () => {
  now = 1_790_000_000_000;
  fill = 1;
  db = new FieldDatabase(`test-${name++}`);
  outbox = openOutbox(db, await openVault(ME));
});

/** A server in memory that says what the test tells it to. */
function fakeServer() {
  const server = {
    facts: new Map<string, unknown>(),
    media: [] as string[],
    /** Each request first passes here and may throw. */
    gate: (_request: "sync" | "media"): void => {},
    receipt: (id: string): FactReceipt | null => ({ id, result: "accepted", problem: null }),
  };
  const transport: Transport = {
    async postSync(facts) {
      server.gate("sync");
      const receipts = facts.flatMap((fact) => {
        const known = server.facts.has(fact.id);
        const receipt = server.receipt(fact.id);
        if (receipt?.result === "accepted") server.facts.set(fact.id, fact);
        return receipt ? [known ? { ...receipt, result: "known" as const } : receipt] : [];
      });
      return { receipts, serverTime: now };
    },
    async sendMedia({ sha256 }) {
      server.gate("media");
      server.media.push(sha256);
    },
  };
  return { server, transport };
}

function sender(transport: Transport, personId = ME, mayUpload = () => true) {
  const states: SenderState[] = [];
  const timers: { ms: number; work: () => void }[] = [];
  const it: Sender = startSender({
    outbox,
    transport,
    personId,
    now: () => now,
    random: () => 0.5,
    after: (ms, work) => {
      const timer = { ms, work };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    onState: (state) => states.push(state),
    mayUpload,
  });
  return { ...it, states, timers, last: () => states.at(-1)! };
}
const queue = async (person = ME) => countQueue(await outbox.pending(), await outbox.listMedia(), person);

describe("recording", () => {
  it("makes facts that the wire schema accepts", () => {
    const fact = make("visit", { outcome: "no_one_in", note: "犬吠" }, { placeId: PLACE, roundId: ROUND });
    expect(Fact.parse(fact)).toEqual(fact);
    expect(Fact.parse(photograph(fact.id).fact).kind).toBe("photograph");
  });
  it("survives a reload of the page", async () => {
    const first = visit();
    await outbox.enqueue(ME, [first, photograph(first.fact.id)]);
    db.close();
    const again = openOutbox(new FieldDatabase(db.name), await openVault(ME));
    expect((await again.due(ME, now)).map(({ id }) => id)).toHaveLength(2);
    expect(await again.listMedia()).toHaveLength(1);
  });
  it("stores all parcels or none", async () => {
    const one = visit();
    await outbox.enqueue(ME, [one]);
    await expect(outbox.enqueue(ME, [visit(), one])).rejects.toThrow();
    expect(await outbox.pending()).toHaveLength(1);
  });
  it("takes back a held record with its photograph, and nothing once the hold is over", async () => {
    const one = visit();
    await outbox.enqueue(ME, [one, photograph(one.fact.id)], { heldUntil: now + 8_000 });
    expect(await outbox.due(ME, now)).toEqual([]);
    expect(await outbox.withdraw(one.fact.id, now + 9_000)).toBe(false);
    expect(await outbox.withdraw(one.fact.id, now + 1_000)).toBe(true);
    expect(await queue()).toEqual({ unsent: 0, refused: 0, ofOthers: 0 });
  });
});

describe("sending", () => {
  it("lets go only of what the server has named", async () => {
    const { server, transport } = fakeServer();
    const [one, two] = [visit(), visit()];
    await outbox.enqueue(ME, [one, two]);
    server.receipt = (id) => (id === one.fact.id ? { id, result: "accepted", problem: null } : null);
    const it = sender(transport);
    await it.send();
    expect((await outbox.pending()).map(({ id }) => id)).toEqual([two.fact.id]);
    // It tries again later, by itself, not at once.
    expect(it.timers).toHaveLength(1);
    expect(it.timers[0]!.ms).toBeGreaterThanOrEqual(1_000);
  });
  it("uploads a photograph after its fact, and keeps the bytes until then", async () => {
    const { server, transport } = fakeServer();
    const one = visit();
    await outbox.enqueue(ME, [one, photograph(one.fact.id)]);
    server.gate = (request) => {
      if (request === "media") throw new SendError({ kind: "unreachable" });
    };
    const it = sender(transport);
    await it.send();
    expect(await queue()).toEqual({ unsent: 1, refused: 0, ofOthers: 0 });
    server.gate = () => {};
    await it.send();
    expect(server.media).toEqual(["a".repeat(64)]);
    expect(await outbox.listMedia()).toEqual([]);
    expect(it.last()).toMatchObject({ phase: "idle", trouble: null });
  });
  it("loses nothing when the connection breaks after the server has stored the batch", async () => {
    const { server, transport } = fakeServer();
    await outbox.enqueue(ME, [visit(), visit()]);
    let broken = true;
    const it = sender({
      ...transport,
      async postSync(facts) {
        const answer = await transport.postSync(facts);
        if (broken) throw new SendError({ kind: "unreachable" });
        return answer;
      },
    });
    await it.send();
    expect(await queue()).toMatchObject({ unsent: 2 });
    broken = false;
    await it.send();
    expect(server.facts.size).toBe(2);
    expect(await queue()).toMatchObject({ unsent: 0 });
  });
  it("waits longer after each failure, at most about five minutes, and starts over after a success", async () => {
    const { server, transport } = fakeServer();
    await outbox.enqueue(ME, [visit()]);
    server.gate = () => {
      throw new SendError({ kind: "unreachable" });
    };
    const it = sender(transport);
    const waits: number[] = [];
    for (let n = 0; n < 12; n++) {
      await it.send();
      waits.push(it.last().nextAt! - now);
    }
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(Math.max(...waits)).toBe(300_000);
    server.gate = () => {};
    await it.send();
    expect(it.last()).toMatchObject({ phase: "idle", nextAt: null });
    expect(it.timers).toEqual([]);
  });
  it("keeps a refused record with its reason, beside accepted ones, until it is retried", async () => {
    const { server, transport } = fakeServer();
    const [good, bad] = [visit(), visit()];
    await outbox.enqueue(ME, [good, bad, photograph(bad.fact.id)]);
    const problem = { code: "access.denied", title: "没有权限", detail: "这一户不在您的片里。" };
    server.receipt = (id) =>
      id === good.fact.id ? { id, result: "accepted", problem: null } : { id, result: "refused", problem };
    const it = sender(transport);
    await it.send();
    // The photograph counts once, although its bytes are here too.
    expect(await queue()).toEqual({ unsent: 0, refused: 2, ofOthers: 0 });
    expect((await outbox.pending()).map(({ refusal }) => refusal?.code)).toEqual([
      "access.denied",
      "access.denied",
    ]);
    server.receipt = (id) => ({ id, result: "accepted", problem: null });
    await outbox.retryRefused(ME);
    await it.send();
    expect(await queue()).toEqual({ unsent: 0, refused: 0, ofOthers: 0 });
    expect(server.media).toHaveLength(1);
  });
  it("never sends one person's records under another's session", async () => {
    const { server, transport } = fakeServer();
    const mine = outbox;
    const others = openOutbox(db, await openVault(OTHER));
    await expect(mine.enqueue(OTHER, [visit()])).rejects.toThrow();
    await others.enqueue(OTHER, [visit()]);
    await sender(transport).send();
    expect(server.facts.size).toBe(0);
    expect(await queue()).toEqual({ unsent: 0, refused: 0, ofOthers: 0 });
    outbox = others;
    await sender(transport, OTHER).send();
    expect(server.facts.size).toBe(1);
  });
  it("stops asking while nobody is signed in", async () => {
    const { server, transport } = fakeServer();
    await outbox.enqueue(ME, [visit()]);
    server.gate = () => {
      throw new SendError({ kind: "signed-out" });
    };
    const it = sender(transport);
    await it.send();
    expect(it.last().phase).toBe("signed-out");
    expect(it.timers).toEqual([]);
    expect(await queue()).toMatchObject({ unsent: 1 });
  });
  it("sends a held record when its time has come", async () => {
    const { server, transport } = fakeServer();
    await outbox.enqueue(ME, [visit()], { heldUntil: now + 8_000 });
    const it = sender(transport);
    await it.send();
    expect(server.facts.size).toBe(0);
    expect(it.timers).toHaveLength(1);
    now += 8_100;
    await it.send();
    expect(server.facts.size).toBe(1);
  });
  it("sends findings with their photographs before everything else, also when they come in between", async () => {
    const { server, transport } = fakeServer();
    const told: string[] = [];
    const ofFindings = new Set<string>();
    const withPicture = (record: Parcel): Parcel[] => {
      const picture = photograph(record.fact.id);
      if (record.fact.kind === "sighting") ofFindings.add(picture.fact.id);
      return [record, picture];
    };
    const seen: Transport = {
      async postSync(facts) {
        told.push(...facts.map(({ kind }) => kind));
        return transport.postSync(facts);
      },
      async sendMedia(parcel) {
        told.push(ofFindings.has(parcel.factId) ? "finding's picture" : "picture");
        return transport.sendMedia(parcel);
      },
    };
    for (const record of [visit(), visit(), sighting()]) await outbox.enqueue(ME, withPicture(record));
    const it = sender(seen);
    // While the first photograph of a door is on its way, another plant is found.
    let late: Parcel | null = sighting();
    server.gate = (request) => {
      if (request !== "media" || told.at(-1) !== "picture" || !late) return;
      const found = late;
      late = null;
      enqueued = outbox.enqueue(ME, withPicture(found)).then(() => void it.send());
    };
    let enqueued: Promise<unknown> = Promise.resolve();
    const slow = transport.sendMedia;
    transport.sendMedia = async (parcel) => {
      await slow(parcel);
      await enqueued;
    };
    await it.send();
    expect(told.join(" ")).toBe(
      "sighting photograph finding's picture visit visit photograph photograph picture " +
        "sighting photograph finding's picture picture",
    );
    expect(await queue()).toMatchObject({ unsent: 0 });
  });
  it("keeps photographs of doors until there is Wi-Fi, never those of findings, and sends all when asked to", async () => {
    const { server, transport } = fakeServer();
    const door = visit();
    await outbox.enqueue(ME, [door, photograph(door.fact.id)]);
    const found = sighting();
    await outbox.enqueue(ME, [found, photograph(found.fact.id)]);
    const it = sender(transport, ME, () => false);
    await it.send();
    expect(server.facts.size).toBe(4);
    expect(server.media).toHaveLength(1);
    expect(it.last()).toMatchObject({ phase: "idle", waitingForWifi: 1, trouble: null });
    expect(await queue()).toMatchObject({ unsent: 1 });
    await it.send({ evenMetered: true });
    expect(server.media).toHaveLength(2);
    expect(it.last()).toMatchObject({ waitingForWifi: 0 });
  });
  it("tries a visit again whose place is still on its way from another phone", async () => {
    const { server, transport } = fakeServer();
    await outbox.enqueue(ME, [visit()]);
    const problem = { code: "place.awaited", title: "地点还没到", detail: "" };
    server.receipt = (id) => ({ id, result: "refused", problem });
    const it = sender(transport);
    await it.send();
    expect(await queue()).toEqual({ unsent: 1, refused: 0, ofOthers: 0 });
    expect(it.timers).toHaveLength(1);
    server.receipt = (id) => ({ id, result: "accepted", problem: null });
    await it.send();
    expect(await queue()).toMatchObject({ unsent: 0 });
  });
  it("forgets accepted records in time, never unsent ones", async () => {
    const { server, transport } = fakeServer();
    const one = visit();
    await outbox.enqueue(ME, [one, photograph(one.fact.id)]);
    server.gate = (request) => {
      if (request === "media") throw new SendError({ kind: "unreachable" });
    };
    const it = sender(transport);
    await it.send();
    await outbox.enqueue(ME, [visit()]);
    await outbox.sweep(now + 1_000);
    // The photograph fact stays while its bytes wait; the new visit has not been sent at all.
    expect((await outbox.latest(10)).map(({ fact }) => fact.kind)).toEqual(["visit", "photograph"]);
  });
});
