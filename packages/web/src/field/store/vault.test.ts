import "fake-indexeddb/auto";
import { liveQuery } from "dexie";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { SessionView } from "@lingzhu/domain/account";
import { pinWait } from "@lingzhu/domain/device";
import { idSource } from "@lingzhu/domain/kernel";
import type { FactReceipt } from "@lingzhu/domain/sync";
import { HER, HIM, rows, writeVersion1 } from "../../../test/version-1.ts";
import { randomBytes, toBase64url, type Bytes } from "./bytes.ts";
import { FieldDatabase } from "./database.ts";
import { countQueue } from "./entry.ts";
import { factMaker } from "./fact-maker.ts";
import { keep, keptRows, keptValue } from "./kept.ts";
import { openLoosePoints } from "./loose-points.ts";
import { carryForOthers, othersWork, type CarryTransport } from "./others.ts";
import { openOutbox, type Parcel } from "./outbox.ts";
import { pack, unpack } from "./pack.ts";
import { openPassingOutbox } from "./passing-outbox.ts";
import { newSigningKey } from "./person-keys.ts";
import {
  changePin,
  listPeople,
  recover,
  rememberSession,
  settleIn,
  tryPin,
  type Recovered,
} from "./phone-people.ts";
import { sealPlainRows } from "./seal-plain.ts";
import { LockedError, type Vault } from "./vault.ts";

const PIN = "482917";
const ITERATIONS = 1_000;
const ROUND = "0190a000-0000-7000-8000-000000000003";
let now = 1_790_000_000_000;
let names = 0;
let db: FieldDatabase;
let serverKey: { number: number; publicKey: string };
/** What was left with the server, by person. */
let left: Map<string, string>;
const newId = idSource(() => now++, randomBytes);
const make = factMaker({ newId, deviceId: "0190a000-0000-7000-8000-0000000000dd", now: () => now });

beforeEach(async () => {
  db = new FieldDatabase(`vault-${names++}`);
  left = new Map();
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  serverKey = {
    number: 1,
    publicKey: toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))),
  };
});

const sessionOf = (personId: string, name: string): SessionView =>
  SessionView.parse({
    account: { id: personId, login: name },
    person: { id: personId, name, post: null },
    street: { id: 341302007000, code: "341302007", name: "西关街道", region: "", center: null },
    grants: [],
    abilities: [],
    demo: false,
    serverTime: now,
    deviceId: newId(),
    serverKey,
  });
async function settled(personId = HER, name = "方某", recovered?: Recovered): Promise<Vault> {
  const leaveRecovery = async (key: string) => void left.set(personId, key);
  const newcomer = { session: sessionOf(personId, name), signing: await newSigningKey() };
  const parts = { now, leaveRecovery, iterations: ITERATIONS, recovered };
  const { vault } = await settleIn(db, newcomer, PIN, parts);
  db.admit(vault);
  return vault;
}
const visit = (note: string): Parcel => ({
  fact: make("visit", { outcome: "checked", note }, { placeId: newId(), roundId: ROUND }),
  label: note,
});
function withPicture(note: string): Parcel[] {
  const record = visit(note);
  const bytes = new TextEncoder().encode(`picture of ${note}`).buffer;
  const body = { sha256: "a".repeat(64), bytes: bytes.byteLength, mime: "image/jpeg", view: "door" } as const;
  const fact = make("photograph", { ...body, ofFactId: record.fact.id });
  return [record, { fact, label: "照片", photograph: { ...body, bytes } }];
}

/** Every stored byte as text, in the two ways that browsers write text. */
async function everythingStored(): Promise<string> {
  const shown = (value: unknown): unknown => {
    if (value instanceof ArrayBuffer) return shown(new Uint8Array(value));
    if (value instanceof Uint8Array) return `${new TextDecoder().decode(value)} ${toBase64url(value)}`;
    if (value instanceof CryptoKey) return value.extractable ? "can be exported" : "key";
    if (Array.isArray(value)) return value.map(shown);
    if (value && typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shown(part)]));
    return value;
  };
  const all: unknown[] = [];
  for (const table of db.tables) all.push(...(await table.toArray()));
  return JSON.stringify(shown(all));
}

describe("packing", () => {
  it("gives back what went in, pictures too", () => {
    const value = {
      note: "花盆",
      shots: [{ bytes: new Uint8Array([1, 2]).buffer }, { bytes: new ArrayBuffer(0) }],
    };
    expect(unpack(pack(value))).toEqual(value);
    expect(unpack(pack(null))).toBeNull();
    expect(unpack(pack([new Uint8Array([7]).buffer, 3]))).toEqual([new Uint8Array([7]).buffer, 3]);
  });
});

