/** A small street in the middle of its season, made over the server's own addresses, for tests that only look. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as after } from "node:timers/promises";
import { addDays, dayOf, idSource } from "@lingzhu/domain/kernel";
import type { LedgerImport, PlaceView } from "@lingzhu/domain/place";
import type { Outcome, RoundView } from "@lingzhu/domain/patrol";
import { streetMap } from "./street-map.ts";
import { ledgerOf, ledgerRows, photograph, STREET, type Row } from "./papers.ts";

export const STREET_CODE = "341302007000";
const PASSWORD = "spring-Garden-83";

export interface SmallStreet {
  office: { login: string; password: string };
  worker: { login: string; password: string };
  /** The second of the team, who shares the worker's phone in some tests. */
  colleague: { login: string; password: string };
  campaignId: string;
  roundId: string;
  zoneId: string;
  findingId: string;
  doorId: string;
  /** Households of the zone. */
  doorIds: string[];
}

/** Somebody signed in, as a page is. Throws with the server's words when something is refused. */
class Caller {
  readonly #address: string;
  #cookie = "";

  constructor(address: string) {
    this.#address = address;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const raw = body instanceof Uint8Array;
    const response = await fetch(`${this.#address}${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        ...(body === undefined
          ? {}
          : { "content-type": raw ? "application/octet-stream" : "application/json" }),
      },
      ...(body === undefined ? {} : { body: raw ? new Blob([new Uint8Array(body)]) : JSON.stringify(body) }),
    });
    const given = response.headers.getSetCookie()[0];
    if (given) this.#cookie = given.split(";")[0]!;
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
  get = <T>(path: string) => this.call<T>("GET", path);
  post = <T = { id: string }>(path: string, body: unknown) => this.call<T>("POST", path, body);
}

export async function makeSmallStreet(
  address: string,
  code: string,
  rows: readonly Row[] = ledgerRows(),
): Promise<SmallStreet> {
  const today = dayOf(Date.now());
  // The records of the last hour fall into the round even when that hour began before midnight.
  const begun = addDays(today, -1);
  const office = new Caller(address);
  const first = { login: "office", password: PASSWORD };
  await office.post("/api/setup", { ...first, code, name: "林晓岚", streetCode: STREET_CODE });
  await importLedger(office, rows);
  const communities = await placesOf(office, "kind=community");
  const communityId = communities.find(({ name }) => name === "振兴社区")!.id;

  const { id: campaignId } = await office.post("/api/campaigns", {
    title: `${STREET}${today.slice(0, 4)}年铲毒工作实施方案`,
    year: Number(today.slice(0, 4)),
    start: addDays(today, -30),
    end: addDays(today, 60),
    goals: ["零种植", "零产量"],
    phases: [
      { name: "部署发动阶段", start: addDays(today, -30), end: addDays(today, -10) },
      { name: "踏查铲除阶段", start: addDays(today, -9), end: addDays(today, 60) },
    ],
    group: [{ role: "组长", name: "温如玉", post: `${STREET}办事处主任` }],
    office: { at: "街道综治中心", head: "顾平" },
    communities: communities.map(({ name }) => ({ name, code: null })),
    duties: [{ kind: "patrol", text: "采取分组包片、交叉复查的方式开展踏查。" }],
    planText: "采取分组包片、交叉复查的方式开展踏查。",
  });
  const second = { login: "worker", password: PASSWORD };
  const person = { name: "方一舟", post: "社区干部", organisation: null, communityId: null };
  await office.post("/api/accounts", { ...second, person, grants: [{ role: "worker", communityId: null }] });
  const third = { login: "colleague", password: PASSWORD };
  const other = { name: "唐思远", post: "禁毒社工", organisation: null, communityId: null };
  await office.post("/api/accounts", {
    ...third,
    person: other,
    grants: [{ role: "worker", communityId: null }],
  });
  const people = await office.get<{ id: string; name: string }[]>("/api/people");
  const [personId, otherId] = [person, other].map((of) => people.find(({ name }) => name === of.name)!.id);
  const memberIds = [personId, otherId];
  const team = { campaignId, name: "振兴一组", communityId: null, memberIds, validFrom: begun };
  const { id: teamId } = await office.post("/api/teams", team);
  const round = {
    campaignId,
    name: "第一轮踏查",
    kind: "patrol",
    stage: "flowering",
    start: begun,
    end: addDays(today, 12),
  };
  const { id: roundId } = await office.post("/api/rounds", round);
  await office.post(`/api/rounds/${roundId}/zones`, { name: "振兴社区片", placeIds: [communityId], teamId });
  const zoneId = (await office.get<RoundView>(`/api/rounds/${roundId}`)).zones[0]!.id;

  const inside = await placesOf(office, `communityId=${communityId}`);
  const building = inside.find(({ kind }) => kind === "building")!.id;
  await office.post("/api/duties", {
    personId,
    kind: "contract_cadre",
    placeIds: [building],
    validFrom: today,
    validTo: null,
  });
  const map = streetMap();
  await office.call("POST", `/api/map/file?filename=${encodeURIComponent(map.name)}`, map.buffer);
  const worker = new Caller(address);
  await worker.post("/api/session", second);
  const doors = inside.filter(({ kind }) => kind === "household").map(({ id }) => id);
  const plot = inside.find(({ kind }) => kind === "plot")!;
  const findingId = await recordAfternoon(worker, roundId, doors, plot);
  return {
    office: first,
    worker: second,
    colleague: third,
    campaignId,
    roundId,
    zoneId,
    findingId,
    doorId: doors[0]!,
    doorIds: doors,
  };
}

const placesOf = async (caller: Caller, query: string) =>
  (await caller.get<{ items: PlaceView[] }>(`/api/places?${query}&limit=500`)).items;

async function importLedger(office: Caller, rows: readonly Row[]): Promise<void> {
  const paper = await ledgerOf(rows);
  const path = "/api/ledger/imports";
  const { id, mapping } = await office.post<LedgerImport>(
    `${path}?filename=${encodeURIComponent(paper.name)}`,
    paper.buffer,
  );
  const until = async (state: LedgerImport["state"]) => {
    for (let now = await office.get<LedgerImport>(`${path}/${id}`); now.state !== state;) {
      if (now.state === "failed") throw new Error(`the ledger: ${now.problem}`);
      await after(100);
      now = await office.get<LedgerImport>(`${path}/${id}`);
    }
  };
  await office.post(`${path}/${id}/check`, { mapping, datum: "cgcs2000" });
  await until("checked");
  await office.post(`${path}/${id}/apply`, {});
  await until("done");
}

/** One visit with every outcome, a walk, and a plant with a photograph; gives the finding's id. */
async function recordAfternoon(
  worker: Caller,
  roundId: string,
  doors: string[],
  plot: PlaceView,
): Promise<string> {
  const newId = idSource(Date.now, randomBytes);
  const deviceId = randomUUID();
  const at = Date.now() - 3_600_000;
  const position = { lon: plot.lon!, lat: plot.lat!, accuracy: 8 };
  const fact = (kind: string, body: unknown, placeId: string | null, minutes: number) => ({
    id: newId(),
    kind,
    deviceId,
    recordedAt: at + minutes * 60_000,
    placeId,
    roundId,
    position,
    body,
  });
  const outcomes: Outcome[] = ["checked", "checked", "no_one_in", "refused", "unreachable"];
  const visits = outcomes.map((outcome, i) => fact("visit", { outcome }, doors[i]!, i));
  const sighting = fact(
    "sighting",
    { stage: "flowering", count: { method: "counted", stems: 12 } },
    plot.id,
    10,
  );
  const { buffer, mimeType: mime } = photograph("plant.png", [196, 30, 58]);
  const sha256 = createHash("sha256").update(buffer).digest("hex");
  await worker.call("PUT", `/api/media/${sha256}`, buffer);
  const body = { sha256, bytes: buffer.byteLength, mime, ofFactId: sighting.id, view: "whole" };
  const facts = [...visits, sighting, fact("photograph", body, plot.id, 11)];
  const answer = await worker.post<{ receipts: { result: string }[] }>("/api/sync", { facts });
  const refused = answer.receipts.filter(({ result }) => result !== "accepted");
  if (refused.length > 0) throw new Error(`not accepted: ${JSON.stringify(refused)}`);
  return sighting.id;
}
