import { covers, scopeOf, type Actor, type Scope } from "@lingzhu/domain/access";
import { eventsFrom, problem } from "@lingzhu/domain/kernel";
import {
  findingMachine,
  type FindingEvent,
  type FindingRow,
  type FindingView,
} from "@lingzhu/domain/finding";
import { read, type Floor, type Reading } from "../db/transact.ts";
import { takeFromConsole } from "../sync/service.ts";
import { actionOfEvent } from "./intake.ts";
import * as store from "./store.ts";

export const listFindings = (tx: Reading, scope: Scope, filter: store.FindingFilter): Promise<FindingRow[]> =>
  store.listFindings(tx, scope, filter);

/** The whole record, with the events that both the machine and the viewer's rights allow now. */
export async function viewFinding(tx: Reading, actor: Actor, scope: Scope, id: string): Promise<FindingView> {
  const [row] = await store.listFindings(tx, scope, { id });
  if (!row) throw problem("record.missing", { noun: "发现" });
  const history = await store.findingHistory(tx, id);
  const belonging = await store.belongingOf(tx, id);
  const may = eventsFrom(findingMachine, row.state).filter((type) =>
    covers(scopeOf(actor, actionOfEvent[type]), belonging),
  );
  return { ...row, ...history, may };
}

/** Records one event from the console through the same intake as the phone's, then shows the finding. */
export async function recordEvent(
  floor: Floor,
  actor: Actor,
  scope: Scope,
  findingId: string,
  input: { id: string; event: FindingEvent },
): Promise<FindingView> {
  await read(floor, actor, (tx) => requireVisible(tx, scope, findingId));
  await takeFromConsole(floor, actor, {
    id: input.id,
    kind: "finding-event",
    body: { findingId, event: input.event },
  });
  return read(floor, actor, (tx) => viewFinding(tx, actor, scope, findingId));
}

async function requireVisible(tx: Reading, scope: Scope, id: string): Promise<void> {
  const [row] = await store.listFindings(tx, scope, { id });
  if (!row) throw problem("record.missing", { noun: "发现" });
}
