/** The people of the season: the leading group of the plan, ten workers in each community, and their accounts. */
import { roles, type Actor, type Grant } from "@lingzhu/domain/access";
import { createAccount } from "../account/service.ts";
import { createPerson } from "../person/service.ts";
import type { Desk } from "./desk.ts";
import { inventedNames, inventedPhone } from "./names.ts";
import { postsOf, secretaryPost, type PlanPeople } from "./plan.ts";

/** An account to sign in with, for whoever looks at the demonstration. */
export interface SignIn {
  login: string;
  role: string;
  name: string;
}
export interface Worker {
  personId: string;
  name: string;
  post: string;
  /** Only those who hold a phone have an account. */
  actor: Actor | null;
}
export interface Cast {
  police: Actor;
  leader: Actor;
  /** By community, in the plan's order. */
  secretaries: Actor[];
  /** Two teams of five for each community. */
  teams: Worker[][][];
  signIns: SignIn[];
}

const POSTS = ["社区干部", "网格员", "禁毒社工", "志愿者", "民警"] as const;
/** Members of a team who take turns with the phone. */
const PHONES = 3;

/** Names for the plan; none of them is anybody's. */
export function namePlanPeople(desk: Desk, communities: number): PlanPeople {
  const names = inventedNames(desk.chance.fork("leading group"), 8 + communities);
  const [director, deputy, office, justice, police, market, welfare, party, ...secretaries] = names as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    ...string[],
  ];
  return { director, deputy, office, justice, police, market, welfare, party, secretaries };
}

interface Hiring {
  founder: Actor;
  street: string;
  communities: readonly { id: string; name: string }[];
  people: PlanPeople;
  /** Person ids of the leading group, by name and post. */
  personOf(name: string, post: string): string;
  password: string;
  /** A login that nobody has, from a wish. */
  freeLogin(wish: string): Promise<string>;
}

/** Registers the workers and gives accounts to all who need one. */
export async function hire(desk: Desk, hiring: Hiring, step: () => void): Promise<Cast> {
  const { founder, communities, people, street } = hiring;
  const posts = postsOf(street);
  const signIns: SignIn[] = [];
  const give = async (wish: string, personId: string, name: string, grant: Grant, shown: string | null) => {
    const login = await hiring.freeLogin(wish);
    const { id } = await desk.write(founder, "account.manage", (tx) =>
      createAccount(tx, { login, password: hiring.password, personId, grants: [grant] }),
    );
    if (shown) signIns.push({ login, role: shown, name });
    step();
    return {
      streetId: founder.streetId,
      accountId: id,
      personId,
      grants: [grant],
      zoneIds: [],
      sessionId: null,
    };
  };
  const street_ = (role: Grant["role"]): Grant => ({ role, communityId: null });
  const register = (name: string, post: string, organisation: string, communityId: string | null) =>
    desk.write(founder, "person.manage", (tx, scope) =>
      createPerson(tx, scope, { name, post, organisation, communityId, phone: inventedPhone(desk.chance) }),
    );

  const officeId = hiring.personOf(people.office, posts.office);
  if (founder.personId !== officeId)
    await give("office", officeId, people.office, street_("office"), roles.office);
  const leader = await give(
    "leader",
    hiring.personOf(people.director, posts.director),
    people.director,
    street_("leader"),
    roles.leader,
  );
  const police = await give(
    "police",
    hiring.personOf(people.police, posts.police),
    people.police,
    street_("police"),
    roles.police,
  );
  const secretaries: Actor[] = [];
  const teams: Worker[][][] = [];
  const names = inventedNames(desk.chance.fork("workers"), communities.length * 2 * POSTS.length + 1);
  for (const [index, community] of communities.entries()) {
    const secretary = people.secretaries[index]!;
    const grant: Grant = { role: "secretary", communityId: community.id };
    const shown = index === 0 ? `${roles.secretary}（${community.name}）` : null;
    secretaries.push(
      await give(
        `secretary${index + 1}`,
        hiring.personOf(secretary, secretaryPost(community.name)),
        secretary,
        grant,
        shown,
      ),
    );
    teams.push([]);
    for (const side of [0, 1]) {
      const team: Worker[] = [];
      for (const [place, post] of POSTS.entries()) {
        const name = names.pop()!;
        const { id: personId } = await register(
          name,
          post,
          post === "民警" ? "派出所" : community.name,
          community.id,
        );
        const number = (index * 2 + side) * PHONES + place + 1;
        const actor =
          place < PHONES
            ? await give(
                `worker${String(number).padStart(2, "0")}`,
                personId,
                name,
                street_("worker"),
                number === 1 ? roles.worker : null,
              )
            : null;
        team.push({ personId, name, post, actor });
      }
      teams[index]!.push(team);
    }
  }
  const auditor = names.pop()!;
  const { id: auditorId } = await register(auditor, "纪检监察干部", `${street}纪工委`, null);
  await give("auditor", auditorId, auditor, street_("auditor"), roles.auditor);
  return { police, leader, secretaries, teams, signIns };
}

/** How many accounts `hire` makes. */
export const accountsFor = (communities: number): number => communities * (1 + 2 * PHONES) + 4;

/** One phone for each worker, named after the person. */
export const deviceOf = (worker: { personId: string }): string => `d0000000${worker.personId.slice(8)}`;
