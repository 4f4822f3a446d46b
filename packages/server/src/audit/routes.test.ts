import { afterAll, beforeAll, expect, it } from "vitest";
import type { AuditPage } from "@lingzhu/domain/audit";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let auditor: Signed;
let office: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  auditor = await house.sign("auditor");
  office = await house.sign("office", { name: "赵某" });
  for (let day = 0; day < 3; day++) {
    for (let n = 0; n < 5; n++)
      await office.post("/api/people", {
        name: `人员${day}${n}`,
        post: null,
        organisation: null,
        communityId: null,
      });
    house.clock.now += 24 * 3_600_000;
  }
});
afterAll(() => house.close());
const list = async (query = "") => {
  const answer = await auditor.get<AuditPage>(`/api/audit${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
};

it("lists what was done, by whom, newest first", async () => {
  const { items } = await list("?act=person.create");
  expect(items).toHaveLength(15);
  expect(items[0]!.actor).toEqual({ accountId: office.accountId, login: expect.any(String), name: "赵某" });
  expect(items.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq).sort((a, b) => b - a));
});

it("filters by day, account and object", async () => {
  expect((await list("?act=person.create&from=2026-03-02&to=2026-03-02")).items).toHaveLength(5);
  expect(
    (await list(`?accountId=${auditor.accountId}`)).items.every(
      ({ actor }) => actor?.accountId === auditor.accountId,
    ),
  ).toBe(true);
  const [one] = (await list("?act=person.create&limit=1")).items;
  const about = (await list(`?objectId=${one!.objectId}`)).items;
  expect(about.map(({ seq }) => seq)).toEqual([one!.seq]);
  const wrong = await auditor.get<{ detail: string }>("/api/audit?from=2026-03-03&to=2026-03-01");
  expect([wrong.status, wrong.body.detail]).toEqual([400, expect.stringContaining("结束日期早于开始日期")]);
});

it("pages without losing or repeating an entry", async () => {
  const seen: number[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await list(`?act=person.create&limit=4${before ? `&before=${before}` : ""}`);
    seen.push(...page.items.map(({ seq }) => seq));
    before = page.items.at(-1)?.seq;
    if (!page.more) break;
  }
  expect(seen).toEqual((await list("?act=person.create")).items.map(({ seq }) => seq));
});

it("shows nothing of another street", async () => {
  const foreign = await house.sign("auditor", { streetId: OTHER_STREET });
  const { items } = (await foreign.get<AuditPage>("/api/audit")).body;
  expect(items.some(({ act }) => act === "person.create")).toBe(false);
});

it("verifies the chain for the reader, and writes down who took the log along", async () => {
  expect((await auditor.get("/api/audit/verdict")).body).toMatchObject({ ok: true, firstBad: null });
  const file = await auditor.post("/api/audit/export", { act: "person.create" });
  expect([file.status, file.headers["content-disposition"]]).toEqual([200, expect.stringContaining("xlsx")]);
  expect(file.bytes.subarray(0, 2).toString()).toBe("PK");
  const [entry] = (await list("?act=audit.export")).items;
  expect(entry).toMatchObject({ actor: { accountId: auditor.accountId }, detail: { entries: 15 } });
});

it("names who ever acted", async () => {
  const { body } = await auditor.get<{ accountId: string }[]>("/api/audit/actors");
  expect(body.map(({ accountId }) => accountId)).toEqual(
    expect.arrayContaining([auditor.accountId, office.accountId]),
  );
});
