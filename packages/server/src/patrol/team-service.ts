import { covers, type Scope } from "@lingzhu/domain/access";
import { addDays, overlaps, problem, type Day } from "@lingzhu/domain/kernel";
import type { CreateTeam, TeamView } from "@lingzhu/domain/patrol";
import { requireCommunity } from "../campaign/service.ts";
import { restampPerson } from "../coverage/ground-stamp.ts";
import type { Reading, Writing } from "../db/transact.ts";
import { requireIndependentOn } from "./independence.ts";
import * as store from "./team-store.ts";

export const listTeams = (tx: Reading, campaignId: string | undefined): Promise<TeamView[]> =>
  store.listTeams(tx, campaignId ?? null);

/** Makes a team with its first members. A secretary makes teams of the own community, of its people. */
export async function createTeam(tx: Writing, scope: Scope, input: CreateTeam): Promise<{ id: string }> {
  if (!covers(scope, { communityId: input.communityId }))
    throw problem("access.denied", { action: "管理其他社区的踏查组" });
  if (!(await store.campaignExists(tx, input.campaignId)))
    throw problem("record.missing", { noun: "专项行动" });
  if (input.communityId !== null) await requireCommunity(tx, input.communityId);
  const memberIds = [...new Set(input.memberIds)];
  await requirePeople(tx, scope, memberIds);
  const id = tx.newId();
  const { campaignId, communityId, name, validFrom } = input;
  await store.insertTeam(tx, { id, campaignId, communityId, name });
  await store.insertMembers(tx, id, memberIds, validFrom);
  for (const personId of memberIds)
    await restampPerson(tx, { personId, campaignId, from: validFrom, to: null });
  tx.audit({
    act: "team.create",
    noun: "team",
    id,
    detail: { campaignId, communityId, members: memberIds.length },
  });
  tx.announce("team");
  return { id };
}

/** Adds a member from a day on. A cross-check that the team has must stay independent of its round. */
export async function addMember(
  tx: Writing,
  scope: Scope,
  teamId: string,
  { personId, day }: { personId: string; day: Day },
): Promise<{ id: string }> {
  const team = await teamWithin(tx, scope, teamId);
  const [person] = await requirePeople(tx, scope, [personId]);
  const members = await store.membersOf(tx, team.id);
  const already = members.some(
    (member) => member.personId === personId && overlaps(member, { validFrom: day, validTo: null }),
  );
  if (already) throw problem("record.duplicate", { noun: "组员" });
  await requireIndependentOn(tx, team.id, { personId, name: person!.name }, day);
  const [id] = await store.insertMembers(tx, team.id, [personId], day);
  await restampPerson(tx, { personId, campaignId: team.campaignId, from: day, to: null });
  tx.audit({ act: "team.join", noun: "team", id: team.id, detail: { personId, day } });
  tx.announce("team");
  return { id: id! };
}

/** Ends a membership; `day` is the last day. A later end may be moved forward, never back. */
export async function endMember(
  tx: Writing,
  scope: Scope,
  teamId: string,
  memberId: string,
  day: Day,
): Promise<{ id: string }> {
  const team = await teamWithin(tx, scope, teamId);
  const member = (await store.membersOf(tx, team.id)).find(({ id }) => id === memberId);
  if (!member) throw problem("record.missing", { noun: "组员" });
  const refuse = (reason: string) => problem("input.invalid", { issues: [{ path: "day", reason }] });
  if (day < member.validFrom) throw refuse(`不能早于入组日期 ${member.validFrom}`);
  if (member.validTo !== null && member.validTo <= day) throw refuse(`已于 ${member.validTo} 离组`);
  await store.endMember(tx, memberId, day);
  await restampPerson(tx, {
    personId: member.personId,
    campaignId: team.campaignId,
    from: addDays(day, 1),
    to: member.validTo,
  });
  tx.audit({
    act: "team.leave",
    noun: "team",
    id: team.id,
    detail: { personId: member.personId, day },
  });
  tx.announce("team");
  return { id: memberId };
}

async function teamWithin(tx: Writing, scope: Scope, id: string) {
  const team = await store.lockTeam(tx, id);
  if (!team || !covers(scope, team)) throw problem("record.missing", { noun: "踏查组" });
  return team;
}

async function requirePeople(tx: Reading, scope: Scope, ids: readonly string[]) {
  const people = await store.peopleById(tx, ids);
  if (people.length < ids.length || !people.every((person) => covers(scope, person)))
    throw problem("record.missing", { noun: "人员" });
  return people;
}
