/** 补登地点: a household or plot that the register lacked, added by whoever stood before it, settled by the office. */
import { z } from "zod";
import { advance, type Machine } from "../kernel/index.ts";
import { additionStateNames, additionStates, type AdditionState } from "./addition-state.ts";
import { plotKindNames } from "./schema.ts";

/** The body of a `place-addition` fact. The new place's id is the fact's id; its position is in the envelope. */
export const PlaceAdditionBody = z
  .object({
    kind: z.enum(["household", "plot"]),
    parentId: z.uuid(),
    /** Door number or name of the plot. */
    name: z.string().trim().min(1, "请填写门牌号或地块名称").max(60),
    floor: z.number().int().min(-3).max(99).optional(),
    plotKind: z.enum(plotKindNames).optional(),
    note: z.string().trim().max(500).optional(),
  })
  .refine((body) => body.kind === "household" || body.plotKind !== undefined, {
    message: "请选择地块类型",
    path: ["plotKind"],
  });
export type PlaceAdditionBody = z.infer<typeof PlaceAdditionBody>;

const Reason = z.string().trim().min(2, "请写明理由").max(200);

/** What the office decides, as the fact records it. */
export const PlaceDecision = z.discriminatedUnion("type", [
  z.object({ type: z.literal("confirm") }),
  /** What was recorded here belongs to another place of the register, now and later. */
  z.object({ type: z.literal("merge"), intoPlaceId: z.uuid(), reason: Reason }),
  z.object({ type: z.literal("reject"), reason: Reason }),
  /** Takes a merge or a rejection back. */
  z.object({ type: z.literal("reopen"), reason: Reason }),
]);
export type PlaceDecision = z.infer<typeof PlaceDecision>;

/** The body of a `place-decision` fact; the addition is in the envelope's place. */
export const PlaceDecisionBody = z.object({ decision: PlaceDecision });
export type PlaceDecisionBody = z.infer<typeof PlaceDecisionBody>;

type AdditionEvent = PlaceDecision | { type: "withdraw" };

export const additionMachine: Machine<AdditionState, AdditionEvent, null> = {
  noun: "补登地点",
  initial: "awaiting",
  stateWords: additionStates,
  eventWords: {
    confirm: "确认登记",
    merge: "并入已有地点",
    reject: "不予登记",
    reopen: "重新审核",
    withdraw: "撤回",
  },
  transitions: {
    awaiting: {
      confirm: { to: "confirmed" },
      merge: { to: "merged" },
      reject: { to: "rejected" },
      withdraw: { to: "withdrawn" },
    },
    // A duplicate may come to light only after it was confirmed.
    confirmed: { merge: { to: "merged" } },
    merged: { reopen: { to: "awaiting" } },
    rejected: { reopen: { to: "awaiting" } },
  },
};

export interface AdditionStatus {
  state: AdditionState;
  /** Place that stands for this one; only while merged. */
  mergedInto: string | null;
}

/** The status after one event, or a `machine.refused` problem. */
export function settleAddition(status: AdditionStatus, event: AdditionEvent): AdditionStatus {
  return {
    state: advance(additionMachine, status.state, event, null),
    mergedInto: event.type === "merge" ? event.intoPlaceId : null,
  };
}

/** The place that stands for `id` at the end of a chain of merges. `mergedInto`: place → place it was merged into. */
export function standsFor(id: string, mergedInto: ReadonlyMap<string, string>): string {
  const passed = new Set([id]);
  let at = id;
  for (let next = mergedInto.get(at); next !== undefined && !passed.has(next); next = mergedInto.get(at)) {
    passed.add(next);
    at = next;
  }
  return at;
}

/** 待确认地点: an addition as the office's list shows it. */
export const AdditionRow = z.object({
  placeId: z.uuid(),
  kind: z.enum(["household", "plot"]),
  path: z.string(),
  communityId: z.uuid().nullable(),
  community: z.string(),
  state: z.enum(additionStateNames),
  addedBy: z.string(),
  addedAt: z.number(),
  note: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** What was recorded there: visits, notices, commitments, findings. */
  records: z.number(),
  photographIds: z.array(z.uuid()),
  /** Places that it may be a second entry of: same name under the same parent, or within 15 m. */
  similar: z.array(
    z.object({
      id: z.uuid(),
      path: z.string(),
      sameName: z.boolean(),
      metres: z.number().nullable(),
      awaiting: z.boolean(),
    }),
  ),
  /** Place that it was merged into. */
  mergedInto: z.object({ id: z.uuid(), path: z.string() }).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.number().nullable(),
  reason: z.string().nullable(),
});
export type AdditionRow = z.infer<typeof AdditionRow>;

export const AdditionQuery = z.object({
  state: z.enum(additionStateNames).default("awaiting"),
  communityId: z.uuid().optional(),
});
export type AdditionQuery = z.infer<typeof AdditionQuery>;

export const AdditionList = z.object({
  items: z.array(AdditionRow),
  counts: z.record(z.enum(additionStateNames), z.number()),
});
export type AdditionList = z.infer<typeof AdditionList>;
