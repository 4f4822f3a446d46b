/** What blocks sight in the invented town, and a flight over its open ground. */
import type { Actor } from "@lingzhu/domain/access";
import { importDronePhotos } from "../coverage/drone-service.ts";
import { importFootprints } from "../coverage/footprint-service.ts";
import type { Desk } from "./desk.ts";
import type { Patrol } from "./patrols.ts";
import { at } from "./season.ts";
import type { DemoPlace } from "./store.ts";
import type { Point, TownCommunity } from "./town.ts";

/** Length of one stairway's part of a building, and its depth, metres. */
const STAIRWAY = 15;
const DEPTH = 11;
/** The register has a building's position at its doors, which look south. */
const DOORSTEP = 0.5;

/** The outlines of all buildings, as the surveyors would hand them over. */
export async function importHouses(
  desk: Desk,
  office: Actor,
  town: readonly TownCommunity[],
  lay: (point: Point) => [number, number],
): Promise<void> {
  const features = town.flatMap(({ compounds }) =>
    compounds.flatMap(({ buildings }) =>
      buildings.map(({ at: { x, y }, units }) => {
        const half = (units * STAIRWAY) / 2;
        const corners = [
          { x: x - half, y: y - DOORSTEP },
          { x: x + half, y: y - DOORSTEP },
          { x: x + half, y: y - DOORSTEP + DEPTH },
          { x: x - half, y: y - DOORSTEP + DEPTH },
        ];
        const ring = [...corners, corners[0]!].map(lay);
        return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
      }),
    ),
  );
  const bytes = new TextEncoder().encode(JSON.stringify({ type: "FeatureCollection", features }));
  await desk.write(office, "coverage.manage", (tx) =>
    importFootprints(tx, office.personId, { bytes, datum: "cgcs2000" }),
  );
}

const FLIGHT = { day: "2026-05-14", height: 60, photos: 60 } as const;
const OPEN = ["wasteland", "river-bank", "field"];

/** One morning over open ground that is far to walk, in the third round. */
export function planFlight({ agenda, desk, office, roundIds }: Patrol, places: readonly DemoPlace[]): void {
  const open = places.filter(({ plotKind, lon }) => lon !== null && OPEN.includes(plotKind ?? ""));
  const step = Math.max(1, Math.floor(open.length / FLIGHT.photos));
  const rows = open
    .filter((_, i) => i % step === 0)
    .map(({ lon, lat }, i) => {
      const taken = new Date(at(FLIGHT.day, "09:20") + i * 20_000 + 8 * 3_600_000);
      const time = taken.toISOString().slice(0, 19).replace("T", " ");
      return `DJI_${String(i + 1).padStart(4, "0")}.JPG,${time},${lon},${lat},${FLIGHT.height},${(i * 40) % 360},-90,73.7,53.1`;
    });
  const table = ["文件名,时间,经度,纬度,相对高度,航向,俯仰,横向视场角,纵向视场角", ...rows].join("\n");
  agenda.put(at(FLIGHT.day, "17:00"), async () => {
    await desk.write(office, "coverage.manage", (tx) =>
      importDronePhotos(tx, office.personId, {
        bytes: new TextEncoder().encode(table),
        filename: "航拍.csv",
        roundId: roundIds[2]!,
      }),
    );
  });
}
