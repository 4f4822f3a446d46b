/** Gaps of a day and what was said of them. Pure. */
import { trackGapReasons, type TrackGapReason } from "@lingzhu/domain/patrol";
import { clockTime } from "../../shared/format/index.ts";
import type { FactMaker } from "../store/fact-maker.ts";
import type { OutboxEntry } from "../store/entry.ts";
import type { Parcel } from "../store/outbox.ts";
import type { TrackGap } from "./chunk.ts";

export interface ToldGap extends TrackGap {
  reason: TrackGapReason | null;
}

/** A reason belongs to a gap when it lies within it or around it; a track that came later may have made a gap smaller. */
export const speaksOf = (told: TrackGap, gap: TrackGap) => told.from < gap.to && told.to > gap.from;

export const withReasons = (
  gaps: readonly TrackGap[],
  told: readonly (TrackGap & { reason: TrackGapReason })[],
): ToldGap[] =>
  gaps.map((gap) => ({ ...gap, reason: told.findLast((one) => speaksOf(one, gap))?.reason ?? null }));

/** Reasons that this person gave on this phone, as far as it remembers. */
export const localReasons = (
  entries: readonly OutboxEntry[],
  personId: string,
): (TrackGap & { reason: TrackGapReason })[] =>
  entries.flatMap(({ personId: by, state, fact }) =>
    by === personId && state !== "refused" && fact.kind === "track-gap" ? [fact.body] : [],
  );

export const gapWords = ({ from, to }: TrackGap): string =>
  `${clockTime(from)}—${clockTime(to)}，${Math.max(1, Math.round((to - from) / 60_000))} 分钟`;

export const gapParcel = (
  make: FactMaker,
  gap: TrackGap,
  reason: TrackGapReason,
  roundId: string | null,
): Parcel => ({
  fact: make("track-gap", { from: Math.round(gap.from), to: Math.round(gap.to), reason }, { roundId }),
  label: `轨迹中断 ${gapWords(gap)} ${trackGapReasons[reason]}`,
});
