/** What the office does before anybody walks: the plan, the ledger, plots drawn on the map, duties, teams. */
import type { Actor } from "@lingzhu/domain/access";
import type { Day } from "@lingzhu/domain/kernel";
import { CreatePlace } from "@lingzhu/domain/place";
import { createCampaign, saveCommunityGroup } from "../campaign/service.ts";
import { read } from "../db/transact.ts";
import { assignDuty } from "../duty/service.ts";
import { createTeam } from "../patrol/team-service.ts";
import { loadDivisions } from "../place/divisions.ts";
import { createPlace } from "../place/service.ts";
import type { Cast, Worker } from "./cast.ts";
import type { Desk } from "./desk.ts";
import { planText, planToSave, secretaryPost, type PlanPeople } from "./plan.ts";
import { SEASON } from "./season.ts";
import { placesInOrder, type DemoPlace } from "./store.ts";
import type { Point, TownCommunity } from "./town.ts";

/** Reads the plan and saves it; communities and leading group come with it. Returns the campaign's id. */
export async function savePlan(
  desk: Desk,
  office: Actor,
  street: string,
  communities: readonly string[],
  people: PlanPeople,
): Promise<string> {
  const save = planToSave(planText(street, SEASON.year, communities, people), loadDivisions());
  if (save.communities.length !== communities.length || save.phases.length !== 3)
    throw new Error("the invented plan is not read as it was meant");
  return (await desk.write(office, "campaign.manage", (tx) => createCampaign(tx, office, save))).id;
}

const A_TRANSACTION = 50;

/** Plots as somebody draws them on the map, outline by outline. */
export async function drawPlots(
  desk: Desk,
  office: Actor,
  town: readonly TownCommunity[],
  lay: (point: Point) => [number, number],
  step: (count: number) => void,
): Promise<void> {
  const places = await read(desk.floor, office, placesInOrder);
  const compounds = new Map(
    places
      .filter(({ kind }) => kind === "compound")
      .map(({ id, name, communityId }) => [`${communityId} ${name}`, id]),
  );
  const wanted = town.flatMap((community) => {
    const { id } = places.find(({ kind, name }) => kind === "community" && name === community.name)!;
    return community.plots.map((plot) => ({
      kind: "plot" as const,
      parentId: plot.compound === null ? id : compounds.get(`${id} ${plot.compound}`)!,
      name: plot.name,
      plotKind: plot.kind,
      outline: { type: "Polygon" as const, coordinates: [plot.ring.map(lay)] },
    }));
  });
  for (let from = 0; from < wanted.length; from += A_TRANSACTION) {
    const some = wanted.slice(from, from + A_TRANSACTION);
    await desk.write(office, "place.manage", async (tx, scope) => {
      for (const plot of some) await createPlace(tx, scope, CreatePlace.parse(plot));
    });
    step(some.length);
  }
}

/** A community as the office knows it: its teams, and its places in order. */
interface Ward {
  id: string;
  name: string;
  teams: Worker[][];
  places: DemoPlace[];
}

export function wardsOf(
  places: readonly DemoPlace[],
  communities: readonly { id: string; name: string }[],
  cast: Cast,
): Ward[] {
  return communities.map(({ id, name }, index) => ({
    id,
    name,
    teams: cast.teams[index]!,
    places: places.filter(({ communityId }) => communityId === id),
  }));
}

/** Each community's own leading group: its secretary and its cadres. */
export async function formGroups(
  desk: Desk,
  cast: Cast,
  campaignId: string,
  wards: readonly Ward[],
  people: PlanPeople,
): Promise<void> {
  for (const [index, ward] of wards.entries()) {
    const secretary = cast.secretaries[index]!;
    await desk.write(secretary, "group.manage", (tx, scope) =>
      saveCommunityGroup(tx, scope, campaignId, {
        placeId: ward.id,
        members: [
          {
            role: "组长",
            name: people.secretaries[index]!,
            post: secretaryPost(ward.name),
            organisation: ward.name,
          },
          ...ward.teams
            .flat()
            .slice(0, 8)
            .map(({ name, post }, i) => ({
              role: i === 0 ? ("副组长" as const) : ("成员" as const),
              name,
              post,
              organisation: post === "民警" ? "派出所" : ward.name,
            })),
        ],
      }),
    );
  }
}

