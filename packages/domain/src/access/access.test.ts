import { describe, expect, it } from "vitest";
import {
  abilitiesOf,
  actions,
  covers,
  maskName,
  maskPhone,
  policy,
  requireAction,
  roleNames,
  scopeOf,
  type Actor,
  type Grant,
} from "./index.ts";

const actor = (grants: Grant[], zoneIds: string[] = []): Actor => ({
  streetId: 1,
  accountId: "a",
  personId: "me",
  grants,
  zoneIds,
  sessionId: null,
});
const secretary = actor([{ role: "secretary", communityId: "north" }]);
const worker = actor([{ role: "worker", communityId: null }], ["zone-1"]);

describe("policy", () => {
  it("denies an account without grants everything", () => {
    expect(abilitiesOf(actor([]))).toEqual([]);
    for (const action of actions)
      expect(() => requireAction(actor([]), action)).toThrow("没有任何内容被改动");
  });
  it("keeps a secretary to the granted community", () => {
    const scope = scopeOf(secretary, "place.read");
    expect(covers(scope, { communityId: "north" })).toBe(true);
    expect(covers(scope, { communityId: "south" })).toBe(false);
    expect(covers(scope, { communityId: null })).toBe(false);
  });
  it("keeps a worker to the zones of today's assignments and to own records", () => {
    const scope = scopeOf(worker, "place.read");
    expect(covers(scope, { communityId: "north", zoneIds: ["zone-1", "zone-2"] })).toBe(true);
    expect(covers(scope, { communityId: "north", zoneIds: ["zone-2"] })).toBe(false);
    expect(covers(scopeOf(worker, "track.read"), { personId: "me" })).toBe(true);
    expect(covers(scopeOf(worker, "track.read"), { personId: "someone" })).toBe(false);
  });
  it("separates duties: accounts without campaign records, audit without anything to change", () => {
    expect(abilitiesOf(actor([{ role: "administrator", communityId: null }]))).not.toContain("finding.read");
    const auditor = abilitiesOf(actor([{ role: "auditor", communityId: null }]));
    expect(auditor).toEqual(["street.read", "audit.read", "system.read"]);
  });
  it("gives community reach to secretaries only, whose grants carry a community", () => {
    for (const action of actions) {
      const rule = policy[action] as Partial<Record<(typeof roleNames)[number], string>>;
      for (const role of roleNames) if (rule[role] === "community") expect(role).toBe("secretary");
    }
  });
});

it("masks names and phones", () => {
  expect(maskName("王某")).toBe("王＊");
  expect(maskName("赵一禾")).toBe("赵＊＊");
  expect(maskPhone("13812345621")).toBe("138＊＊＊＊5621");
});
