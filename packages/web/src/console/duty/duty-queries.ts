import { useQuery } from "@tanstack/react-query";
import { DutyGaps, DutyList, type DutyView } from "@lingzhu/domain/duty";
import type { Day } from "@lingzhu/domain/kernel";
import { get, type Query } from "../../shared/api/index.ts";

/** First part of every key that holds duties. */
export const dutiesKey = ["duties"] as const;

/** Who has nobody answering for it, today (null) or on an earlier day. */
export const useDutyGaps = (day: Day | null) =>
  useQuery({
    queryKey: [...dutiesKey, "gaps", day],
    queryFn: ({ signal }) => get("/api/duties/gaps", DutyGaps, { query: { onDay: day }, signal }),
  });

export const useDuties = (filter: Query, enabled = true) =>
  useQuery({
    queryKey: [...dutiesKey, filter],
    enabled,
    queryFn: ({ signal }) => get("/api/duties", DutyList, { query: filter, signal }),
  });

/** Every duty under a filter that leaves few enough to be read whole: those of one building, or above the doors. */
export const useAllDuties = (filter: Query) =>
  useQuery({
    queryKey: [...dutiesKey, "all", filter],
    queryFn: async ({ signal }) => {
      const all: DutyView[] = [];
      for (let page = 1; ; page++) {
        const query = { ...filter, page, limit: 500 };
        const { items, total } = await get("/api/duties", DutyList, { query, signal });
        all.push(...items);
        if (items.length === 0 || all.length >= total) return all;
      }
    },
  });
