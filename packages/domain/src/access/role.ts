/** Roles a person may be granted, each on the whole street or on one community, with dates. */
export const roles = {
  administrator: "系统管理员",
  office: "街道禁毒办",
  leader: "领导小组",
  secretary: "社区书记",
  worker: "踏查人员",
  police: "派出所",
  superior: "上级禁毒办",
  auditor: "审计员",
} as const;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as [Role, ...Role[]];

/** The one role whose grant is limited to a community; every other grant speaks for the street. */
export const communityRoles: readonly Role[] = ["secretary"];

/** A role held by an account. `communityId` null means the whole street. */
export interface Grant {
  role: Role;
  communityId: string | null;
}

/** Whoever acts in a request: one account of one street, with what it holds today. */
export interface Actor {
  streetId: number;
  accountId: string;
  personId: string;
  grants: readonly Grant[];
  /** Zones that today's assignments give to the actor's teams. */
  zoneIds: readonly string[];
  /** Session the request came with; null for the command line and for jobs. */
  sessionId: string | null;
  /** Registration of the phone that the session is bound to; absent at a desk. */
  deviceId?: string;
}
