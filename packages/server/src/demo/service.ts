/** Loading the season from the browser: starts at once, goes on behind the answer, and tells how far it is. */
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Actor } from "@lingzhu/domain/access";
import type { DemoView } from "@lingzhu/domain/demo";
import { problem } from "@lingzhu/domain/kernel";
import { read, transact, type Floor } from "../db/transact.ts";
import { problemOf } from "../http/answer-problem.ts";
import type { SignIn } from "./cast.ts";
import { DEFAULT_SEED, deskOf, loadSeason, SEASON_START } from "./load.ts";
import { ANCHOR } from "./season.ts";
import { isBlank, takeAlong } from "./store.ts";

interface Loading {
  startedBy: string;
  view: z.infer<typeof DemoView>;
}

/** One per street of this process. The password is kept nowhere else, so it is gone with the process. */
const loadings = new Map<number, Loading>();

/** Letters and digits that nobody confuses, drawn anew each time. */
export function drawPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const drawn = Array.from(randomBytes(12), (byte) => letters[byte % letters.length]!).join("");
  return `${drawn.slice(0, 4)}-${drawn.slice(4, 8)}-${drawn.slice(8)}`;
}

/** How far the loading is; who started it also learns how to sign in as the season's people. */
export function viewLoading(actor: Actor): z.infer<typeof DemoView> {
  const loading = loadings.get(actor.streetId);
  if (!loading) return { state: "idle", progress: null, problem: null, logins: [], password: null };
  return loading.startedBy === actor.accountId
    ? loading.view
    : { ...loading.view, logins: [], password: null };
}

/** Starts the loading. Throws `demo.not-blank` unless the street is still empty. */
export async function startLoading(
  floor: Floor,
  actor: Actor,
  scale = 1,
): Promise<{ ended: Promise<void>; view: z.infer<typeof DemoView> }> {
  if (loadings.get(actor.streetId)?.view.state === "loading" || !(await read(floor, actor, isBlank)))
    throw problem("demo.not-blank");
  const loading: Loading = {
    startedBy: actor.accountId,
    view: {
      state: "loading",
      progress: { done: 0, total: 100, doing: "正在准备" },
      problem: null,
      logins: [],
      password: null,
    },
  };
  loadings.set(actor.streetId, loading);
  const password = drawPassword();
  const ended = load(floor, actor, scale, password, (progress) => {
    loading.view = { ...loading.view, progress };
  }).then(
    (logins) => {
      loading.view = { state: "done", progress: null, problem: null, logins, password };
    },
    (error: unknown) => {
      const refusal = problemOf(error);
      if (refusal.code === "server.fault")
        process.stderr.write(`${refusal.detail} ${error instanceof Error ? error.stack : ""}\n`);
      loading.view = { ...loading.view, state: "failed", progress: null, problem: refusal.detail };
    },
  );
  return { ended, view: loading.view };
}

async function load(
  floor: Floor,
  actor: Actor,
  scale: number,
  password: string,
  progress: (progress: { done: number; total: number; doing: string }) => void,
): Promise<SignIn[]> {
  const seed = DEFAULT_SEED;
  const desk = deskOf(floor, seed);
  const logins = await loadSeason(desk, actor, { seed, scale, password, progress });
  // Sessions are valid on both sides of the jump, so that no request between falls out of its session.
  const later = Math.max(floor.now(), ANCHOR);
  for (const [moment, jump] of [
    [later, true],
    [ANCHOR, false],
  ] as const) {
    await transact(desk.floor, actor, async (tx) => {
      await takeAlong(tx, SEASON_START, ANCHOR, moment);
      tx.audit({ act: "demo.take-along", noun: "street", id: String(tx.streetId) });
    });
    if (jump) floor.setClock?.(ANCHOR);
  }
  return logins;
}
