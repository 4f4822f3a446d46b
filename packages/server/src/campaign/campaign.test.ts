import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { roleNames, type Role } from "@lingzhu/domain/access";
import type { CampaignView, PlanDraft } from "@lingzhu/domain/campaign";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let office: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  office = await house.sign("office");
});
afterAll(() => house.close());
beforeEach(() => void (house.clock.now = Date.parse("2026-03-01T01:00:00Z")));

const START = "2026-03-05";
const plan = (title: string, more: object = {}) => ({
  title,
  year: 2026,
  start: START,
  end: "2026-06-30",
  goals: ["零种植", "零产量"],
  phases: [
    { name: "部署发动阶段", start: START, end: "2026-03-31" },
    { name: "总结成效阶段", start: "2026-06-01", end: "2026-06-30" },
  ],
  group: [
    { role: "组长", name: "林某某", post: "西关街道办事处主任" },
    { role: "成员", name: "石某某", post: "振兴社区党总支书记" },
    { role: "成员", name: "杜某某", post: "美庐社区副书记" },
  ],
  office: { at: "街道综治中心", head: "徐某某" },
  communities: [
    { name: "振兴社区", code: "341302007001" },
    { name: "美庐社区", code: null },
  ],
  duties: [{ kind: "patrol", text: "要做到社区不漏小区、小区不漏楼栋。" }],
  planText: "方案全文",
  ...more,
});
const create = async (title: string, more: object = {}) => {
  const made = await office.post<{ id: string }>("/api/campaigns", plan(title, more));
  expect(made.status).toBe(200);
  return made.body.id;
};
const view = async (id: string) => (await office.get<CampaignView>(`/api/campaigns/${id}`)).body;
const communities = () =>
  house.write((tx) =>
    tx.sql
      .selectFrom("place")
      .select(["id", "name", "code", "naturalKey", "path", "parentId"])
      .where("kind", "=", "community")
      .where("streetId", "=", tx.streetId)
      .orderBy("sortKey")
      .execute(),
  );
const firstResponsible = () =>
  house.write(async (tx) => {
    const rows = await tx.sql
      .selectFrom("duty")
      .innerJoin("person", "person.id", "duty.personId")
      .innerJoin("place", "place.id", "duty.placeId")
      .select(["place.name as place", "person.name as person", "validFrom", "validTo"])
      .where("duty.streetId", "=", tx.streetId)
      .where("duty.kind", "=", "first_responsible")
      .orderBy("validFrom")
      .orderBy("validTo")
      .execute();
    return rows.map((row) => [row.place, row.person, row.validFrom, row.validTo]);
  });

