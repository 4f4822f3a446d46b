/** What follows from facts, brought up to date for one batch before it commits. `rebuild.ts` makes all of it anew. */
import { stampTracks } from "../coverage/ground-stamp.ts";
import { recomputeOutreach } from "../outreach/state.ts";
import { recomputeStates } from "../patrol/round-state.ts";
import { awaitBytes } from "../photograph/awaited-store.ts";
import { judgeArrivals } from "../presence/judge.ts";
import type { Intake } from "./intake.ts";

export async function settle({ tx, touched, served, walked, presence, pictured }: Intake): Promise<void> {
  await recomputeStates(tx, touched);
  await recomputeOutreach(tx, [...served]);
  await stampTracks(tx, walked);
  await judgeArrivals(tx, presence);
  await awaitBytes(tx, pictured);
}