describe("a PIN", () => {
  it("opens the vault after a reload, without the network", async () => {
    await settled();
    const [person] = await listPeople(db);
    const tried = await tryPin(db, person!.personId, PIN, now);
    if (!tried.ok) throw new Error("the PIN was refused");
    expect(tried.unlocked.session.person.name).toBe("方某");
    expect(tried.unlocked.vault.isOpen).toBe(true);
  });
  it("is refused when wrong, ever more slowly, also when the page is closed in between", async () => {
    await settled();
    for (let tries = 1; tries <= 5; tries++) {
      const tried = await tryPin(db, HER, "000001", now);
      expect(tried).toMatchObject({
        ok: false,
        person: { wrongTries: tries, waitUntil: now + pinWait(tries) },
      });
      // The right one has to wait as well.
      if (pinWait(tries) > 0) expect((await tryPin(db, HER, PIN, now + pinWait(tries) - 1)).ok).toBe(false);
      now += pinWait(tries);
    }
    expect((await tryPin(db, HER, PIN, now)).ok).toBe(true);
    expect((await listPeople(db))[0]).toMatchObject({ wrongTries: 0, waitUntil: 0 });
  });
  it("is of use only in the browser that it was set in", async () => {
    await settled();
    await db.secrets.clear();
    expect((await tryPin(db, HER, PIN, now)).ok).toBe(false);
  });
  it("can be changed by who knows it", async () => {
    await settled();
    await expect(changePin(db, HER, "739206", "305948")).rejects.toThrow();
    await changePin(db, HER, PIN, "305948");
    expect((await tryPin(db, HER, PIN, now)).ok).toBe(false);
    expect((await tryPin(db, HER, "305948", now)).ok).toBe(true);
  });
  it("is not stored before the recovery key has been left with the server", async () => {
    const newcomer = { session: sessionOf(HER, "方某"), signing: await newSigningKey() };
    const leaveRecovery = () => Promise.reject(new Error("no signal"));
    await expect(
      settleIn(db, newcomer, PIN, { now, leaveRecovery, iterations: ITERATIONS }),
    ).rejects.toThrow();
    expect(await listPeople(db)).toEqual([]);
  });
  it("when forgotten is set anew with the recovery key, and the records open again", async () => {
    const vault = await settled();
    await openOutbox(db, vault).enqueue(HER, [visit("北窗台")]);
    const [person] = await listPeople(db);
    expect(await recover(person!, toBase64url(randomBytes(32)))).toBeNull();
    const opened = await recover(person!, left.get(HER)!);
    const again = await settled(HER, "方某", opened!.recovered);
    expect((await openOutbox(db, again).pending()).map(({ label }) => label)).toEqual(["北窗台"]);
    // The same recovery key serves the next time too.
    expect(await recover((await listPeople(db))[0]!, left.get(HER)!)).not.toBeNull();
  });
  it("when forgotten for good leaves records that can be sent, and counts them so", async () => {
    await openOutbox(db, await settled()).enqueue(HER, [visit("北窗台")]);
    const anew = await settled();
    expect(await openOutbox(db, anew).pending()).toEqual([]);
    expect(await othersWork(db, HER, now)).toEqual([
      { personId: HER, name: "方某", unsent: 1, carriable: 1 },
    ]);
  });
});

