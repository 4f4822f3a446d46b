import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { DutyGaps, DutyView } from "@lingzhu/domain/duty";
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
    queryFn: ({ signal }) => get("/api/duties", z.array(DutyView), { query: filter, signal }),
  });