/** The community where one stair of one building was forgotten when the duties were shared out. */
const FORGETFUL = 3;

/** Contract cadres for buildings, hamlets and plots, grid workers for grids; a few places are left without anybody. */
export async function shareDuties(desk: Desk, cast: Cast, wards: readonly Ward[], from: Day): Promise<void> {
  for (const [index, ward] of wards.entries()) {
    const author = cast.secretaries[index]!;
    const assign = (personId: string, kind: "contract_cadre" | "grid_worker", placeIds: string[]) =>
      placeIds.length === 0
        ? null
        : desk.write(author, "duty.manage", (tx, scope) =>
            assignDuty(tx, author, scope, { personId, kind, placeIds, validFrom: from, validTo: null }),
          );
    const cadres = ward.teams.flat().filter(({ post }) => post !== "民警");
    const shares = cadres.map((): string[] => []);
    const compounds = ward.places.filter(({ kind }) => kind === "compound");
    const firstBuilt = compounds.find(({ id }) =>
      ward.places.some((place) => place.kind === "building" && place.compoundId === id),
    );
    let turn = 0;
    for (const compound of compounds) {
      const inside = ward.places.filter(
        ({ compoundId, id }) => compoundId === compound.id && id !== compound.id,
      );
      const buildings = inside.filter(({ kind }) => kind === "building");
      if (buildings.length === 0) {
        shares[turn++ % shares.length]!.push(compound.id);
        continue;
      }
      for (const building of buildings) {
        const units = inside.filter(({ kind, buildingId }) => kind === "unit" && buildingId === building.id);
        const forgotten = index === FORGETFUL && compound === firstBuilt && building === buildings[0];
        const held = forgotten ? units.slice(1) : [building];
        shares[turn++ % shares.length]!.push(...held.map(({ id }) => id));
      }
      const plots = inside.filter(({ kind }) => kind === "plot").map(({ id }) => id);
      shares[turn++ % shares.length]!.push(...plots);
    }
    const open = ward.places.filter(({ kind, compoundId }) => kind === "plot" && compoundId === null);
    for (const [i, plot] of open.entries()) {
      // Wild ground at the edge that nobody has been given.
      if (i % 11 !== index % 11) shares[turn++ % shares.length]!.push(plot.id);
    }
    for (const [i, cadre] of cadres.entries()) await assign(cadre.personId, "contract_cadre", shares[i]!);
    const keepers = ward.teams.flat().filter(({ post }) => post === "网格员");
    const grids = ward.places.filter(({ kind }) => kind === "grid");
    for (const [i, keeper] of keepers.entries())
      await assign(
        keeper.personId,
        "grid_worker",
        grids.filter((_, g) => g % keepers.length === i).map(({ id }) => id),
      );
  }
}

/** Two teams for each community. Returns their ids by community. */
export async function formTeams(
  desk: Desk,
  cast: Cast,
  campaignId: string,
  wards: readonly Ward[],
  from: Day,
): Promise<string[][]> {
  const ids: string[][] = [];
  for (const [index, ward] of wards.entries()) {
    ids.push([]);
    for (const [side, members] of ward.teams.entries()) {
      const author = cast.secretaries[index]!;
      const { id } = await desk.write(author, "team.manage", (tx, scope) =>
        createTeam(tx, scope, {
          campaignId,
          name: `${ward.name.replace(/社区$/, "")}${"一二"[side]}组`,
          communityId: ward.id,
          memberIds: members.map(({ personId }) => personId),
          validFrom: from,
        }),
      );
      ids[index]!.push(id);
    }
  }
  return ids;
}

/** The two zones of a community: its compounds and lone plots cut in halves of about as many doors. */
export function halvesOf(ward: Ward): string[][] {
  const tops = ward.places.filter(
    ({ kind, compoundId }) => kind === "compound" || (kind === "plot" && compoundId === null),
  );
  const doors = (id: string) =>
    ward.places.filter(
      ({ kind, compoundId }) => compoundId === id && (kind === "household" || kind === "plot"),
    ).length || 1;
  const halves: string[][] = [[], []];
  const sizes = [0, 0];
  for (const { id } of tops) {
    const side = sizes[0]! <= sizes[1]! ? 0 : 1;
    halves[side]!.push(id);
    sizes[side]! += doors(id);
  }
  return halves;
}
