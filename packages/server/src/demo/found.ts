/** Founds the demonstration's street and its first account, as the first set-up in the browser does. */
import type { Actor, Grant } from "@lingzhu/domain/access";
import { streetName } from "@lingzhu/domain/place";
import { createAccount } from "../account/service.ts";
import { transact } from "../db/transact.ts";
import { loadDivisions } from "../place/divisions.ts";
import { insertStreet } from "../street/store.ts";
import { namePlanPeople } from "./cast.ts";
import type { Desk } from "./desk.ts";
import { DEFAULT_CENTER } from "./ground.ts";
import { postsOf, type PlanPeople } from "./plan.ts";

export const DEMO_STREET = "341302007";

/** The founder is the head of the office; the plan names that person, among the others who are returned. */
export async function foundStreet(
  desk: Desk,
  code: string,
  password: string,
): Promise<{ founder: Actor; people: PlanPeople; login: string }> {
  const divisions = loadDivisions();
  const division = divisions.street(code);
  if (!division) throw new Error(`no street has the code ${code}`);
  const name = streetName(division.name);
  const streetId = Number(division.code.padEnd(12, "0"));
  const people = namePlanPeople(desk, divisions.communitiesOf(code).length);
  const login = "office";
  const grants: Grant[] = [
    { role: "administrator", communityId: null },
    { role: "office", communityId: null },
  ];
  const founder = await transact(desk.floor, { streetId, accountId: null, sessionId: null }, async (tx) => {
    const region = divisions.ancestorsOf(code).map((above) => above.name);
    await insertStreet(tx, { code, name, region: region.join(""), demo: true, center: DEFAULT_CENTER });
    tx.audit({ act: "street.found", noun: "street", id: String(streetId), detail: { code } });
    const { id } = await createAccount(tx, {
      login,
      password,
      person: {
        name: people.office,
        post: postsOf(name).office,
        organisation: "综治中心",
        communityId: null,
      },
      grants,
    });
    const { personId } = await tx.sql
      .selectFrom("account")
      .select("personId")
      .where("streetId", "=", streetId)
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    return { streetId, accountId: id, personId, grants, zoneIds: [], sessionId: null };
  });
  return { founder, people, login };
}