describe("what lies on the phone", () => {
  it("says nothing of what was recorded, drafted, kept or walked", async () => {
    const vault = await settled();
    await openOutbox(db, vault).enqueue(HER, withPicture("北窗台两只空花盆"));
    await keep(db, `${HER}/zone/z1`, { places: [{ name: "1单元101" }] });
    await keep(db, `draft/${HER}/found`, { note: "还没登记完", shots: [{ bytes: new ArrayBuffer(3) }] });
    await openLoosePoints(db, vault).add(ROUND, [116.9601, 33.6401, now, 8]);
    await rememberSession(db, vault, sessionOf(HER, "方某"));
    const stored = await everythingStored();
    for (const words of [
      "花盆",
      "checked",
      "1单元101",
      "还没登记完",
      "116.9601",
      "picture of",
      "西关街道",
      PIN,
    ])
      expect([words, stored.includes(words)]).toEqual([words, false]);
    expect(stored).not.toContain("can be exported");
  });
  it("opens for its person and for nobody else on the phone", async () => {
    const hers = await settled(HER, "方某");
    await openOutbox(db, hers).enqueue(HER, withPicture("北窗台"));
    await keep(db, `${HER}/zone/z1`, { name: "片" });
    const his = await settled(HIM, "唐某");
    const outbox = openOutbox(db, his);
    expect([await outbox.pending(), await outbox.latest(9), await outbox.visitsOf(ROUND)]).toEqual([
      [],
      [],
      [],
    ]);
    expect(await outbox.listMedia()).toEqual([]);
    expect(await outbox.due(HER, now)).toEqual([]);
    expect(await keptValue(db, `${HER}/zone/z1`)).toBeNull();
    await expect(keep(db, `${HER}/zone/z1`, {})).rejects.toThrow(LockedError);
    const row = (await db.entries.toArray())[0]!;
    await expect(his.openParcel(row.parcel!)).rejects.toThrow();
  });
  it("is closed while locked, and the same afterwards", async () => {
    const vault = await settled();
    const outbox = openOutbox(db, vault);
    await outbox.enqueue(HER, [visit("北窗台")], { heldUntil: now + 8_000 });
    await keep(db, `draft/${HER}/found`, { note: "还没登记完" });
    vault.lock();
    expect([await outbox.pending(), await outbox.nextDue(HER, now)]).toEqual([[], null]);
    expect(await keptValue(db, `draft/${HER}/found`)).toBeNull();
    await expect(outbox.enqueue(HER, [visit("南窗台")])).rejects.toThrow(LockedError);
    await tryPin(db, HER, PIN, now, vault);
    expect((await outbox.pending()).map(({ label }) => label)).toEqual(["北窗台"]);
    expect(await keptRows(db, `draft/${HER}/`)).toMatchObject([{ value: { note: "还没登记完" } }]);
  });
  it("is followed as it changes, also what is read after something was opened", async () => {
    const vault = await settled();
    const outbox = openOutbox(db, vault);
    await outbox.enqueue(HER, withPicture("北窗台"));
    const seen: number[][] = [];
    const query = async () => [(await outbox.pending()).length, (await outbox.listMedia()).length];
    const following = liveQuery(query).subscribe({ next: (counts) => void seen.push(counts) });
    await vi.waitFor(() => expect(seen.at(-1)).toEqual([2, 1]));
    const [, picture] = await outbox.pending();
    await outbox.releaseMedia(picture!.id);
    await vi.waitFor(() => expect(seen.at(-1)).toEqual([2, 0]));
    await keep(db, `draft/${HER}/found`, { note: "一" });
    const drafts: unknown[] = [];
    const both = async () => [
      await keptValue(db, `draft/${HER}/found`),
      await keptValue(db, `draft/${HER}/other`),
    ];
    const followingDrafts = liveQuery(both).subscribe({ next: (values) => void drafts.push(values) });
    await vi.waitFor(() => expect(drafts.at(-1)).toEqual([{ note: "一" }, null]));
    await keep(db, `draft/${HER}/other`, { note: "二" });
    await vi.waitFor(() => expect(drafts.at(-1)).toEqual([{ note: "一" }, { note: "二" }]));
    following.unsubscribe();
    followingDrafts.unsubscribe();
  });
  it("cannot be passed off as another record", async () => {
    const vault = await settled();
    await openOutbox(db, vault).enqueue(HER, [visit("一"), visit("二")]);
    const [one, two] = (await db.entries.toArray()) as { parcel?: { sealed: Bytes; head: { id: string } } }[];
    const swapped = {
      ...(one!.parcel as never as object),
      head: { ...one!.parcel!.head, id: two!.parcel!.head.id },
    };
    await expect(vault.openParcel(swapped as never)).rejects.toThrow();
  });
});

describe("a track", () => {
  it("goes on while the phone is locked, and becomes facts afterwards", async () => {
    const vault = await settled();
    const points = openLoosePoints(db, vault);
    await points.add(ROUND, [116.96, 33.64, now, 8]);
    vault.lock();
    await points.add(ROUND, [116.97, 33.64, now + 1_000, 8]);
    expect(await points.read()).toBeNull();
    await tryPin(db, HER, PIN, now, vault);
    const read = await points.read();
    expect(read!.map(({ point }) => point[0])).toEqual([116.96, 116.97]);
    const outbox = openOutbox(db, vault);
    const fact = make("track", { points: read!.map(({ point }) => point) }, { roundId: ROUND });
    await points.become(
      read!.map(({ seq }) => seq),
      () => outbox.enqueue(HER, [{ fact, label: "轨迹" }]),
    );
    expect([await db.points.count(), (await outbox.pending()).length]).toEqual([0, 1]);
  });
  it("keeps its points when they cannot become facts", async () => {
    const vault = await settled();
    const points = openLoosePoints(db, vault);
    await points.add(ROUND, [116.96, 33.64, now, 8]);
    const [one] = (await points.read())!;
    await expect(points.become([one!.seq], () => Promise.reject(new Error("no room")))).rejects.toThrow();
    expect(await db.points.count()).toBe(1);
  });
});

