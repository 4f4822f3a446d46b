/** The season's photographs: each drawn once, kept by whoever first sends it, and named in facts by its SHA-256. */
import type { Actor } from "@lingzhu/domain/access";
import type { FactInput, PhotographBody } from "@lingzhu/domain/sync";
import { sha256Of } from "../photograph/media.ts";
import { keepMedia } from "../photograph/service.ts";
import type { Chance } from "./chance.ts";
import type { Desk } from "./desk.ts";
import { drawScene, scenes, type Scene } from "./pictures.ts";

interface Picture {
  sha256: string;
  bytes: number;
}
export type Album = Record<Scene, Picture[]>;

/** How the fact says what a picture shows. */
export const viewOf: Record<Scene, PhotographBody["view"]> = {
  seedlings: "whole",
  flowers: "whole",
  capsules: "whole",
  cornPoppy: "whole",
  greenBelt: "whole",
  leaf: "leaf",
  flower: "flower",
  capsule: "capsule",
  cleared: "after",
  clearedRoof: "after",
  clean: "whole",
  door: "door",
  ironDoor: "door",
  shutDoor: "door",
};

const EDITIONS: Partial<Record<Scene, number>> = {
  cleared: 2,
  seedlings: 2,
  capsules: 2,
  flowers: 2,
  door: 2,
};

/** Draws and keeps every picture. */
export async function drawAlbum(desk: Desk, sender: Actor): Promise<Album> {
  const chance = desk.chance.fork("pictures");
  const album = {} as Album;
  for (const scene of Object.keys(scenes) as Scene[]) {
    album[scene] = [];
    for (let edition = 0; edition < (EDITIONS[scene] ?? 1); edition++) {
      const png = drawScene(scene, chance);
      const sha256 = sha256Of(png);
      await keepMedia(desk.floor, sender, sha256, png);
      album[scene].push({ sha256, bytes: png.byteLength });
    }
  }
  return album;
}

/** The record of one photograph of a fact. */
export function photographOf(
  desk: Desk,
  album: Album,
  scene: Scene,
  of: { factId: string; placeId: string | null; roundId: string | null; deviceId: string },
  when: number,
  chance: Chance,
  view: PhotographBody["view"] = viewOf[scene],
): FactInput {
  const { sha256, bytes } = chance.pick(album[scene]);
  return {
    id: desk.idAt(when),
    kind: "photograph",
    deviceId: of.deviceId,
    recordedAt: when,
    placeId: of.placeId,
    roundId: of.roundId,
    body: { sha256, bytes, mime: "image/png", ofFactId: of.factId, view },
  };
}
