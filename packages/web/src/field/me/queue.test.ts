import { describe, expect, it } from "vitest";
import type { MediaParcel, OutboxEntry } from "../store/entry.ts";
import { queueRows, queueWords, sendingWords } from "./queue.ts";

const refusal = { code: "c", title: "没有权限", detail: "不在您的片里。" };
const entry = (id: string, part: Partial<OutboxEntry> = {}) =>
  ({
    id,
    personId: "me",
    label: id,
    state: "waiting",
    refusal: null,
    fact: { recordedAt: 5 },
    ...part,
  }) as OutboxEntry;
const parcel = (factId: string, part: Partial<MediaParcel> = {}) =>
  ({ factId, personId: "me", state: "waiting", refusal: null, ...part }) as MediaParcel;

describe("the queue in words", () => {
  it("says a photograph is waiting although its record was accepted, and why one was not taken", () => {
    const rows = queueRows(
      [
        entry("c", { state: "accepted" }),
        entry("b", { state: "accepted" }),
        entry("a", { state: "accepted" }),
      ],
      [],
      [parcel("b"), parcel("a", { state: "refused", refusal })],
      "me",
    );
    expect(rows.map(({ id, state, words }) => [id, state, words])).toEqual([
      ["c", "accepted", "已送达"],
      ["b", "waiting", "照片待发"],
      ["a", "refused", "照片没有收下"],
    ]);
    expect(rows[2]!.reason).toBe("没有权限：不在您的片里。");
  });
  it("keeps old unsent records in sight, once each, and other people's out of it", () => {
    const old = entry("1", { state: "refused", refusal });
    const rows = queueRows([entry("3"), entry("2", { personId: "other" })], [old, entry("3")], [], "me");
    expect(rows.map(({ id }) => id)).toEqual(["3", "1"]);
    expect(rows[1]!.reason).toContain("没有权限");
  });
  it("never says that all is sent while something was refused", () => {
    const idle = { phase: "idle", clearedAt: 1, nextAt: null, trouble: null, waitingForWifi: 0 } as const;
    const refused = { unsent: 0, refused: 2, ofOthers: 0 };
    expect(queueWords(refused)).toBe("2 条没有收下");
    expect(sendingWords(refused, idle, 2)).not.toContain("都已收下");
    expect(queueWords({ unsent: 0, refused: 0, ofOthers: 4 })).toBe("全部已发完");
  });
});
