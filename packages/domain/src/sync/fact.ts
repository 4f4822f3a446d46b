/**
 * The fact envelope: what every record made in the field carries. A fact is appended once and never edited;
 * a correction is a new fact whose `corrects` names the old one.
 */
import { z } from "zod";
import { FindingEventBody, SightingBody } from "../finding/schema.ts";
import { MarkerBody } from "../marker/schema.ts";
import { CommitmentBody, NoticeBody, PublicityBody } from "../outreach/schema.ts";
import { TrackBody, VisitBody } from "../patrol/schema.ts";
import { TrackGapBody } from "../patrol/track-gap.ts";
import { PlaceAdditionBody, PlaceDecisionBody } from "../place/addition.ts";
import { PresenceApprovalBody } from "../presence/approval.ts";
import { SeedHandoverBody } from "../seed/schema.ts";
import { RetractionBody } from "./retraction.ts";

/** 照片 as a fact: the bytes travel apart and are known by their SHA-256. */
export const PhotographBody = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive().max(20_000_000),
  mime: z.enum(["image/jpeg", "image/png", "image/webp"]),
  /** Fact (visit, sighting, finding event, commitment, publicity …) that the photograph belongs to. */
  ofFactId: z.uuid(),
  view: z
    .enum([
      "whole",
      "leaf",
      "capsule",
      "flower",
      "before",
      "after",
      "door",
      "signature",
      "document",
      "scene",
      "seed",
      "other",
    ])
    .default("other"),
  /** When the camera handed the picture over (ms by the device's clock); `recordedAt` is when it was recorded. */
  capturedAt: z.number().int().positive().optional(),
  /** The words burned into the picture, line by line. */
  watermark: z.string().max(500).optional(),
});
export type PhotographBody = z.infer<typeof PhotographBody>;

export const factBodies = {
  visit: VisitBody,
  sighting: SightingBody,
  "finding-event": FindingEventBody,
  photograph: PhotographBody,
  track: TrackBody,
  marker: MarkerBody,
  notice: NoticeBody,
  commitment: CommitmentBody,
  publicity: PublicityBody,
  "seed-handover": SeedHandoverBody,
  "place-addition": PlaceAdditionBody,
  "place-decision": PlaceDecisionBody,
  retraction: RetractionBody,
  "track-gap": TrackGapBody,
  "presence-approval": PresenceApprovalBody,
} as const;
export type FactKind = keyof typeof factBodies;
export const factKindWords: Record<FactKind, string> = {
  visit: "踏查记录",
  sighting: "发现",
  "finding-event": "发现办理",
  photograph: "照片",
  track: "轨迹",
  marker: "盲测标牌",
  notice: "告知书",
  commitment: "承诺书",
  publicity: "宣传活动",
  "seed-handover": "种子收缴",
  "place-addition": "补登地点",
  "place-decision": "补登审核",
  retraction: "撤回",
  "track-gap": "轨迹中断说明",
  "presence-approval": "到户认定",
};

const envelope = {
  /** UUIDv7 made on the device. */
  id: z.uuid(),
  deviceId: z.uuid(),
  /** Milliseconds by the device's clock when it happened. */
  recordedAt: z.number().int().positive(),
  placeId: z.uuid().nullable().default(null),
  roundId: z.uuid().nullable().default(null),
  position: z
    .object({
      lon: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      /** Radius in metres that the device claims. */
      accuracy: z.number().nonnegative().max(100_000),
      /** Milliseconds when the position was fixed; it may be older than the record. */
      at: z.number().int().positive().max(8_640_000_000_000_000).optional(),
      /** Metres above the ellipsoid. */
      altitude: z.number().min(-1000).max(20_000).optional(),
      /** Degrees from north, clockwise. */
      heading: z.number().min(0).max(360).optional(),
      /** Metres per second. */
      speed: z.number().min(0).max(500).optional(),
    })
    .nullable()
    .default(null),
  corrects: z.uuid().nullable().default(null),
};

export const Fact = z.discriminatedUnion("kind", [
  z.object({ ...envelope, kind: z.literal("visit"), body: VisitBody }),
  z.object({ ...envelope, kind: z.literal("sighting"), body: SightingBody }),
  z.object({ ...envelope, kind: z.literal("finding-event"), body: FindingEventBody }),
  z.object({ ...envelope, kind: z.literal("photograph"), body: PhotographBody }),
  z.object({ ...envelope, kind: z.literal("track"), body: TrackBody }),
  z.object({ ...envelope, kind: z.literal("marker"), body: MarkerBody }),
  z.object({ ...envelope, kind: z.literal("notice"), body: NoticeBody }),
  z.object({ ...envelope, kind: z.literal("commitment"), body: CommitmentBody }),
  z.object({ ...envelope, kind: z.literal("publicity"), body: PublicityBody }),
  z.object({ ...envelope, kind: z.literal("seed-handover"), body: SeedHandoverBody }),
  z.object({ ...envelope, kind: z.literal("place-addition"), body: PlaceAdditionBody }),
  z.object({ ...envelope, kind: z.literal("place-decision"), body: PlaceDecisionBody }),
  z.object({ ...envelope, kind: z.literal("retraction"), body: RetractionBody }),
  z.object({ ...envelope, kind: z.literal("track-gap"), body: TrackGapBody }),
  z.object({ ...envelope, kind: z.literal("presence-approval"), body: PresenceApprovalBody }),
]);
export type Fact = z.infer<typeof Fact>;
export type FactInput = z.input<typeof Fact>;
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;
