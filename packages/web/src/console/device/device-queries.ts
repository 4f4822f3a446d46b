import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { DeviceView, SessionRow } from "@lingzhu/domain/device";
import { del, get, post } from "../../shared/api/index.ts";

export const devicesKey = ["devices"] as const;
export const sessionsKey = ["sessions"] as const;
export const ownSessionsKey = ["sessions", "own"] as const;
const Done = z.object({ done: z.literal(true) });

export const useDevices = () =>
  useQuery({ queryKey: devicesKey, queryFn: () => get("/api/devices", z.array(DeviceView)) });
export const useSessions = () =>
  useQuery({ queryKey: sessionsKey, queryFn: () => get("/api/sessions", z.array(SessionRow)) });
export const useOwnSessions = () =>
  useQuery({ queryKey: ownSessionsKey, queryFn: () => get("/api/sessions/own", z.array(SessionRow)) });

/** What the office decides about a phone; the last part of its address. */
export type Decision = "revoke" | "late" | "readmit";
export const decideDevice = (id: string, decision: Decision, reason: string) =>
  post(`/api/devices/${id}/${decision}`, { reason }, Done);
export const endSession = (id: string) => del(`/api/sessions/${id}`, Done);
export const endOwnSession = (id: string) => del(`/api/sessions/own/${id}`, Done);
