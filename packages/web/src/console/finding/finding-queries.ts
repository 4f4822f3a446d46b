import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { FindingRow, FindingView, type FindingEvent } from "@lingzhu/domain/finding";
import { idSource } from "@lingzhu/domain/kernel";
import { get, post, type Query } from "../../shared/api/index.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

/** `crypto.randomUUID` is missing on plain HTTP; `getRandomValues` is not. */
export const newId = idSource(timeNow, (length) => crypto.getRandomValues(new Uint8Array(length)));

export const useFindings = (filter: Query) =>
  useQuery({
    queryKey: ["findings", filter],
    queryFn: ({ signal }) => get("/api/findings", z.array(FindingRow), { query: filter, signal }),
  });

export const useFinding = (id: string) =>
  useQuery({ queryKey: ["findings", "one", id], queryFn: () => get(`/api/findings/${id}`, FindingView) });

/** `eventId` is made by the form: sent twice it is still one event. */
export const recordEvent = (findingId: string, eventId: string, event: FindingEvent) =>
  post(`/api/findings/${findingId}/events`, { id: eventId, event }, FindingView);
