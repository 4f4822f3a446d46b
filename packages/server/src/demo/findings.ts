/** The finding script played by its people: reported from a phone, verified by the police, eradicated, visited again. */
import type { Actor } from "@lingzhu/domain/access";
import type { FindingEvent, StemCount } from "@lingzhu/domain/finding";
import type { FactInput } from "@lingzhu/domain/sync";
import { listAlerts, markSeen } from "../alert/service.ts";
import { read } from "../db/transact.ts";
import { photographOf, type Album } from "./album.ts";
import type { Agenda } from "./agenda.ts";
import { deviceOf, type Cast } from "./cast.ts";
import type { Chance } from "./chance.ts";
import type { Desk } from "./desk.ts";
import { FINDINGS, type FindingStep, type FoundThing } from "./finding-script.ts";
import { ANCHOR, at, ROUNDS } from "./season.ts";
import type { DemoPlace } from "./store.ts";
import { fixAt } from "./tracks.ts";

export interface Scene {
  desk: Desk;
  agenda: Agenda;
  office: Actor;
  cast: Cast;
  /** All places in order. */
  places: readonly DemoPlace[];
  communityIds: readonly string[];
  album: () => Album;
  roundIds: readonly string[];
}

export function planFindings(scene: Scene): void {
  const used = new Set<string>();
  for (const [number, thing] of FINDINGS.entries()) {
    const chance = scene.desk.chance.fork(`finding ${number}`);
    const community = thing.community % scene.communityIds.length;
    const place = placeOf(thing, scene.places, scene.communityIds[community]!, used, chance);
    const story = new Story(scene, thing, community, place, chance);
    const found = at(thing.on, thing.time);
    scene.agenda.put(found + 60_000, () => story.report(found));
    planSteps(scene.agenda, story, thing.steps);
  }
}

/** What becomes of a thing found, as far as it happened before the anchor. */
export function planSteps(agenda: Agenda, story: Story, steps: readonly FindingStep[]): void {
  for (const step of steps) {
    const when = at(step.on, step.time);
    if (when < ANCHOR) agenda.put(when + 30_000, () => story.take(step, when));
  }
}

/** A place of the wanted sort that has no finding yet; any plot of the community where there is none. */
function placeOf(
  thing: FoundThing,
  places: readonly DemoPlace[],
  communityId: string,
  used: Set<string>,
  chance: Chance,
): DemoPlace {
  const here = places.filter((place) => place.communityId === communityId && !used.has(place.id));
  const fits = here.filter(({ kind, plotKind, buildingId }) =>
    thing.where === "yard"
      ? kind === "household" && buildingId === null
      : thing.where === "flat"
        ? kind === "household" && buildingId !== null
        : plotKind === thing.where,
  );
  const place = chance.pick(fits.length > 0 ? fits : here.filter(({ kind }) => kind === "plot"));
  used.add(place.id);
  return place;
}

/** One thing found, from the report on. `by` says who reports it for which round; by default its community's own team. */
export class Story {
  readonly #scene: Scene;
  readonly #thing: FoundThing;
  readonly #community: number;
  readonly #place: DemoPlace;
  readonly #chance: Chance;
  readonly #by: (() => { reporter: Actor; roundId: string }) | null;
  #findingId = "";
  #stems: StemCount;

  constructor(
    scene: Scene,
    thing: FoundThing,
    community: number,
    place: DemoPlace,
    chance: Chance,
    by: (() => { reporter: Actor; roundId: string }) | null = null,
  ) {
    this.#by = by;
    this.#scene = scene;
    this.#thing = thing;
    this.#community = community;
    this.#place = place;
    this.#chance = chance;
    this.#stems = countOf(thing.stems, thing.sampledOver);
  }

