/** 人工认定: a named person stands for a visit whose grade is in doubt. The grade stays as computed. */
import { z } from "zod";

/** The body of a `presence-approval` fact; its author is the approver, by name. */
export const PresenceApprovalBody = z.object({
  visitId: z.uuid(),
  /** `withdraw` takes an earlier approval back. */
  type: z.enum(["approve", "withdraw"]),
  reason: z.string().trim().min(4, "请写明认定依据，至少 4 个字").max(200),
});
export type PresenceApprovalBody = z.infer<typeof PresenceApprovalBody>;

/** 认定 from the office's page. */
export const ApproveVisit = PresenceApprovalBody.omit({ visitId: true });
