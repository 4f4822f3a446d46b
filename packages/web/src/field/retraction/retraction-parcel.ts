import type { Fact } from "@lingzhu/domain/sync";
import type { FactMaker } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";

/** Why records are taken back; whatever else it was is written in words. */
export const retractionReasons = {
  wrong_place: "登错了地点",
  wrong_result: "点错了结果",
  twice: "重复登记",
  not_there: "没有到现场",
} as const;

/** 撤回 of one's own record: both stay, and the record no longer counts. */
export const retractionParcel = (
  make: FactMaker,
  { id, placeId, roundId }: Pick<Fact, "id" | "placeId" | "roundId">,
  label: string,
  reason: string,
): Parcel => ({
  fact: make("retraction", { reason }, { placeId, roundId, corrects: id }),
  label: `撤回 ${label}`,
});