describe("saving a plan", () => {
  it("makes the campaign, its people and communities, and first responsible persons", async () => {
    const saved = await view(await create("2026 年方案"));
    expect(saved).toMatchObject({
      title: "2026 年方案",
      start: START,
      end: "2026-06-30",
      goals: ["零种植", "零产量"],
      office: { at: "街道综治中心", head: "徐某某" },
      duties: [{ kind: "patrol" }],
      planText: "方案全文",
      closedAt: null,
    });
    expect(saved.phases.map((phase) => [phase.name, phase.start, phase.end])).toEqual([
      ["部署发动阶段", START, "2026-03-31"],
      ["总结成效阶段", "2026-06-01", "2026-06-30"],
    ]);
    expect(saved.group.map((member) => [member.role, member.name, member.post, member.placeId])).toEqual([
      ["组长", "林某某", "西关街道办事处主任", null],
      ["成员", "石某某", "振兴社区党总支书记", null],
      ["成员", "杜某某", "美庐社区副书记", null],
    ]);
    expect(await communities()).toEqual([
      expect.objectContaining({
        name: "振兴社区",
        code: "341302007001",
        path: "振兴社区",
        naturalKey: "振兴社区",
        parentId: house.streetPlaceId,
      }),
      expect.objectContaining({ name: "美庐社区", code: null }),
    ]);
    // A deputy does not answer for the community; its place stays a visible gap.
    expect(await firstResponsible()).toEqual([["振兴社区", "石某某", START, null]]);
  });

  it("finds people and communities of an earlier plan again", async () => {
    const again = await view(
      await create("第二份方案", {
        communities: [
          { name: "振兴社区居民委员会", code: null },
          { name: "美庐社区", code: "341302007002" },
          { name: "美庐社区", code: "341302007002" },
        ],
      }),
    );
    const [first] = (await office.get<CampaignView[]>("/api/campaigns")).body.filter(
      ({ title }) => title === "2026 年方案",
    );
    expect(again.group.map(({ personId }) => personId)).toEqual(first!.group.map(({ personId }) => personId));
    expect((await communities()).map(({ name, code }) => [name, code])).toEqual([
      ["振兴社区", "341302007001"],
      ["美庐社区", "341302007002"],
    ]);
    expect(await firstResponsible()).toHaveLength(1);
  });

  it("takes a namesake with another post for another person", async () => {
    const id = await create("同名", { group: [{ role: "成员", name: "林某某", post: "司法所所长" }] });
    const [member] = (await view(id)).group;
    const people = (await office.get<{ id: string; name: string }[]>("/api/people")).body;
    expect(people.filter(({ name }) => name === "林某某")).toHaveLength(2);
    expect(member!.post).toBe("司法所所长");
  });

  it("refuses what cannot be, and saves nothing of it", async () => {
    const before = (await office.get<CampaignView[]>("/api/campaigns")).body.length;
    const wrong = [
      { start: "2026-07-01" },
      { start: "2026-02-30" },
      { phases: [] },
      { phases: [{ name: "倒着", start: "2026-04-02", end: "2026-04-01" }] },
      { group: [{ role: "组长", name: "  ", post: null }] },
      { communities: [{ name: "别处社区", code: "341302008001" }] },
      { communities: [{ name: "振兴社区", code: "12" }] },
    ];
    for (const more of wrong) {
      const answer = await office.post<{ code: string }>("/api/campaigns", plan("错", more));
      expect([answer.status, answer.body.code]).toEqual([400, "input.invalid"]);
    }
    expect((await office.get<CampaignView[]>("/api/campaigns")).body).toHaveLength(before);
  });
});

describe("reading a plan file", () => {
  const url = "/api/plans/read?filename=%E6%96%B9%E6%A1%88.txt";
  const text = "西关街道2026年春季禁种铲毒工作实施方案\n一、时间安排\n2026年3月--2026年6月\n";
  it("gives a draft with its text and saves nothing", async () => {
    const before = (await office.get<CampaignView[]>("/api/campaigns")).body.length;
    const answer = await office.upload<{ draft: PlanDraft; text: string }>("POST", url, Buffer.from(text));
    expect(answer.status).toBe(200);
    expect(answer.body.text).toBe(text);
    expect(answer.body.draft).toMatchObject({
      year: 2026,
      period: { start: "2026-03-01", end: "2026-06-30" },
    });
    expect((await office.get<CampaignView[]>("/api/campaigns")).body).toHaveLength(before);
  });
  it("says what is wrong with a file that is no plan, and asks for the right to save one", async () => {
    expect((await office.upload("POST", url, Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).status).toBe(422);
    expect((await office.post("/api/plans/read", {})).status).toBe(422);
    for (const role of ["leader", "secretary", "worker", "police", "administrator"] as const) {
      const signed = await house.sign([
        { role, communityId: role === "secretary" ? house.streetPlaceId : null },
      ]);
      expect((await signed.upload("POST", url, Buffer.from(text))).status).toBe(403);
    }
    expect((await house.anonymous.upload("POST", url, Buffer.from(text))).status).toBe(401);
  });
});

describe("correcting a campaign", () => {
  it("ends members who left, keeps the rest and the ids of phases, and passes the duty on", async () => {
    const id = await create("待更正");
    const before = await view(id);
    house.clock.now = Date.parse("2026-04-10T01:00:00Z");
    const change = plan("已更正", {
      end: "2026-07-15",
      phases: [{ ...before.phases[0]!, name: "部署阶段" }],
      group: [
        { role: "成员", name: "石新某", post: "振兴社区党总支书记" },
        { role: "组长", name: "林某某", post: "西关街道办事处主任" },
      ],
      duties: [],
      office: null,
    });
    expect((await office.put(`/api/campaigns/${id}`, change)).status).toBe(200);
    const after = await view(id);
    expect(after).toMatchObject({ title: "已更正", end: "2026-07-15", duties: [], office: null });
    expect(after.phases).toEqual([{ ...before.phases[0]!, name: "部署阶段" }]);
    expect(after.group.map(({ name }) => name)).toEqual(["石新某", "林某某"]);
    expect(after.group[1]!.id).toBe(before.group[0]!.id);
    const rows = await house.write((tx) =>
      tx.sql
        .selectFrom("leadingGroupMember")
        .select(["id", "validFrom", "validTo"])
        .where("streetId", "=", tx.streetId)
        .where("campaignId", "=", id)
        .where("validTo", "is not", null)
        .execute(),
    );
    expect(rows.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      [START, "2026-04-09"],
      [START, "2026-04-09"],
    ]);
    expect(await firstResponsible()).toEqual([
      ["振兴社区", "石某某", START, "2026-04-09"],
      ["振兴社区", "石新某", "2026-04-10", null],
    ]);
    // The same correction again changes nothing.
    await office.put(`/api/campaigns/${id}`, change);
    expect((await view(id)).group).toEqual(after.group);
    expect(await firstResponsible()).toHaveLength(2);
  });
  it("answers 404 for a campaign that is not there", async () => {
    const nowhere = "018e5b54-0000-7000-8000-000000000000";
    expect((await office.put(`/api/campaigns/${nowhere}`, plan("无"))).status).toBe(404);
    expect((await office.get(`/api/campaigns/${nowhere}`)).status).toBe(404);
    expect((await office.get("/api/campaigns/not-an-id")).status).toBe(400);
  });
});

