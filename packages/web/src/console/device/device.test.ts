import { expect, it } from "vitest";
import { advance } from "@lingzhu/domain/kernel";
import { deviceMachine, deviceStates } from "@lingzhu/domain/device";
import { decisionsFor } from "./decisions.ts";

const events = { revoke: "revoke", late: "allow_late", readmit: "readmit" } as const;

it("offers exactly what the machine allows", () => {
  for (const state of deviceStates)
    for (const decision of ["revoke", "late", "readmit"] as const) {
      const step = () => advance(deviceMachine, state, { type: events[decision] }, null);
      if (decisionsFor(state, true).includes(decision)) expect(step).not.toThrow();
      else expect(step).toThrow();
    }
});
it("offers only shutting out to who may not let in again", () => {
  for (const state of deviceStates) expect(["revoke", undefined]).toContain(decisionsFor(state, false)[0]);
});
