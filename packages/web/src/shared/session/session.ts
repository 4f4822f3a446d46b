import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { createContext, use } from "react";
import { z } from "zod";
import type { Action } from "@lingzhu/domain/access";
import { SessionView } from "@lingzhu/domain/account";
import { ApiProblem, del, get, post } from "../api/index.ts";
import { learnTime } from "../clock/house-time.ts";

const Done = z.object({ done: z.literal(true) });
export const sessionKey = ["session"] as const;

/** The session, or null when nobody is signed in. */
async function readSession(): Promise<SessionView | null> {
  try {
    const session = await get("/api/session", SessionView);
    learnTime(session);
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

export const useSessionQuery = () =>
  useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: 5 * 60_000 });

export const signIn = (login: string, password: string) => post("/api/session", { login, password }, Done);

/** Ends the session and forgets everything that was read with it. */
export async function signOut(client: QueryClient): Promise<void> {
  await del("/api/session", Done);
  sessionStorage.clear();
  // The session's own query stays: the page watches it to leave.
  client.setQueryData(sessionKey, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
}

export const SessionContext = createContext<SessionView | null>(null);

/** The session of the page; only below {@link SessionContext}, where somebody is signed in. */
export function useSession(): SessionView {
  const session = use(SessionContext);
  if (!session) throw new Error("useSession outside of a signed-in page");
  return session;
}

/** True when the signed-in person may use the action at all; the server decides again for each record. */
export function useAbility(): (action: Action) => boolean {
  const { abilities } = useSession();
  return (action) => abilities.includes(action as never);
}

export function useRefreshSession(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: sessionKey });
}
