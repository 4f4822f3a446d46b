/** The ground below the marks: plain paper, or the street's own map file in quiet tones. */
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { BaseMapFile } from "@lingzhu/domain/place";

export interface VectorLayer {
  id: string;
}

/**
 * What a layer of a vector file shows, by its name in the two usual schemas (OpenMapTiles and Protomaps). Layers of
 * other names are left out rather than guessed; words are left to our own marks, because fonts would have to be fetched.
 */
const drawn: [names: RegExp, kind: "fill" | "line", paint: Record<string, unknown>][] = [
  [/^(earth|landcover)$/, "fill", { "fill-color": "#f4f1e9" }],
  [/^(landuse|park)$/, "fill", { "fill-color": "#e6ecdc", "fill-opacity": 0.7 }],
  [/^water$/, "fill", { "fill-color": "#cfdfe6" }],
  [/^waterway$/, "line", { "line-color": "#b6cfda", "line-width": 1.6 }],
  [/^(building|buildings)$/, "fill", { "fill-color": "#e3ddd0", "fill-outline-color": "#b9b09d" }],
  [/^(transportation|roads)$/, "line", { "line-color": "#c6bdab", "line-width": 2.2 }],
  [/^(boundary|boundaries)$/, "line", { "line-color": "#9a917f", "line-width": 1, "line-dasharray": [4, 2] }],
];

/**
 * The style of the ground.
 * @param source address under which the map asks for the file's tiles
 * @param paper colour of what nothing is drawn on
 */
export function baseStyle(
  file: BaseMapFile | null,
  layers: readonly VectorLayer[],
  source: string,
  paper: string,
): StyleSpecification {
  const PAPER: LayerSpecification = { id: "paper", type: "background", paint: { "background-color": paper } };
  if (!file) return { version: 8, sources: {}, layers: [PAPER] };
  const { minZoom: minzoom, maxZoom: maxzoom, bounds } = file;
  const tiles = [source];
  if (file.tiles !== "mvt")
    return {
      version: 8,
      sources: { base: { type: "raster", tiles, minzoom, maxzoom, bounds, tileSize: 256 } },
      layers: [PAPER, { id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.3 } }],
    };
  const named = drawn.flatMap(([names, type, paint]) =>
    layers
      .filter(({ id }) => names.test(id))
      .map(
        ({ id }) =>
          ({
            id: `base-${id}`,
            type,
            source: "base",
            "source-layer": id,
            paint,
            ...(type === "fill" ? { filter: ["==", ["geometry-type"], "Polygon"] } : {}),
          }) as LayerSpecification,
      ),
  );
  return {
    version: 8,
    sources: { base: { type: "vector", tiles, minzoom, maxzoom, bounds } },
    layers: [PAPER, ...named],
  };
}
