import { problem } from "../kernel/problem.ts";
import { actionWords, policy, type Action, type Reach } from "./policy.ts";
import type { Actor } from "./role.ts";

/**
 * The records an actor may touch with one action: the union of what the grants reach.
 * `street` true means all; otherwise the lists say which, and four empty answers mean nothing.
 */
export interface Scope {
  street: boolean;
  communityIds: readonly string[];
  zoneIds: readonly string[];
  /** Person whose own records are within reach, or null. */
  ownPersonId: string | null;
}

/** What a record says about where it belongs, for comparing it with a scope. */
export interface Belonging {
  communityId?: string | null;
  zoneIds?: readonly string[];
  personId?: string | null;
}

/** How far `actor` reaches with `action`. Never throws; nothing granted gives the empty scope. */
export function scopeOf(actor: Actor, action: Action): Scope {
  const rule = policy[action] as Partial<Record<string, Reach>>;
  let street = false;
  let zones = false;
  let own = false;
  const communityIds = new Set<string>();
  for (const grant of actor.grants) {
    const reach = rule[grant.role];
    if (reach === "street") street = true;
    if (reach === "community" && grant.communityId !== null) communityIds.add(grant.communityId);
    if (reach === "zone") zones = true;
    if (reach === "own") own = true;
  }
  return {
    street,
    communityIds: [...communityIds],
    zoneIds: zones ? actor.zoneIds : [],
    ownPersonId: own || zones ? actor.personId : null,
  };
}

/** True when the scope reaches at least something, i.e. the action is not denied outright. */
export function reachesAnything(scope: Scope): boolean {
  return (
    scope.street || scope.communityIds.length > 0 || scope.zoneIds.length > 0 || scope.ownPersonId !== null
  );
}

/** True when a record with this belonging lies inside the scope. */
export function covers(scope: Scope, record: Belonging): boolean {
  if (scope.street) return true;
  if (record.communityId && scope.communityIds.includes(record.communityId)) return true;
  if (record.zoneIds?.some((zone) => scope.zoneIds.includes(zone))) return true;
  return scope.ownPersonId !== null && record.personId === scope.ownPersonId;
}

/** The scope of the action, or the problem `access.denied` when no grant carries it. */
export function requireAction(actor: Actor, action: Action): Scope {
  const scope = scopeOf(actor, action);
  if (!reachesAnything(scope)) throw problem("access.denied", { action: actionWords[action] });
  return scope;
}

/** Actions the actor can use at all; sent with the session so that pages never re-derive rights. */
export function abilitiesOf(actor: Actor): Action[] {
  return (Object.keys(policy) as Action[]).filter((action) => reachesAnything(scopeOf(actor, action)));
}
