import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Overview } from "@lingzhu/domain/overview";
import type { Day } from "@lingzhu/domain/kernel";
import { get } from "../../shared/api/index.ts";

/** The overview now (null), or as it stood at the end of an earlier day. */
export const useOverview = (day: Day | null) =>
  useQuery({
    queryKey: ["overview", day],
    queryFn: ({ signal }) => get("/api/overview", Overview, { query: { day }, signal }),
    placeholderData: keepPreviousData,
  });