describe("records of others", () => {
  /** A server that takes what it is told to, and remembers what it saw. */
  function server(verdict: (id: string) => FactReceipt) {
    const seen: unknown[] = [];
    const transport: CarryTransport = {
      async postCarried(parcels) {
        seen.push(...parcels);
        return { receipts: parcels.map(({ id }) => verdict(id)), serverTime: now };
      },
      async postCarriedPhotograph(framed) {
        const length = new DataView(framed.buffer).getUint32(0);
        const head = JSON.parse(new TextDecoder().decode(framed.subarray(4, 4 + length))) as { id: string };
        seen.push(head);
        return verdict(head.id);
      },
    };
    return { seen, transport };
  }
  const accepted = (id: string): FactReceipt => ({ id, result: "accepted", problem: null });
  const carry = (transport: CarryTransport) => carryForOthers(db, HIM, transport, () => now);

  async function leftByHer() {
    const hers = await settled(HER, "方某");
    const outbox = openOutbox(db, hers);
    await outbox.enqueue(HER, withPicture("北窗台"));
    await outbox.enqueue(HER, [visit("还能撤销")], { heldUntil: now + 60_000 });
    hers.lock();
    const his = await settled(HIM, "唐某");
    await openOutbox(db, his).enqueue(HIM, [visit("他自己的")]);
    return hers;
  }

  it("are a number by name, and go out sealed, once, with their photograph", async () => {
    const hers = await leftByHer();
    expect(await othersWork(db, HIM, now)).toEqual([
      { personId: HER, name: "方某", unsent: 3, carriable: 2 },
    ]);
    const { seen, transport } = server(accepted);
    expect(await carry(transport)).toEqual({ sent: 2, refusals: [] });
    expect(JSON.stringify(seen)).not.toMatch(/窗台|checked/);
    expect(await carry(transport)).toEqual({ sent: 0, refusals: [] });
    expect(seen).toHaveLength(3);
    expect(await othersWork(db, HIM, now)).toMatchObject([{ unsent: 1, carriable: 0 }]);
    await tryPin(db, HER, PIN, now, hers);
    const outbox = openOutbox(db, hers);
    expect((await outbox.latest(9)).map(({ state }) => state).sort()).toEqual([
      "accepted",
      "accepted",
      "waiting",
    ]);
    expect(countQueue(await outbox.pending(), await outbox.listMedia(), HER)).toMatchObject({ unsent: 1 });
  });
  it("stay as they are when the network breaks, and when the phone is shut out", async () => {
    await leftByHer();
    const broken: CarryTransport = {
      postCarried: () => Promise.reject(new Error("no signal")),
      postCarriedPhotograph: () => Promise.reject(new Error("no signal")),
    };
    await expect(carry(broken)).rejects.toThrow();
    const problem = { code: "parcel.revoked", title: "登记人的手机已被撤销", detail: "仍在本机。" };
    const { transport } = server((id) => ({ id, result: "refused", problem }));
    expect(await carry(transport)).toEqual({ sent: 0, refusals: [problem] });
    expect(await othersWork(db, HIM, now)).toMatchObject([{ unsent: 3, carriable: 2 }]);
  });
  it("that are refused for what they say are the author's to see", async () => {
    const hers = await leftByHer();
    const problem = { code: "access.denied", title: "没有权限", detail: "这一户不在片里。" };
    const { transport } = server((id) => ({ id, result: "refused", problem }));
    await carry(transport);
    await tryPin(db, HER, PIN, now, hers);
    const refused = (await openOutbox(db, hers).pending()).filter(({ state }) => state === "refused");
    expect(refused.map(({ refusal }) => refusal?.code)).toEqual(["access.denied", "access.denied"]);
  });
});