describe("a community's own group", () => {
  it("is kept by its secretary and no other", async () => {
    const id = await create("社区小组");
    const [own, other] = await communities();
    const secretary = await house.sign([{ role: "secretary", communityId: own!.id }]);
    const members = [{ role: "组长", name: "石某某", post: "振兴社区党总支书记" }];
    const url = `/api/campaigns/${id}/group`;
    expect((await secretary.post(url, { placeId: own!.id, members })).status).toBe(200);
    expect((await secretary.post(url, { placeId: other!.id, members })).status).toBe(404);
    expect((await office.post(url, { placeId: other!.id, members: [] })).status).toBe(200);
    const group = (await view(id)).group.filter(({ placeId }) => placeId !== null);
    expect(group.map(({ placeId, role, name }) => [placeId, role, name])).toEqual([
      [own!.id, "组长", "石某某"],
    ]);
    expect((await secretary.post(url, { placeId: own!.id, members: [] })).status).toBe(200);
    expect((await view(id)).group).toHaveLength(3);
  });
});

describe("who may", () => {
  it("is asked of every role", async () => {
    const id = await create("权限");
    const [community] = await communities();
    const allowed = { read: [] as Role[], save: [] as Role[], group: [] as Role[] };
    for (const role of roleNames) {
      const signed = await house.sign([{ role, communityId: role === "secretary" ? community!.id : null }]);
      const read = await signed.get("/api/campaigns");
      expect((await signed.get(`/api/campaigns/${id}`)).status).toBe(read.status);
      const save = await signed.put(`/api/campaigns/${id}`, plan("权限"));
      expect((await signed.post("/api/campaigns", plan("又"))).status).toBe(save.status);
      const group = await signed.post(`/api/campaigns/${id}/group`, { placeId: community!.id, members: [] });
      for (const [what, { status }] of Object.entries({ read, save, group })) {
        expect([200, 403]).toContain(status);
        if (status === 200) allowed[what as keyof typeof allowed].push(role);
      }
    }
    expect(allowed).toEqual({
      read: ["office", "leader", "secretary", "worker", "police", "superior"],
      save: ["office"],
      group: ["office", "secretary"],
    });
  });
  it("is nobody without signing in, and nobody of another street", async () => {
    const id = await create("本街道");
    expect((await house.anonymous.get("/api/campaigns")).status).toBe(401);
    expect((await house.anonymous.post("/api/campaigns", plan("无"))).status).toBe(401);
    expect((await house.anonymous.put(`/api/campaigns/${id}`, plan("无"))).status).toBe(401);
    expect((await house.anonymous.post(`/api/campaigns/${id}/group`, {})).status).toBe(401);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    expect((await foreign.get<CampaignView[]>("/api/campaigns")).body).toEqual([]);
    expect((await foreign.get(`/api/campaigns/${id}`)).status).toBe(404);
    expect((await foreign.put(`/api/campaigns/${id}`, plan("抢"))).status).toBe(404);
  });
});
