/**
 * The demonstration season: a whole spring at a street, made through the same use-cases that people use.
 * The same seed gives the same season, ids included, on a street founded by the same command.
 */
import type { Actor } from "@lingzhu/domain/access";
import { streetName } from "@lingzhu/domain/place";
import { listCommunities } from "../campaign/communities.ts";
import { read, type Floor } from "../db/transact.ts";
import { loadDivisions } from "../place/divisions.ts";
import { planLooseEnds } from "./loose-ends.ts";
import { planOutreach } from "./outreach.ts";
import { openAgenda } from "./agenda.ts";
import { drawAlbum, type Album } from "./album.ts";
import { accountsFor, hire, namePlanPeople, type SignIn } from "./cast.ts";
import { openBoards, planBoards } from "./boards.ts";
import { chanceOf } from "./chance.ts";
import { planCrossCheck } from "./cross-check.ts";
import { openDesk, type Desk } from "./desk.ts";
import { planFindings } from "./findings.ts";
import { DEFAULT_CENTER, layOn } from "./ground.ts";
import { importTown, ledgerCsv } from "./ledger.ts";
import type { PlanPeople } from "./plan.ts";
import { planRounds } from "./patrols.ts";
import { drawPlots, formGroups, formTeams, halvesOf, savePlan, shareDuties, wardsOf } from "./preparation.ts";
import { ANCHOR, at, SEASON } from "./season.ts";
import { importHouses, planFlight } from "./sight.ts";
import * as store from "./store.ts";
import { inventTown } from "./town.ts";

export interface SeasonOptions {
  seed: string;
  /** 1 is the whole town; tests take a small part of it. */
  scale: number;
  /** Password of every account that is made. */
  password: string;
  /** Names for the plan; by default invented from the seed. */
  people?: PlanPeople;
  progress?: (progress: { done: number; total: number; doing: string }) => void;
}

/** Parts of the work in the measure of their time, for a bar that moves evenly. */
const WEIGHTS = { ledger: 12, plots: 10, cast: 12, walks: 66 } as const;

/** Acts of the agenda after which the tables have grown out of what the database knows of them. */
const RECOUNT_AFTER = [1, 5, 20, 80, 200];

/** The first moment of the season: the founder sits down at nine. */
export const SEASON_START = at(SEASON.start, "09:00");
export const DEFAULT_SEED = "lingzhu";

export const deskOf = (floor: Floor, seed: string): Desk => openDesk(floor, chanceOf(seed), SEASON_START);