  async report(found: number): Promise<void> {
    const { desk, album } = this.#scene;
    const { source, stage, note, scenes } = this.#thing;
    const { reporter, roundId } = this.#by?.() ?? this.#ownTeam();
    const deviceId = deviceOf(reporter);
    this.#findingId = desk.idAt(found);
    const of = { factId: this.#findingId, placeId: this.#place.id, roundId, deviceId };
    await desk.send(reporter, [
      {
        id: this.#findingId,
        kind: "sighting",
        deviceId,
        recordedAt: found,
        placeId: this.#place.id,
        roundId,
        position: this.#position(found),
        body: { source, stage, count: this.#stems, told: ["office", "police"], note },
      },
      ...scenes.map((scene, i) =>
        photographOf(desk, album(), scene, of, found + 5000 * (i + 1), this.#chance),
      ),
    ]);
  }

  #ownTeam(): { reporter: Actor; roundId: string | null } {
    const { cast, office, roundIds } = this.#scene;
    const { source, on } = this.#thing;
    const worker = this.#chance.pick(
      cast.teams[this.#community]!.flat().filter(({ actor }) => actor !== null),
    );
    if (source === "police") return { reporter: cast.police, roundId: null };
    if (source !== "patrol" && source !== "cross_check") return { reporter: office, roundId: null };
    const round = ROUNDS.findIndex(({ start, end }) => start <= on && on <= end);
    return { reporter: worker.actor!, roundId: roundIds[round] ?? null };
  }

  async take(step: FindingStep, when: number): Promise<void> {
    const { cast, office } = this.#scene;
    const { stage } = this.#thing;
    const secretary = cast.secretaries[this.#community]!;
    const day = step.on;
    switch (step.does) {
      case "verify":
        await this.#event(cast.police, when, {
          type: "verify",
          species: "opium-poppy",
          stage,
          count: this.#stems,
          basis: step.basis,
        });
        return this.#seen(when);
      case "rule_out":
        await this.#event(cast.police, when, {
          type: "rule_out",
          lookAlike: step.lookAlike,
          basis: step.basis,
        });
        return this.#seen(when);
      case "eradicate":
        return this.#eradicate(step, when);
      case "clean":
        return this.#event(
          secretary,
          when,
          { type: "revisit", day, result: "clean", count: null, note: "原地及周边未见植株" },
          "clean",
        );
      case "regrown":
        this.#stems = countOf(step.stems);
        return this.#event(
          secretary,
          when,
          { type: "revisit", day, result: "regrown", count: this.#stems, note: "原处又见新苗" },
          "seedlings",
        );
      case "close":
        return this.#event(office, when, { type: "close", note: step.note });
    }
  }

  /** Photographs come before the event that names them, as on a phone. */
  async #eradicate(step: Extract<FindingStep, { does: "eradicate" }>, when: number): Promise<void> {
    const { desk, album, cast } = this.#scene;
    const actor = cast.police;
    const id = desk.idAt(when);
    const of = { factId: id, placeId: this.#place.id, roundId: null, deviceId: deviceOf(actor) };
    const before = photographOf(
      desk,
      album(),
      this.#thing.scenes[0]!,
      of,
      when - 900_000,
      this.#chance,
      "before",
    );
    const after = photographOf(desk, album(), step.scene, of, when - 60_000, this.#chance, "after");
    const [first, second] = this.#scene.cast.teams[this.#community]![0]!;
    const event: FindingEvent = {
      type: "eradicate",
      day: step.on,
      count: this.#stems,
      method: this.#chance.pick(["pulled", "dug"]),
      witnesses: [
        { name: first!.name, post: first!.post },
        { name: second!.name, post: second!.post },
      ],
      beforePhotographIds: [before.id],
      afterPhotographIds: [after.id],
      ...(step.note === undefined ? {} : { note: step.note }),
    };
    await desk.send(actor, [before, after, this.#fact(id, actor, when, event)]);
  }

  async #event(
    actor: Actor,
    when: number,
    event: FindingEvent,
    picture?: "clean" | "seedlings",
  ): Promise<void> {
    const { desk, album } = this.#scene;
    const id = desk.idAt(when);
    const of = { factId: id, placeId: this.#place.id, roundId: null, deviceId: deviceOf(actor) };
    const photographs = picture
      ? [photographOf(desk, album(), picture, of, when - 60_000, this.#chance)]
      : [];
    await desk.send(actor, [this.#fact(id, actor, when, event), ...photographs]);
  }

  #fact(id: string, actor: Actor, when: number, event: FindingEvent): FactInput {
    return {
      id,
      kind: "finding-event",
      deviceId: deviceOf(actor),
      recordedAt: when,
      placeId: this.#place.id,
      position: this.#position(when),
      body: { findingId: this.#findingId, event },
    };
  }

  /** Whoever was told has opened the notice by the time the plant is judged. */
  async #seen(when: number): Promise<void> {
    const { desk, cast, office } = this.#scene;
    desk.moveTo(when + 120_000);
    for (const actor of [office, cast.police, cast.secretaries[this.#community]!]) {
      const alerts = await read(desk.floor, actor, (tx) => listAlerts(tx, actor));
      for (const alert of alerts.filter(
        ({ findingId, seenAt }) => findingId === this.#findingId && seenAt === null,
      ))
        await desk.write(actor, "alert.read", (tx) => markSeen(tx, actor, alert.id));
    }
  }

  #position(when: number) {
    const [lon, lat, , accuracy] = fixAt(this.#place.lon!, this.#place.lat!, when, this.#chance);
    return { lon, lat, accuracy };
  }
}

/** Counted one by one, or three quadrats of a square metre whose mean gives the number over the area. */
function countOf(stems: number, areaM2?: number): StemCount {
  if (areaM2 === undefined) return { method: "counted", stems };
  const mean = Math.round(stems / areaM2);
  return {
    method: "sampled",
    areaM2,
    quadrats: [mean - 1, mean, mean + 1].map((n) => ({ areaM2: 1, stems: n })),
  };
}
