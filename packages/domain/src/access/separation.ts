/**
 * Separation of duties (GB/T 22239-2019, 8.1.10: administration, security and audit apart): which roles one account may
 * not hold together.
 */
import { roles, type Role } from "./role.ts";

/** Whoever reads the record of what was done has done nothing in it; whoever gives out accounts reads no case. */
const apart: readonly (readonly [Role, Role])[] = [
  ...(["administrator", "office", "leader", "secretary", "worker", "police", "superior"] as const).map(
    (role) => ["auditor", role] as const,
  ),
  ["administrator", "police"],
];

/** Why these roles may not be held together, in Chinese; null when they may. */
export function conflictOf(held: readonly Role[]): string | null {
  const pair = apart.find(([one, other]) => held.includes(one) && held.includes(other));
  return pair ? `${roles[pair[0]]}和${roles[pair[1]]}不能由同一个账号担任，请分给两个人` : null;
}
