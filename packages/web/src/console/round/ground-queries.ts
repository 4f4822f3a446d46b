import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import {
  DoorCoverage,
  FootprintMap,
  GroundCoverage,
  GroundMap,
  GroundRule,
  groundLayerNames,
} from "@lingzhu/domain/coverage";
import type { Day } from "@lingzhu/domain/kernel";
import { get } from "../../shared/api/index.ts";

/** 面积覆盖 now (null), or as it stood at the end of an earlier day; the last figures stay until the new ones come. */
export const useGroundCoverage = (roundId: string, day: Day | null) =>
  useQuery({
    queryKey: ["ground", roundId, day],
    queryFn: ({ signal }) => get("/api/coverage/ground", GroundCoverage, { query: { roundId, day }, signal }),
    placeholderData: keepPreviousData,
  });

/** Its three layers on the map; undefined until all have come. */
export const useGroundLayers = (roundId: string, day: Day | null) =>
  useQueries({
    queries: groundLayerNames.map((layer) => ({
      queryKey: ["ground", roundId, day, layer],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get("/api/coverage/ground.geojson", GroundMap, { query: { roundId, day, layer }, signal }),
      placeholderData: keepPreviousData,
    })),
    combine: (layers) => ({
      data: layers.every(({ data }) => data !== undefined)
        ? layers.flatMap(({ data }) => (data ? [data] : []))
        : undefined,
      error: layers.find(({ error }) => error)?.error ?? null,
      stale: layers.some(({ isPlaceholderData }) => isPlaceholderData),
    }),
  });

/** 面积覆盖设置 of the street. */
export const useGroundRule = () =>
  useQuery({
    queryKey: ["ground", "rule"],
    queryFn: ({ signal }) => get("/api/coverage/rule", GroundRule, { signal }),
  });

/** 房屋轮廓, drawn over the ground that they hide. */
export const useFootprints = () =>
  useQuery({
    queryKey: ["ground", "footprints"],
    queryFn: ({ signal }) => get("/api/coverage/footprints.geojson", FootprintMap, { signal }),
  });

/** 入户覆盖: who went where, and which of it stands near the door. */
export const useDoorCoverage = (roundId: string) =>
  useQuery({
    queryKey: ["coverage", roundId, "doors"],
    queryFn: ({ signal }) => get("/api/coverage/doors", DoorCoverage, { query: { roundId }, signal }),
  });
