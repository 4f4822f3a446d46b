import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { AuditActors, AuditPage, AuditVerdict } from "@lingzhu/domain/audit";
import { get, type Query } from "../../shared/api/index.ts";

export const useAuditEntries = (filter: Query) =>
  useInfiniteQuery({
    queryKey: ["audit", filter],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam }) => get("/api/audit", AuditPage, { query: { ...filter, before: pageParam } }),
    getNextPageParam: (page) => (page.more ? page.items.at(-1)?.seq : undefined),
  });

export const useAuditActors = () =>
  useQuery({ queryKey: ["audit-actors"], queryFn: () => get("/api/audit/actors", AuditActors) });

/** Walks the whole chain on the server; a second or two for a season. */
export const useVerification = () =>
  useMutation({ mutationFn: () => get("/api/audit/verdict", AuditVerdict) });
