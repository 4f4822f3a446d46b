import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CarriedParcel } from "@lingzhu/domain/device";
import type { FactReceipt, SyncAnswer } from "@lingzhu/domain/sync";
import { LATE_MS } from "@lingzhu/domain/device";
import { arrange, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { Phone } from "../../test/phone.ts";
import { read } from "../db/transact.ts";
import { sha256Of } from "../photograph/media.ts";

/** The smallest thing that starts like a JPEG. */
const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);

let house: TestHouse;
let street: Arranged;
/** Two people on one phone: the worker of the north side, and a colleague of the south side. */
let author: Phone;
let carrier: Phone;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  author = new Phone(house, street.north.worker);
  carrier = new Phone(house, street.south.worker, author.phoneId);
  await author.signIn();
  await carrier.signIn();
});
afterAll(() => house.close());

const visitOf = (of: Phone, door: number, over: object = {}) =>
  visitFact(house, street.roundId, street.north.doors[door]!, "checked", { deviceId: of.phoneId, ...over });
const carry = async (by: Phone, ...parcels: unknown[]) =>
  (await by.post<SyncAnswer>("/api/sync/carried", { parcels })).body.receipts;
const words = (receipts: FactReceipt[]) => receipts.map(({ result, problem }) => problem?.code ?? result);
const reading = <T>(work: Parameters<typeof read<T>>[2]) =>
  read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, work);
const storedFact = (id: string) =>
  reading((tx) => tx.sql.selectFrom("fact").selectAll().where("id", "=", id).executeTakeFirst());
/** A phone of the north worker's with a colleague on it, so that what happens to it disturbs no other test. */
async function anotherPair() {
  const mine = new Phone(house, street.north.worker);
  const colleague = new Phone(house, street.south.worker, mine.phoneId);
  await mine.signIn();
  await colleague.signIn();
  return { mine, colleague };
}

