import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { Conflict } from "@lingzhu/domain/patrol";
import { get, post, type Query } from "../../shared/api/index.ts";
import { MadeId } from "../round/round-queries.ts";

/** Records of one place and day that do not agree; `filter` is exactly what the XLSX is asked with. */
export const useConflicts = (filter: Query, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["coverage", "conflicts", filter],
    queryFn: ({ signal }) => get("/api/conflicts", z.array(Conflict), { query: filter, signal }),
  });

/** Takes a record back; it stays, and counts no more. */
export function useRetraction(factId: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { reason: string }) => post(`/api/facts/${factId}/retraction`, body, MadeId),
    onSuccess: async () => {
      for (const key of ["coverage", "places", "outreach", "publicity", "overview"])
        await client.invalidateQueries({ queryKey: [key] });
      onDone();
    },
  });
}
