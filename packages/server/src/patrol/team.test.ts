import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TeamView } from "@lingzhu/domain/patrol";
import { arrange, makeTeam, type Arranged } from "../../test/arrange.ts";
import { NOWHERE, openTestHouse, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
let office: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  ({ office } = street);
});
afterAll(() => house.close());

const team = (name: string, memberIds: string[]) => makeTeam(street, name, memberIds);

describe("teams", () => {
  it("have members with days", async () => {
    const { north, south } = street;
    const id = await team("机动组", [north.worker.personId, north.worker.personId]);
    const one = async () =>
      (await office.get<TeamView[]>(`/api/teams?campaignId=${street.campaignId}`)).body.find(
        (found) => found.id === id,
      )!;
    const add = (personId: string, day: string) =>
      office.post<{ id: string }>(`/api/teams/${id}/members`, { personId, day });
    const end = (memberId: string, day: string) =>
      office.post(`/api/teams/${id}/members/${memberId}/end`, { day });
    expect((await one()).members.map(({ name }) => name)).toEqual(["北苑组员"]);
    const joined = await add(south.worker.personId, "2026-03-05");
    expect((await add(south.worker.personId, "2026-03-06")).status).toBe(409);
    expect((await end(joined.body.id, "2026-03-04")).status).toBe(400);
    expect((await end(joined.body.id, "2026-03-20")).status).toBe(200);
    expect((await end(joined.body.id, "2026-03-25")).status).toBe(400);
    expect((await add(south.worker.personId, "2026-03-21")).status).toBe(200);
    expect((await one()).members.map((m) => [m.name, m.validFrom, m.validTo])).toEqual([
      ["北苑组员", "2026-03-01", null],
      ["南苑组员", "2026-03-05", "2026-03-20"],
      ["南苑组员", "2026-03-21", null],
    ]);
    expect((await add(NOWHERE, "2026-03-21")).status).toBe(404);
    expect((await end(NOWHERE, "2026-03-21")).status).toBe(404);
  });
  it("of a community are its secretary's, with its own people", async () => {
    const { north, south } = street;
    const local = await north.secretary.post<{ id: string }>("/api/people", {
      name: "本社区干部",
      communityId: north.communityId,
    });
    const body = {
      campaignId: street.campaignId,
      name: "北苑二组",
      communityId: north.communityId,
      memberIds: [local.body.id],
      validFrom: "2026-03-01",
    };
    const made = await north.secretary.post<{ id: string }>("/api/teams", body);
    expect(made.status).toBe(200);
    const elsewhere = { ...body, communityId: south.communityId };
    expect((await north.secretary.post("/api/teams", elsewhere)).status).toBe(403);
    expect((await north.secretary.post("/api/teams", { ...body, communityId: null })).status).toBe(403);
    const foreignMember = { ...body, memberIds: [south.worker.personId] };
    expect((await north.secretary.post("/api/teams", foreignMember)).status).toBe(404);
    const join = { personId: local.body.id, day: "2026-03-02" };
    expect((await south.secretary.post(`/api/teams/${made.body.id}/members`, join)).status).toBe(404);
    expect((await office.post("/api/teams", { ...body, communityId: NOWHERE })).status).toBe(404);
    expect((await office.post("/api/teams", { ...body, campaignId: NOWHERE })).status).toBe(404);
  });
});