describe("a carried record", () => {
  it("is taken as its author's, once, however often it is brought", async () => {
    const visit = visitOf(author, 0);
    const parcel = author.seal(visit);
    expect(words(await carry(carrier, parcel, parcel))).toEqual(["accepted"]);
    expect(words(await carry(carrier, parcel))).toEqual(["known"]);
    expect(await storedFact(visit.id)).toMatchObject({
      authorId: street.north.worker.personId,
      accountId: street.north.worker.accountId,
      deviceId: author.phoneId,
    });
    expect(words((await author.post<SyncAnswer>("/api/sync", { facts: [visit] })).body.receipts)).toEqual([
      "known",
    ]);
  });
  it("tells the carrier nothing but its id and the word on it", async () => {
    const answer = await carrier.post("/api/sync/carried", {
      parcels: [author.seal(visitOf(author, 0, { body: { outcome: "refused", note: "窗台有花盆" } }))],
    });
    expect(answer.bytes.toString("utf8")).not.toContain("花盆");
  });
  it("is judged by the author's reach, not the carrier's", async () => {
    const foreign = visitFact(house, street.roundId, street.south.doors[0]!, "checked", {
      deviceId: author.phoneId,
    });
    expect(words(await carry(carrier, author.seal(foreign)))).toEqual(["access.denied"]);
  });
  it("is judged by what the author was granted on the day of recording", async () => {
    const leaver = await house.sign("worker");
    const phone = new Phone(house, leaver, author.phoneId);
    await phone.signIn();
    const start = house.clock.now;
    const member = { streetId: STREET, teamId: street.north.teamId, personId: leaver.personId };
    await house.write((tx) =>
      tx.sql
        .insertInto("teamMember")
        .values({ ...member, id: tx.newId(), validFrom: "2026-03-01", validTo: "2026-03-01" })
        .execute(),
    );
    house.clock.now += 3 * 86_400_000;
    await house.write((tx) =>
      tx.sql
        .updateTable("accountGrant")
        .set({ validTo: new Date(house.clock.now - 86_400_000) })
        .where("accountId", "=", leaver.accountId)
        .execute(),
    );
    const then = phone.seal(visitOf(phone, 1, { recordedAt: start }));
    const now = phone.seal(visitOf(phone, 1));
    await carrier.signIn();
    expect(words(await carry(carrier, then, now)).sort()).toEqual(["accepted", "access.denied"]);
    house.clock.now = start;
  });
  it("blocks no other when it is bad, whatever is bad in it", async () => {
    const good = visitOf(author, 2);
    const parcel = author.seal(visitOf(author, 3));
    const flip = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
    const bad: [CarriedParcel | object, string][] = [
      [{ ...parcel, sealed: flip(parcel.sealed) }, "parcel.unproven"],
      [{ ...parcel, nonce: flip(parcel.nonce) }, "parcel.unproven"],
      [{ ...parcel, wrappedForServer: flip(parcel.wrappedForServer) }, "parcel.unproven"],
      [{ ...parcel, id: house.floor.newId() }, "parcel.unproven"],
      [{ ...parcel, deviceId: carrier.deviceId }, "parcel.unproven"],
      [{ ...parcel, deviceId: house.floor.newId() }, "parcel.unproven"],
      [{ ...parcel, serverKey: 2 }, "parcel.unproven"],
      [{ ...parcel, signature: flip(parcel.signature) }, "parcel.unproven"],
      [author.seal(visitOf(author, 3), { serverKey: 2 }), "parcel.unreadable"],
      [author.seal({ id: house.floor.newId(), deviceId: author.phoneId } as never), "parcel.unreadable"],
      [
        author.seal({ id: house.floor.newId(), deviceId: author.phoneId, recordedAt: 1 } as never),
        "input.invalid",
      ],
      [author.seal(visitOf(author, 3, { deviceId: house.floor.newId() })), "parcel.unproven"],
      [{ id: "nonsense" }, "input.invalid"],
    ];
    for (const [one, code] of bad) {
      const receipts = await carry(carrier, one);
      expect(words(receipts)).toEqual([code]);
    }
    const all = await carry(carrier, ...bad.map(([one]) => one), author.seal(good));
    expect(words(all).filter((word) => word === "accepted")).toHaveLength(1);
    expect(await storedFact(good.id)).toBeDefined();
  });
  it("cannot be put into somebody's mouth by the one who carries it", async () => {
    const forged = carrier.seal(visitOf(carrier, 3), { deviceId: author.deviceId });
    expect(words(await carry(carrier, forged))).toEqual(["parcel.unproven"]);
  });
  it("comes from the phone it was made on, in its own street", async () => {
    const elsewhere = new Phone(house, street.south.worker);
    await elsewhere.signIn();
    expect(words(await carry(elsewhere, author.seal(visitOf(author, 3))))).toEqual(["parcel.unproven"]);
    const stranger = new Phone(house, await house.sign("office", { streetId: OTHER_STREET }), author.phoneId);
    await stranger.signIn();
    expect(words(await carry(stranger, author.seal(visitOf(author, 3))))).toEqual(["parcel.unproven"]);
  });
  it("leaves who brought it on the record", async () => {
    const visit = visitOf(author, 3);
    await carry(carrier, author.seal(visit));
    const entries = await reading((tx) =>
      tx.sql
        .selectFrom("audit")
        .select(["act", "accountId", "objectId"])
        .orderBy("seq", "desc")
        .limit(2)
        .execute(),
    );
    expect(entries).toEqual([
      {
        act: "fact.carry",
        accountId: street.south.worker.accountId,
        objectId: street.north.worker.accountId,
      },
      { act: "fact.take", accountId: street.north.worker.accountId, objectId: visit.id },
    ]);
  });
  it("needs a session on a phone", async () => {
    expect((await house.anonymous.post("/api/sync/carried", { parcels: [{}] })).status).toBe(401);
    const parcels = [author.seal(visitOf(author, 0))];
    expect((await street.office.post("/api/sync/carried", { parcels })).status).toBe(409);
    const tooMany = Array.from({ length: 101 }, () => ({}));
    expect((await carrier.post("/api/sync/carried", { parcels: tooMany })).status).toBe(400);
  });
});

