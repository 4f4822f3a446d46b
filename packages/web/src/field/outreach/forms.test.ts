/** What the forms record: every fact passes the server's own shape, and a gap is named where something is missing. */
import { describe, expect, it } from "vitest";
import { idSource } from "@lingzhu/domain/kernel";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { Fact } from "@lingzhu/domain/sync";
import {
  additionGap,
  additionParcel,
  emptyAddition,
  localAdditions,
  takenBy,
  withAdditions,
} from "../addition/addition.ts";
import { emptyHandover, handoverGap, handoverParcels } from "../seed/handover.ts";
import { retractionParcel } from "../retraction/retraction-parcel.ts";
import { factMaker } from "../store/fact-maker.ts";
import type { OutboxEntry } from "../store/entry.ts";
import { gapParcel } from "../track/gap-reason.ts";
import {
  commitmentParcels,
  emptyPublicity,
  figureOf,
  noticeParcels,
  publicityGap,
  publicityParcels,
} from "./outreach-parcels.ts";

let fill = 0;
const NOW = 1_790_000_000_000;
const newId = idSource(
  () => NOW,
  (length) => new Uint8Array(length).fill(fill++),
);
const make = factMaker({ newId, deviceId: newId(), now: () => NOW });
const position = { lon: 116.96, lat: 33.64, accuracy: 9, at: NOW - 2_000 };
const roundId = newId();
const place = (name: string): FieldPlace => ({
  id: newId(),
  kind: "household",
  name,
  groupId: "b",
  group: "汴河花园 1号楼",
  unit: "1单元",
  floor: 3,
  lon: 116.96,
  lat: 33.64,
  isKey: false,
  state: "unseen",
  visits: 0,
});
const shot = (view: "signature" | "scene") => ({
  id: newId(),
  view,
  mime: "image/png" as const,
  bytes: new ArrayBuffer(4),
  sha256: "c".repeat(64),
});
const facts = (parcels: { fact: unknown }[]) => parcels.map(({ fact }) => Fact.parse(fact));

describe("outreach", () => {
  it("records one notice a household, however many were confirmed at once", () => {
    const doors = [place("301"), place("302")];
    const parcels = noticeParcels(make, doors, "posted", { roundId, position });
    expect(facts(parcels).map(({ placeId, body }) => [placeId, body])).toEqual(
      doors.map(({ id }) => [id, { result: "posted" }]),
    );
    expect(parcels[0]!.label).toBe("汴河花园 1号楼 1单元 301 告知书 张贴送达");
  });
  it("hangs the signature on its commitment", () => {
    const [commitment, picture] = facts(
      commitmentParcels(
        make,
        place("301"),
        { result: "signed", shots: [shot("signature")], note: " " },
        { roundId, position },
      ),
    );
    expect(commitment).toMatchObject({ kind: "commitment", body: { result: "signed" } });
    expect(picture).toMatchObject({
      body: { ofFactId: commitment!.id, view: "signature", mime: "image/png" },
    });
  });
  it("gives an event its form and place as a title when none was typed", () => {
    const draft = { ...emptyPublicity, people: "２５", place: { id: newId(), words: "汴河花园" } };
    const [event] = facts(publicityParcels(make, draft, { roundId: null, position: null }));
    expect(event).toMatchObject({
      placeId: draft.place.id,
      body: { title: "汴河花园 发放资料", people: 25, form: "leaflet" },
    });
    expect(publicityGap({ ...draft, people: "二十" })).toContain("数字");
    expect([figureOf(""), figureOf("0"), figureOf("-1"), figureOf("2000000")]).toEqual([
      null,
      0,
      undefined,
      undefined,
    ]);
  });
});

describe("seeds", () => {
  it("need a weight or a number, and go with their seal", () => {
    expect(handoverGap(emptyHandover)).toContain("至少一样");
    expect(handoverGap({ ...emptyHandover, grams: "-3" })).toContain("克数");
    expect(handoverGap({ ...emptyHandover, seedlings: "1.5" })).toContain("整数");
    const draft = { ...emptyHandover, grams: "12.5", sealNumber: " F-01 " };
    expect(handoverGap(draft)).toBeNull();
    const parcels = handoverParcels(make, draft, { placeId: null, position });
    expect(facts(parcels)[0]).toMatchObject({
      body: { grams: 12.5, sealNumber: "F-01", handedTo: "police" },
    });
    expect(parcels[0]!.label).toBe("种子收缴 罂粟 12.5 克");
  });
});

describe("an added place", () => {
  const parent = { id: newId(), words: "汴河花园 1号楼" };
  const there = { ...place("301"), groupId: parent.id };
  const draft = { ...emptyAddition, parent, name: " 303 ", floor: "3" };
  it("says what is missing, and that a name is taken", () => {
    expect(additionGap({ ...draft, parent: null }, undefined)).toContain("哪一栋");
    expect(additionGap({ ...draft, name: " " }, undefined)).toContain("门牌号");
    expect(additionGap({ ...draft, kind: "plot" }, undefined)).toContain("地块类型");
    expect(additionGap({ ...draft, floor: "三" }, undefined)).toContain("楼层");
    const taken = takenBy({ ...draft, name: "３０１号" }, [there]);
    expect(taken).toBe(there);
    expect(additionGap(draft, taken)).toContain("已经有");
    expect(additionGap(draft, takenBy(draft, [there]))).toBeNull();
  });
  it("is shown at once under its own id where it stands, once, and gone when it was not taken", () => {
    const { fact } = additionParcel(make, draft, { roundId, position });
    expect(Fact.parse(fact)).toMatchObject({ body: { name: "303", floor: 3, parentId: parent.id } });
    const entry = { personId: "me", state: "waiting", fact } as OutboxEntry;
    const [added] = withAdditions([there], localAdditions([entry], "me", roundId)).slice(1);
    expect(added).toMatchObject({
      id: fact.id,
      name: "303",
      group: there.group,
      state: "unseen",
      lon: 116.96,
    });
    expect(withAdditions([there, added!], localAdditions([entry], "me", roundId))).toHaveLength(2);
    expect(localAdditions([{ ...entry, state: "refused" }], "me", roundId)).toEqual([]);
    expect(localAdditions([entry], "you", roundId)).toEqual([]);
  });
});

it("a retraction names what it takes back; a gap its round", () => {
  const of = { id: newId(), placeId: newId(), roundId };
  expect(facts([retractionParcel(make, of, "301 已查", "登错了地点")])[0]).toMatchObject({
    kind: "retraction",
    corrects: of.id,
    placeId: of.placeId,
  });
  expect(facts([gapParcel(make, { from: NOW - 60_000.4, to: NOW }, "rest", roundId)])[0]).toMatchObject({
    kind: "track-gap",
    roundId,
  });
});
