import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { DoubtList, type ApproveVisit } from "@lingzhu/domain/presence";
import { get, post, type Query } from "../../shared/api/index.ts";
import { MadeId } from "../round/round-queries.ts";

/** Visits whose grade does not carry them, page by page; `filter` is exactly what the XLSX is asked with. */
export const useDoubts = (filter: Query) =>
  useInfiniteQuery({
    queryKey: ["coverage", "doubts", filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get("/api/visits/doubts", DoubtList, { query: { ...filter, after: pageParam, limit: 100 }, signal }),
    getNextPageParam: (last) => last.next,
  });

/** Stands for a visit by name, or takes that back. */
export function useApproval(visitId: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof ApproveVisit>) => post(`/api/visits/${visitId}/approval`, body, MadeId),
    onSuccess: async () => {
      for (const key of ["coverage", "places"]) await client.invalidateQueries({ queryKey: [key] });
      onDone();
    },
  });
}