describe("a carried photograph", () => {
  const record = (of: string) => ({
    id: house.floor.newId(),
    kind: "photograph" as const,
    deviceId: author.phoneId,
    recordedAt: house.clock.now,
    placeId: null,
    roundId: street.roundId,
    position: null,
    body: {
      sha256: sha256Of(PICTURE),
      bytes: PICTURE.length,
      mime: "image/jpeg",
      ofFactId: of,
      view: "door",
    },
  });
  const path = "/api/sync/carried/photograph";
  const bring = async (by: Phone, bytes: Uint8Array) => {
    const { body } = await by.send<FactReceipt>(by.proven("POST", path, bytes));
    return words([body]);
  };

  it("is kept under its own hash once its record is there, and can be looked at", async () => {
    const visit = visitOf(author, 0);
    const picture = record(visit.id);
    const parcel = author.sealPhotograph(picture.id, PICTURE);
    expect(await bring(carrier, parcel)).toEqual(["record.missing"]);
    await carry(carrier, author.seal(visit), author.seal(picture));
    expect(await bring(carrier, parcel)).toEqual(["accepted"]);
    expect(await bring(carrier, parcel)).toEqual(["accepted"]);
    const seen = await street.office.get(`/api/photographs/${picture.id}`);
    expect([seen.status, seen.bytes.equals(PICTURE)]).toEqual([200, true]);
  });
  it("is refused when it is another picture, when it was changed, and when another signed it", async () => {
    const visit = visitOf(author, 0);
    const picture = record(visit.id);
    await carry(carrier, author.seal(visit), author.seal(picture));
    const other = Buffer.concat([PICTURE, Buffer.from([9])]);
    expect(await bring(carrier, author.sealPhotograph(picture.id, other))).toEqual(["input.unreadable"]);
    const changed = author.sealPhotograph(picture.id, PICTURE);
    changed[changed.length - 1]! ^= 1;
    expect(await bring(carrier, changed)).toEqual(["parcel.unproven"]);
    expect(await bring(carrier, carrier.sealPhotograph(picture.id, PICTURE))).toEqual(["record.missing"]);
    for (const nonsense of [Buffer.alloc(3), Buffer.alloc(40, 255), Buffer.from("\0\0\0\u0002{}and more")]) {
      const answer = await carrier.send<{ code: string }>(carrier.proven("POST", path, nonsense));
      expect([answer.status, answer.body.code]).toEqual([422, "parcel.unreadable"]);
    }
  });
});

describe("records of a revoked phone", () => {
  const revoke = (phone: Phone, act: "revoke" | "late" | "readmit" = "revoke") =>
    street.office.post(`/api/devices/${phone.deviceId}/${act}`, { reason: "手机丢失" });

  it("are not taken until the office allows it, and then only those from before", async () => {
    const { mine, colleague } = await anotherPair();
    const before = mine.seal(visitOf(mine, 0));
    house.clock.now += 60_000;
    await revoke(mine);
    house.clock.now += 60_000;
    const after = mine.seal(visitOf(mine, 0));
    expect(words(await carry(colleague, before, after))).toEqual(["parcel.revoked", "parcel.revoked"]);
    await revoke(mine, "late");
    expect(words(await carry(colleague, after, before)).sort()).toEqual(["accepted", "parcel.after"]);
  });
  it("are taken for a week, not longer, and not once it is taken back", async () => {
    const { mine, colleague } = await anotherPair();
    const start = house.clock.now;
    const [one, two, three] = [0, 1, 2].map((door) => mine.seal(visitOf(mine, door)));
    house.clock.now += 60_000;
    await revoke(mine);
    await revoke(mine, "late");
    expect(words(await carry(colleague, one))).toEqual(["accepted"]);
    await revoke(mine);
    expect(words(await carry(colleague, two))).toEqual(["parcel.revoked"]);
    await revoke(mine, "late");
    house.clock.now += LATE_MS + 1;
    await colleague.signIn();
    expect(words(await carry(colleague, two))).toEqual(["parcel.revoked"]);
    await revoke(mine, "readmit");
    expect(words(await carry(colleague, two, three))).toEqual(["accepted", "accepted"]);
    house.clock.now = start;
  });
  it("of a disabled account wait for the office like those of a revoked phone", async () => {
    const leaver: Signed = await house.sign([{ role: "police", communityId: null }]);
    const phone = new Phone(house, leaver, author.phoneId);
    await phone.signIn();
    const parcel = phone.seal(visitOf(phone, 0));
    house.clock.now += 60_000;
    const administrator = await house.sign("administrator");
    await administrator.post(`/api/accounts/${leaver.accountId}/disable`);
    expect(words(await carry(carrier, parcel))).toEqual(["parcel.revoked"]);
    await revoke(phone, "late");
    expect(words(await carry(carrier, parcel))).toEqual(["accepted"]);
  });
  it("are not brought by that phone itself", async () => {
    const { mine } = await anotherPair();
    const parcel = mine.seal(visitOf(mine, 0));
    await revoke(mine);
    const answer = await mine.post<{ code: string }>("/api/sync/carried", { parcels: [parcel] });
    expect([answer.status, answer.body.code]).toEqual([401, "device.revoked"]);
  });
});
