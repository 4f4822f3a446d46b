import type { Machine } from "../kernel/machine.ts";

/** A registration of a phone for one person, from sign-in until it counts no more. */
export const deviceStates = ["active", "revoked", "late", "readmitted", "replaced"] as const;
export type DeviceState = (typeof deviceStates)[number];

export type DeviceEvent =
  | { type: "revoke" }
  | { type: "allow_late" }
  | { type: "readmit" }
  /** The same person registered the same phone anew, with a new key. */
  | { type: "replace" };

/**
 * A revoked registration never works again: a key that may be in foreign hands stays dead. What was recorded before
 * can still come in (`late`), and the person may register the phone anew (`readmit`), but only when the office says
 * so. See docs/decisions on revoked phones.
 */
export const deviceMachine: Machine<DeviceState, DeviceEvent, null> = {
  noun: "手机登记",
  initial: "active",
  stateWords: {
    active: "使用中",
    revoked: "已撤销",
    late: "已撤销，允许补传",
    readmitted: "已撤销，可重新登记",
    replaced: "已被新登记代替",
  },
  eventWords: { revoke: "撤销", allow_late: "允许补传", readmit: "允许重新登记", replace: "重新登记" },
  transitions: {
    active: { revoke: { to: "revoked" }, replace: { to: "replaced" } },
    revoked: { allow_late: { to: "late" }, readmit: { to: "readmitted" } },
    late: { revoke: { to: "revoked" }, allow_late: { to: "late" }, readmit: { to: "readmitted" } },
    readmitted: { revoke: { to: "revoked" } },
    replaced: { revoke: { to: "revoked" } },
  },
};

/** How long the office's permission to bring in late records holds. */
export const LATE_MS = 7 * 86_400_000;

/** A registration as far as it matters for records that somebody else brings. */
export interface Standing {
  state: DeviceState;
  revokedAt: number | null;
  lateUntil: number | null;
}

/**
 * Whether a sealed record of this registration is taken in: "yes", "revoked" (not at all now), or "after" (recorded
 * after the revocation, which is never taken). `recordedAt` is the phone's claim.
 */
export function carriedStanding(
  device: Standing,
  recordedAt: number,
  now: number,
): "yes" | "revoked" | "after" {
  if (device.revokedAt === null) return "yes";
  const isOpen =
    device.state === "readmitted" ||
    (device.state === "late" && device.lateUntil !== null && now <= device.lateUntil);
  if (!isOpen) return "revoked";
  return recordedAt < device.revokedAt ? "yes" : "after";
}