/** Loads the season into a blank street as its founder. Returns the accounts to sign in with. */
export async function loadSeason(desk: Desk, founder: Actor, options: SeasonOptions): Promise<SignIn[]> {
  const { chance, floor } = desk;
  const bar = barOf(options.progress ?? (() => {}));
  const street = await read(floor, founder, store.streetRow);
  const center: [number, number] =
    street.centerLon !== null && street.centerLat !== null
      ? [street.centerLon, street.centerLat]
      : DEFAULT_CENTER;
  await desk.write(founder, "street.change", async (tx) => {
    await store.markDemo(tx, center);
    tx.audit({ act: "demo.begin", noun: "street", id: street.code, detail: { seed: options.seed } });
  });
  const divisions = loadDivisions();
  const named = divisions.communitiesOf(street.code.slice(0, 9)).map(({ name }) => communityWord(name));
  const people = options.people ?? namePlanPeople(desk, named.length);

  bar.say("正在读入方案");
  desk.moveTo(at("2026-03-01", "09:30"));
  const campaignId = await savePlan(desk, founder, streetName(street.name), named, people);
  const communities = await read(floor, founder, listCommunities);

  bar.say("正在导入台账");
  desk.moveTo(at("2026-03-02", "09:00"));
  const town = inventTown(
    communities.map(({ name, code }) => ({ name, code: code ?? "" })),
    options.scale,
    chance.fork("town"),
  );
  const lay = layOn(center);
  await importTown(
    floor,
    founder,
    `${street.name}住户台账.csv`,
    ledgerCsv(town, lay, chance.fork("residents")),
  );
  await desk.recount();
  bar.add(WEIGHTS.ledger);

  desk.moveTo(at("2026-03-03", "09:00"));
  const plotCount = town.reduce((sum, { plots }) => sum + plots.length, 0);
  bar.say("正在标绘地块");
  await drawPlots(desk, founder, town, lay, (count) => bar.add((WEIGHTS.plots * count) / plotCount));

  await importHouses(desk, founder, town, lay);

  desk.moveTo(at("2026-03-04", "09:00"));
  bar.say("正在登记人员和账号");
  const persons = await read(floor, founder, store.peopleByName);
  const cast = await hire(
    desk,
    {
      founder,
      street: streetName(street.name),
      communities,
      people,
      personOf: (name, post) => persons.find((person) => person.name === name && person.post === post)!.id,
      password: options.password,
      freeLogin: async (wish) => {
        for (let n = 1; ; n++) {
          const login = n === 1 ? wish : `${wish}.${n}`;
          if (!(await read(floor, founder, (tx) => store.loginTaken(tx, login)))) return login;
        }
      },
    },
    () => bar.add(WEIGHTS.cast / accountsFor(communities.length)),
  );

  desk.moveTo(at("2026-03-05", "09:00"));
  bar.say("正在落实责任和编组");
  const places = await read(floor, founder, store.placesInOrder);
  const wards = wardsOf(places, communities, cast);
  await formGroups(desk, cast, campaignId, wards, people);
  await shareDuties(desk, cast, wards, "2026-03-05");
  const teamIds = await formTeams(desk, cast, campaignId, wards, "2026-03-05");
  const album: Album = await drawAlbum(desk, founder);

  const agenda = openAgenda();
  const roundIds: string[] = [];
  const halves = wards.map(halvesOf);
  const shared = { desk, agenda, office: founder, cast, album: () => album, roundIds };
  const boards = openBoards(chance.fork("boards"));
  const patrol = {
    ...shared,
    campaignId,
    teamIds,
    halves,
    wardNames: wards.map(({ name }) => name),
    boards,
  };
  const scene = { ...shared, places, communityIds: communities.map(({ id }) => id) };
  planRounds(patrol);
  planBoards(patrol);
  planCrossCheck(patrol, scene);
  planFlight(patrol, places);
  planFindings(scene);
  planOutreach(scene);
  planLooseEnds({ ...scene, halves });
  const from = bar.done();
  await agenda.run(desk, async (done, now) => {
    if (RECOUNT_AFTER.includes(done)) await desk.recount();
    bar.say(`正在踏查（${new Date(now + 8 * 3_600_000).toISOString().slice(5, 10)}）`);
    bar.set(from + ((now - SEASON_START) / (ANCHOR - SEASON_START)) * WEIGHTS.walks);
  });
  desk.moveTo(ANCHOR);
  await desk.write(founder, "street.change", async (tx) =>
    tx.audit({ act: "demo.end", noun: "street", id: street.code }),
  );
  return cast.signIns;
}

/** 振兴社区居委会 → 振兴社区, 新庄村委会 → 新庄村: as plans write them. */
const communityWord = (name: string): string =>
  name.replace(/(社区)?(居民委员会|居委会)$/, "社区").replace(/村?(村民委员会|村委会)$/, "村");

function barOf(report: (progress: { done: number; total: number; doing: string }) => void) {
  let done = 0;
  let doing = "";
  const tell = () => report({ done: Math.min(100, Math.floor(done)), total: 100, doing });
  return {
    say: (text: string) => {
      doing = text;
      tell();
    },
    add: (part: number) => {
      done += part;
      tell();
    },
    set: (value: number) => {
      done = value;
      tell();
    },
    done: () => done,
  };
}