describe("a phone of version 1", () => {
  beforeEach(async () => {
    await writeVersion1(`old-${names}`);
    db = new FieldDatabase(`old-${names++}`);
  });
  const bodyOf = (n: number) => rows.entries[n - 1]!.fact;

  it("opens as it is, and holds everything until its people come", async () => {
    expect([await db.entries.count(), await db.media.count(), await db.points.count()]).toEqual([7, 3, 2]);
    expect(await listPeople(db)).toEqual([]);
  });
  it("has a person's rows sealed when that person first opens the vault, and loses none", async () => {
    const vault = await settled(HER, "方某");
    await sealPlainRows(db, vault);
    const outbox = openOutbox(db, vault);
    const latest = await outbox.latest(20);
    expect(latest.map(({ fact }) => fact).reverse()).toEqual([1, 2, 3, 4, 5].map(bodyOf));
    expect(latest.map(({ state }) => state).reverse()).toEqual(
      rows.entries.slice(0, 5).map(({ state }) => state),
    );
    expect((await outbox.pending()).find(({ state }) => state === "refused")?.refusal?.code).toBe(
      "access.denied",
    );
    // Her photograph whose fact was accepted is due with its bytes.
    const due = await outbox.dueMedia(HER);
    expect(due).toHaveLength(1);
    expect([...new Uint8Array((await outbox.bytesOf(due[0]!.factId))!)]).toEqual([0xff, 0xd8, 4]);
    expect((await outbox.listMedia()).map(({ factId }) => factId)).toEqual([
      rows.entries[1]!.id,
      rows.entries[3]!.id,
    ]);
    expect(await keptValue(db, `${HER}/zone/z1`)).toEqual(rows.kept[2]!.value);
    expect(await keptValue(db, `draft/${HER}/found`)).toEqual(rows.kept[3]!.value);
    expect((await openLoosePoints(db, vault).read())!.map(({ point }) => point)).toEqual([
      rows.points[0]!.point,
    ]);
    const stored = await everythingStored();
    for (const words of ["院里一只花盆", "草稿里的话", "北苑片"])
      expect([words, stored.includes(words)]).toEqual([words, false]);
    expect(await db.kept.get("session")).toBeUndefined();
  });
  it("leaves the other's rows alone until that one comes, and then loses none of them either", async () => {
    await sealPlainRows(db, await settled(HER, "方某"));
    expect(await othersWork(db, HER, now)).toEqual([{ personId: HIM, name: null, unsent: 2, carriable: 0 }]);
    const his = await settled(HIM, "唐某");
    await sealPlainRows(db, his);
    const outbox = openOutbox(db, his);
    expect((await outbox.due(HIM, now)).map(({ fact }) => fact)).toEqual([6, 7].map(bodyOf));
    expect(await keptValue(db, `draft/${HIM}/found`)).toEqual(rows.kept[4]!.value);
    expect(await othersWork(db, HER, now)).toMatchObject([{ unsent: 2, carriable: 2 }]);
  });
  it("is sealed once: again changes nothing, and what the server said meanwhile stands", async () => {
    const vault = await settled(HER, "方某");
    const outbox = openOutbox(db, vault);
    const sealing = sealPlainRows(db, vault);
    await outbox.markReceipts([{ id: rows.entries[0]!.id, result: "accepted", problem: null }], now);
    await sealing;
    const before = await db.entries.toArray();
    await sealPlainRows(db, vault);
    expect(await db.entries.toArray()).toEqual(before);
    expect((await db.entries.get(rows.entries[0]!.id))!.state).toBe("accepted");
  });
  it("without a secure connection sends what is there and then lets go of it", async () => {
    const outbox = openPassingOutbox(db, HER);
    const due = await outbox.due(HER, now);
    expect(due.map(({ fact }) => fact)).toEqual([1, 2].map(bodyOf));
    await outbox.markReceipts(
      due.map(({ id }) => ({ id, result: "accepted" as const, problem: null })),
      now,
    );
    expect((await outbox.dueMedia(HER)).map(({ factId }) => factId).sort()).toEqual(
      [rows.entries[1]!.id, rows.entries[3]!.id].sort(),
    );
    for (const { factId } of await outbox.dueMedia(HER)) await outbox.releaseMedia(factId);
    expect((await outbox.pending()).map(({ state }) => state)).toEqual(["refused"]);
    expect(await db.entries.filter(({ personId }) => personId === HIM).count()).toBe(2);
  });
});

describe("without a secure connection", () => {
  it("nothing that is recorded or kept is written to the phone", async () => {
    const outbox = openPassingOutbox(db, HER);
    await outbox.enqueue(HER, withPicture("北窗台"));
    await keep(db, `${HER}/zone/z1`, { name: "1单元101" });
    expect((await outbox.due(HER, now)).map(({ label }) => label)).toEqual(["北窗台", "照片"]);
    expect(await keptValue(db, `${HER}/zone/z1`)).toEqual({ name: "1单元101" });
    const stored = await everythingStored();
    for (const words of ["北窗台", "1单元101"])
      expect([words, stored.includes(words)]).toEqual([words, false]);
  });
});
