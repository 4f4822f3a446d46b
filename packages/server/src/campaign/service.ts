import type { Actor, Scope } from "@lingzhu/domain/access";
import {
  changeGroup,
  communityHeads,
  type CampaignView,
  type GroupMemberInput,
  type SaveCampaign,
} from "@lingzhu/domain/campaign";
import { dayOf, problem, type Day } from "@lingzhu/domain/kernel";
import type { z } from "zod";
import type { Reading, Writing } from "../db/transact.ts";
import { nameFirstResponsible } from "../duty/service.ts";
import { insertPerson } from "../person/service.ts";
import { ensureCommunities, listCommunities, type Community } from "./communities.ts";
import { applyGroupChange, peopleNamed, standingSeats, type NewSeat } from "./group-store.ts";
import * as store from "./store.ts";

type Member = z.output<typeof GroupMemberInput>;
/** Who writes, as far as a record keeps it. */
type Author = Pick<Actor, "personId">;

export const listCampaigns = (tx: Reading): Promise<CampaignView[]> =>
  store.listCampaigns(tx, dayOf(tx.now), null);

export async function campaignById(tx: Reading, id: string): Promise<CampaignView> {
  const [campaign] = await store.listCampaigns(tx, dayOf(tx.now), id);
  if (!campaign) throw problem("record.missing", { noun: "专项行动" });
  return campaign;
}

/** Makes a campaign from a plan that a person has checked: its frame, people, communities and first responsible persons. */
export async function createCampaign(
  tx: Writing,
  author: Author,
  input: SaveCampaign,
): Promise<{ id: string }> {
  const id = tx.newId();
  await store.insertCampaign(tx, id, input);
  await saveParts(tx, author, id, input, input.start);
  tx.audit({ act: "campaign.create", noun: "campaign", id, detail: { year: input.year } });
  tx.announce("campaign");
  return { id };
}

/** Corrects a campaign. Members who left the group end yesterday; duties of first responsible persons follow them. */
export async function correctCampaign(
  tx: Writing,
  author: Author,
  id: string,
  input: SaveCampaign,
): Promise<{ id: string }> {
  if (!(await store.updateCampaign(tx, id, input))) throw problem("record.missing", { noun: "专项行动" });
  await saveParts(tx, author, id, input, laterDay(dayOf(tx.now), input.start));
  tx.audit({ act: "campaign.correct", noun: "campaign", id, detail: { year: input.year } });
  tx.announce("campaign");
  return { id };
}

/** A community's own leading group (各社区成立相应的领导小组), as it is from today or the campaign's start on. */
export async function saveCommunityGroup(
  tx: Writing,
  scope: Scope,
  campaignId: string,
  { placeId, members }: { placeId: string; members: readonly Member[] },
): Promise<{ members: number }> {
  const campaign = await store.campaignDays(tx, campaignId);
  if (!campaign) throw problem("record.missing", { noun: "专项行动" });
  const communities = await listCommunities(tx);
  const within = scope.street || scope.communityIds.includes(placeId);
  if (!within || !communities.some((community) => community.id === placeId))
    throw problem("record.missing", { noun: "社区" });
  const day = laterDay(dayOf(tx.now), campaign.startsOn);
  await saveGroup(tx, { campaignId, placeId, validFrom: day }, members, communities);
  tx.audit({
    act: "group.save",
    noun: "campaign",
    id: campaignId,
    detail: { placeId, members: members.length },
  });
  tx.announce("campaign");
  return { members: members.length };
}

/** Throws `record.missing` unless the place is a community in use. */
export async function requireCommunity(tx: Reading, placeId: string): Promise<void> {
  const communities = await listCommunities(tx);
  if (!communities.some((community) => community.id === placeId))
    throw problem("record.missing", { noun: "社区" });
}

async function saveParts(
  tx: Writing,
  author: Author,
  campaignId: string,
  input: SaveCampaign,
  validFrom: Day,
): Promise<void> {
  await store.replacePhases(tx, campaignId, input.phases);
  await store.replacePlanDuties(tx, campaignId, input.duties);
  const communities = await ensureCommunities(tx, input.communities);
  const group = await saveGroup(tx, { campaignId, placeId: null, validFrom }, input.group, communities);
  const heads = communityHeads(input.group, communities);
  await nameFirstResponsible(
    tx,
    author,
    heads.map(({ communityId, member }) => ({ communityId, personId: group.personIds[member]! })),
    { from: input.start, changedOn: validFrom, leaving: group.left },
  );
}

/** Brings one group to the wanted members. Returns their people in order, and who left. */
async function saveGroup(
  tx: Writing,
  group: { campaignId: string; placeId: string | null; validFrom: Day },
  members: readonly Member[],
  communities: readonly Community[],
): Promise<{ personIds: string[]; left: string[] }> {
  const personIds = await ensurePeople(tx, members, group.placeId, communities);
  const seats = members.map(({ role, post }, index): NewSeat => ({
    role,
    post,
    personId: personIds[index]!,
  }));
  const standing = await standingSeats(tx, group.campaignId, group.placeId, dayOf(tx.now));
  const change = changeGroup(standing, seats, group.validFrom);
  await applyGroupChange(tx, group, change);
  const staying = new Set(personIds);
  return {
    personIds,
    left: change.end.map(({ personId }) => personId).filter((id) => !staying.has(id)),
  };
}

/** The person on record with that name and post, or a new one. A group names nobody twice by accident. */
async function ensurePeople(
  tx: Writing,
  members: readonly Member[],
  placeId: string | null,
  communities: readonly Community[],
): Promise<string[]> {
  if (members.length === 0) return [];
  const known = await peopleNamed(
    tx,
    members.map(({ name }) => name),
  );
  const leads = new Map(
    communityHeads(members, communities).map(({ communityId, member }) => [member, communityId]),
  );
  const ids: string[] = [];
  for (const [index, { name, post, organisation }] of members.entries()) {
    const same = known.find((person) => person.name === name && person.post === post);
    if (same) {
      ids.push(same.id);
      continue;
    }
    const person = {
      id: tx.newId(),
      name,
      post,
      organisation,
      communityId: placeId ?? leads.get(index) ?? null,
    };
    await insertPerson(tx, { ...person, phone: null });
    tx.audit({
      act: "person.create",
      noun: "person",
      id: person.id,
      detail: { communityId: person.communityId },
    });
    known.push(person);
    ids.push(person.id);
  }
  return ids;
}

const laterDay = (a: Day, b: Day): Day => (a > b ? a : b);
