import { useCallback, useEffect, useState, type ReactNode } from "react";
import { SessionView } from "@lingzhu/domain/account";
import { asProblem, get } from "../../shared/api/index.ts";
import { learnTime } from "../../shared/clock/house-time.ts";
import type { FieldDatabase } from "../store/database.ts";
import { keep, keptValue } from "../store/kept.ts";
import { SignInScreen } from "./sign-in-screen.tsx";

/** The person at this phone, and whether the server still knows them. */
export interface Gate {
  session: SessionView;
  /** False once the server said that the session has ended; recording goes on, sending waits. */
  signedIn: boolean;
  /** The server answered 401 to something. */
  sessionEnded: () => void;
  /** Shows the sign-in page; records stay. */
  signInAgain: () => void;
  /** Forgets who is here and what was read for them; never the outbox. */
  forget: () => Promise<void>;
}

const KEY = "session";

/**
 * Lets the last person in at once, also without signal, and asks the server behind their back.
 * Only when nobody is known does the sign-in page stand in the way.
 */
export function SessionGate({ db, children }: { db: FieldDatabase; children: (gate: Gate) => ReactNode }) {
  const [session, setSession] = useState<SessionView | null>(null);
  const [status, setStatus] = useState<"opening" | "in" | "ended" | "asking">("opening");

  const ask = useCallback(async () => {
    const fresh = await get("/api/session", SessionView);
    learnTime(fresh);
    await keep(db, KEY, fresh);
    setSession(fresh);
    setStatus("in");
  }, [db]);

  useEffect(() => {
    void (async () => {
      const known = await keptValue<SessionView>(db, KEY);
      if (known) {
        setSession(known);
        setStatus("in");
      }
      try {
        await ask();
      } catch (error) {
        if (!known) setStatus("asking");
        else if (asProblem(error).status === 401) setStatus("ended");
      }
    })();
  }, [db, ask]);

  if (status === "opening") return null;
  if (status === "asking" || !session) {
    return <SignInScreen onSignedIn={ask} onBack={session ? () => setStatus("ended") : null} />;
  }
  return children({
    session,
    signedIn: status === "in",
    sessionEnded: () => setStatus((now) => (now === "in" ? "ended" : now)),
    signInAgain: () => setStatus("asking"),
    forget: async () => {
      const { id } = session.person;
      await db.kept.where("key").startsWith(`${id}/`).delete();
      await db.kept.delete(KEY);
      setSession(null);
      setStatus("asking");
    },
  });
}
