import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance } from "../kernel/index.ts";
import {
  carriedStanding,
  clientWords,
  deviceMachine,
  deviceStates,
  formatProof,
  isProofTimely,
  parseProof,
  phoneModel,
  pinWait,
  PROOF_WINDOW_MS,
  proofMessage,
  weakPin,
  type DeviceState,
} from "./index.ts";

describe("registration of a phone", () => {
  const table: Record<
    DeviceState,
    Partial<Record<"revoke" | "allow_late" | "readmit" | "replace", DeviceState>>
  > = {
    active: { revoke: "revoked", replace: "replaced" },
    revoked: { allow_late: "late", readmit: "readmitted" },
    late: { revoke: "revoked", allow_late: "late", readmit: "readmitted" },
    readmitted: { revoke: "revoked" },
    replaced: { revoke: "revoked" },
  };
  for (const state of deviceStates)
    for (const type of ["revoke", "allow_late", "readmit", "replace"] as const)
      it(`${state} × ${type} → ${table[state][type] ?? "refused"}`, () => {
        const step = () => advance(deviceMachine, state, { type }, null);
        const to = table[state][type];
        if (to) expect(step()).toBe(to);
        else expect(step).toThrow(/手机登记/);
      });
  it("never comes back to life", () => {
    const events = fc.array(fc.constantFrom("revoke", "allow_late", "readmit", "replace" as const));
    fc.assert(
      fc.property(events, (types) => {
        let state: DeviceState = "active";
        let left = false;
        for (const type of types) {
          try {
            state = advance(deviceMachine, state, { type } as never, null);
          } catch {
            continue;
          }
          left ||= state !== "active";
          expect(left && state === "active").toBe(false);
        }
      }),
    );
  });
});

describe("records that somebody else brings", () => {
  const revoked = { state: "revoked" as DeviceState, revokedAt: 1_000, lateUntil: null };
  it("come in from a phone in use, and from one that was registered anew", () => {
    for (const state of ["active", "replaced"] as const)
      expect(carriedStanding({ state, revokedAt: null, lateUntil: null }, 5, 9)).toBe("yes");
  });
  it("of a revoked phone come in only when the office allows, in time, and from before", () => {
    expect(carriedStanding(revoked, 999, 1_100)).toBe("revoked");
    const late = { ...revoked, state: "late" as const, lateUntil: 2_000 };
    expect(carriedStanding(late, 999, 2_000)).toBe("yes");
    expect(carriedStanding(late, 1_000, 2_000)).toBe("after");
    expect(carriedStanding(late, 999, 2_001)).toBe("revoked");
    expect(carriedStanding({ ...revoked, state: "readmitted" }, 999, 9_999)).toBe("yes");
    expect(carriedStanding({ ...revoked, state: "readmitted" }, 1_000, 9_999)).toBe("after");
  });
});

describe("proof", () => {
  const proof = {
    deviceId: "0195a000-0000-7000-8000-00000000d001",
    time: 1_772_326_800_000,
    bodyDigest: "b".repeat(43),
    signature: "s".repeat(86),
  };
  it("reads back what was written", () => {
    expect(parseProof(formatProof(proof))).toEqual(proof);
    expect(parseProof(formatProof({ ...proof, bodyDigest: null }))).toEqual({ ...proof, bodyDigest: null });
  });
  it("is nothing when anything is missing, added or of another version", () => {
    const text = formatProof(proof);
    for (const bad of [
      "",
      text.slice(1),
      text.slice(0, -1),
      `${text}x`,
      `2${text.slice(1)}`,
      ` ${text}`,
      text.replace(" ", "\n"),
    ])
      expect(parseProof(bad)).toBeNull();
  });
  it("signs every part, and no two requests alike", () => {
    const request = { time: 1, method: "POST", target: "/api/sync", bodyDigest: null };
    const all = [
      proofMessage("d", request),
      proofMessage("e", request),
      proofMessage("d", { ...request, time: 2 }),
      proofMessage("d", { ...request, method: "PUT" }),
      proofMessage("d", { ...request, target: "/api/sync/carried" }),
      proofMessage("d", { ...request, bodyDigest: "x" }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
  it("is good for a short while on both sides", () => {
    expect([-1, 1].map((side) => isProofTimely(1e12 + side * PROOF_WINDOW_MS, 1e12))).toEqual([true, true]);
    expect([-1, 1].map((side) => isProofTimely(1e12 + side * (PROOF_WINDOW_MS + 1), 1e12))).toEqual([
      false,
      false,
    ]);
  });
});

describe("PIN", () => {
  it("refuses the weak ones with a reason", () => {
    for (const weak of [
      "123456",
      "654321",
      "000000",
      "111111",
      "890123",
      "121212",
      "123123",
      "112211",
      "900514",
      "199005",
      "060101",
      "12345",
      "12345a",
      "",
    ])
      expect([weak, weakPin(weak)]).toEqual([weak, expect.any(String)]);
  });
  it("takes what nobody would try first", () => {
    for (const good of ["482917", "739206", "305948", "914075"])
      expect([good, weakPin(good)]).toEqual([good, null]);
  });
  it("leaves most of a million possibilities", () => {
    let good = 0;
    for (let n = 0; n < 1_000_000; n += 7) if (weakPin(String(n).padStart(6, "0")) === null) good++;
    expect(good / (1_000_000 / 7)).toBeGreaterThan(0.95);
  });
  it("waits longer after each wrong try, an hour at most", () => {
    expect([0, 1, 2, 3, 4, 5].map(pinWait)).toEqual([0, 0, 0, 30_000, 60_000, 120_000]);
    expect(pinWait(40)).toBe(3_600_000);
  });
});

describe("words for a browser", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0",
      "Windows 上的 Edge",
      null,
    ],
    [
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36",
      "安卓 上的 Chrome",
      null,
    ],
    [
      "Mozilla/5.0 (Linux; Android 11; M2007J22C Build/RP1A.200720.011) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/100.0 Mobile Safari/537.36",
      "安卓 上的 Chrome",
      "M2007J22C",
    ],
    [
      "Mozilla/5.0 (Linux; U; Android 9; zh-cn; MI 6 Build/PKQ1) AppleWebKit/537.36 Chrome/71.0 MiuiBrowser/11",
      "安卓 上的 小米浏览器",
      "MI 6",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile Safari/604.1",
      "苹果手机 上的 Safari",
      null,
    ],
    ["", "浏览器", null],
  ])("%s", (userAgent, words, model) => {
    expect(clientWords(userAgent)).toBe(words);
    expect(phoneModel(userAgent)).toBe(model);
  });
});
