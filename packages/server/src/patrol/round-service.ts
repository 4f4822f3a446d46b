import { dayOf, problem } from "@lingzhu/domain/kernel";
import type { CreateRound, RoundView } from "@lingzhu/domain/patrol";
import type { Reading, Writing } from "../db/transact.ts";
import { fillRegister } from "./register.ts";
import * as store from "./round-store.ts";

export const listRounds = (tx: Reading, campaignId: string | undefined): Promise<RoundView[]> =>
  store.listRounds(tx, { campaignId: campaignId ?? null, id: null }, dayOf(tx.now));

export async function roundById(tx: Reading, id: string): Promise<RoundView> {
  const [round] = await store.listRounds(tx, { campaignId: null, id }, dayOf(tx.now));
  if (!round) throw problem("record.missing", { noun: "轮次" });
  return round;
}

/** Makes a round and its register of every household and plot in use. */
export async function createRound(tx: Writing, input: CreateRound): Promise<{ id: string }> {
  const ordinal = await store.nextOrdinal(tx, input.campaignId);
  if (ordinal === null) throw problem("record.missing", { noun: "专项行动" });
  const id = tx.newId();
  await store.insertRound(tx, id, ordinal, input);
  const places = await fillRegister(tx, id);
  tx.audit({
    act: "round.create",
    noun: "round",
    id,
    detail: { campaignId: input.campaignId, kind: input.kind, start: input.start, end: input.end, places },
  });
  tx.announce("round");
  return { id };
}
