import type { Actor, Scope } from "@lingzhu/domain/access";
import { covers } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import type { RetractionBody } from "@lingzhu/domain/sync";
import { read, type Floor } from "../db/transact.ts";
import { takeFromConsole } from "./service.ts";
import { correctedFact } from "./store.ts";

/** Takes a record back from the office's pages; unlike on its way from a phone, the record has to be here. */
export async function retractFact(
  floor: Floor,
  actor: Actor,
  scope: Scope,
  factId: string,
  body: RetractionBody,
): Promise<{ id: string }> {
  const target = await read(floor, actor, (tx) => correctedFact(tx, factId));
  if (!target || !covers(scope, { personId: target.authorId }))
    throw problem("record.missing", { noun: "记录" });
  return takeFromConsole(floor, actor, { kind: "retraction", corrects: factId, body });
}
