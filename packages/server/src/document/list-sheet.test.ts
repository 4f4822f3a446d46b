import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountColumns, type AccountView } from "@lingzhu/domain/account";
import { unseenColumns, type UnseenList } from "@lingzhu/domain/coverage";
import { dutyColumns, gapColumns, type DutyGaps, type DutyList } from "@lingzhu/domain/duty";
import { findingColumns, type FindingRow } from "@lingzhu/domain/finding";
import { personColumns, type PersonView } from "@lingzhu/domain/person";
import { placeColumns, retiredColumns, type PlaceView } from "@lingzhu/domain/place";
import { arrange, sightingFact, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, type Signed, type TestHouse } from "../../test/house.ts";
import { readSheet } from "../../test/sheet.ts";
import { sealContext } from "../place/store.ts";

let house: TestHouse;
let street: Arranged;
let administrator: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  administrator = await house.sign("administrator");
  const { north, south, office, roundId } = street;
  await house.write((tx) =>
    tx.sql
      .updateTable("household")
      .set({ headSealed: tx.sealer.seal("王小明", sealContext("household", "head", north.doors[0]!)) })
      .where("placeId", "=", north.doors[0]!)
      .execute(),
  );
  const { body } = await office.post<{ id: string }>("/api/people", {
    name: "赵包保",
    post: "网格员",
    communityId: north.communityId,
    phone: "13812345621",
  });
  for (const placeId of [north.doors[1]!, south.doors[0]!])
    await office.post("/api/duties", {
      personId: body.id,
      kind: "contract_cadre",
      placeIds: [placeId],
      validFrom: "2026-03-01",
    });
  await north.worker.post("/api/sync", {
    facts: [visitFact(house, roundId, north.doors[0]!, "no_one_in")],
  });
  for (const [side, place] of [
    [north, north.plotId],
    [south, south.plotId],
  ] as const)
    await side.worker.post("/api/sync", { facts: [sightingFact(house, roundId, place)] });
  await office.post(`/api/places/${south.doors[3]}/retire`, { reason: "已拆除" });
});
afterAll(() => house.close());

/** Each list with its sheet, its columns, and the words of one column by which page and sheet are compared. */
const lists = () => [
  {
    sheet: "/api/findings.xlsx",
    words: findingColumns,
    key: "number",
    page: async () => (await street.office.get<FindingRow[]>("/api/findings")).body.map((row) => row.number),
  },
  {
    sheet: `/api/coverage/unseen.xlsx?roundId=${street.roundId}`,
    words: unseenColumns,
    key: "path",
    page: async () =>
      (await street.office.get<UnseenList>(`/api/coverage/unseen?roundId=${street.roundId}`)).body.items.map(
        (row) => row.path,
      ),
  },
  {
    sheet: "/api/duties/gaps.xlsx",
    words: gapColumns,
    key: "path",
    page: async () =>
      (await street.office.get<DutyGaps>("/api/duties/gaps")).body.items.map((row) => row.path),
  },
  {
    sheet: "/api/duties.xlsx",
    words: dutyColumns,
    key: "place",
    page: async () =>
      (await street.office.get<DutyList>("/api/duties")).body.items.map((row) => row.placePath),
  },
  {
    sheet: "/api/places.xlsx?kind=household",
    words: placeColumns,
    key: "name",
    page: async () =>
      (await street.office.get<{ items: PlaceView[] }>("/api/places?kind=household")).body.items.map(
        (row) => row.name,
      ),
  },
  {
    sheet: "/api/places/retired.xlsx",
    words: retiredColumns,
    key: "path",
    page: async () => ["南苑社区 南苑小区 1号楼 1单元 202"],
  },
  {
    sheet: "/api/people.xlsx",
    words: personColumns,
    key: "name",
    page: async () => (await street.office.get<PersonView[]>("/api/people")).body.map((row) => row.name),
  },
  {
    sheet: "/api/accounts.xlsx",
    who: administrator,
    words: accountColumns,
    key: "login",
    page: async () => (await administrator.get<AccountView[]>("/api/accounts")).body.map((row) => row.login),
  },
];

