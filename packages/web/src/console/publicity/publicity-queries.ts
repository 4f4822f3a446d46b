import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { PublicityView, SeedHandoverView } from "@lingzhu/domain/outreach";
import { get, type Query } from "../../shared/api/index.ts";

export const usePublicity = (filter: Query) =>
  useQuery({
    queryKey: ["publicity", "events", filter],
    queryFn: ({ signal }) => get("/api/publicity", z.array(PublicityView), { query: filter, signal }),
  });

export const useSeedHandovers = (filter: Query) =>
  useQuery({
    queryKey: ["publicity", "seeds", filter],
    queryFn: ({ signal }) => get("/api/seed-handovers", z.array(SeedHandoverView), { query: filter, signal }),
  });