const withColumns = (url: string, keys: readonly string[]) =>
  `${url}${url.includes("?") ? "&" : "?"}columns=${keys.join(",")}`;

describe.each(["findings", "unseen", "gaps", "duties", "places", "retired", "people", "accounts"])(
  "the sheet of %s",
  (name) => {
    const list = () => lists().find(({ sheet }) => new RegExp(`${name}\\.xlsx`).test(sheet))!;
    it("has the shown columns in the shown order, and the rows of the list in theirs", async () => {
      const { sheet, words, key, page, who = street.office } = list();
      const others = Object.keys(words).filter((one) => one !== key);
      const shown = [...others.slice(0, 2).reverse(), key];
      const { heads, rows } = await readSheet((await who.get(withColumns(sheet, shown))).bytes);
      expect(heads).toEqual(shown.map((one) => (words as Record<string, string>)[one]));
      const listed = await page();
      expect(listed.length).toBeGreaterThan(0);
      expect(rows.map((cells) => cells[2])).toEqual(listed);
    });
    it("has every column when none are named, and refuses one that it does not know", async () => {
      const { sheet, words, who = street.office } = list();
      expect((await readSheet((await who.get(sheet)).bytes)).heads).toEqual(Object.values(words));
      expect((await who.get(withColumns(sheet, ["nonsense"]))).status).toBe(400);
      expect((await who.get(withColumns(sheet, [""]))).status).toBe(400);
    });
    it("is as far as the page goes for each role", async () => {
      const { sheet } = list();
      expect((await house.anonymous.get(sheet)).status).toBe(401);
      const answer = await street.north.secretary.get(sheet);
      if (name === "accounts") return expect(answer.status).toBe(403);
      expect(JSON.stringify(await readSheet(answer.bytes))).not.toContain("南苑");
    });
  },
);

it("keeps the filter of the page", async () => {
  const rows = async (who: Signed, url: string) => (await readSheet((await who.get(url)).bytes)).rows;
  expect(await rows(street.office, "/api/people.xlsx?columns=name,phone&text=网格")).toEqual([
    ["赵包保", "138＊＊＊＊5621"],
  ]);
  expect(await rows(administrator, "/api/accounts.xlsx?columns=grants&role=police")).toEqual([["派出所"]]);
  expect(await rows(administrator, "/api/accounts.xlsx?columns=login&state=disabled")).toEqual([]);
  expect(
    await rows(street.office, `/api/findings.xlsx?columns=community&communityId=${street.south.communityId}`),
  ).toEqual([["南苑社区"]]);
  expect(
    await rows(
      street.office,
      `/api/coverage/unseen.xlsx?roundId=${street.roundId}&columns=path,state,visits,last&state=no_one_in`,
    ),
  ).toEqual([["北苑社区 北苑小区 1号楼 1单元 101", "待复访", "1", expect.stringMatching(/^2026-03-01 09:/)]]);
});

it("masks residents as the page does", async () => {
  const answer = await street.office.get(
    `/api/places.xlsx?columns=name,head&parentId=${street.north.unitId}&kind=household`,
  );
  const { rows } = await readSheet(answer.bytes);
  expect(rows[0]).toEqual(["101", "王＊＊"]);
  expect(JSON.stringify(rows)).not.toContain("小明");
});

it("counts the doors of each building, those with most left first, shares rounded down", async () => {
  const { office, north, roundId } = street;
  for (const door of [1, 2])
    await north.worker.post("/api/sync", {
      facts: [visitFact(house, roundId, north.doors[door]!, "checked")],
    });
  const { heads, rows } = await readSheet(
    (await office.get(`/api/coverage/buildings.xlsx?roundId=${roundId}`)).bytes,
  );
  const at = (head: string) => rows.map((cells) => cells[heads.indexOf(head)]);
  expect(at("社区")).toEqual(["南苑社区", "北苑社区"]);
  expect([at("应查户"), at("已查"), at("已查比例")]).toEqual([
    ["3", "4"],
    ["0", "2"],
    ["0", "0.5"],
  ]);
});
