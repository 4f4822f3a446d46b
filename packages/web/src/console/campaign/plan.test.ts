import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SaveCampaign, type PlanDraft } from "@lingzhu/domain/campaign";
import { findSpan, piecesOf } from "./plan-text.ts";
import { campaignToSave, gapsIn, valuesOfDraft } from "./plan-values.ts";

const draft: PlanDraft = {
  title: "春季铲毒工作实施方案",
  year: 2026,
  street: { name: "西关街道", code: "341302007" },
  period: { start: "2026-03-01", end: null },
  phases: [{ name: "部署发动", start: "2026-03-01", end: "2026-03-31", source: { start: 4, end: 9 } }],
  goals: ["零产量"],
  group: { name: "领导小组", members: [{ role: "组长", name: null, post: "主任" }] },
  office: { at: "综治中心", head: null },
  communities: [{ name: "振兴社区", code: "341302007001" }],
  duties: [{ kind: "patrol", text: "开展踏查。" }],
  notUnderstood: [],
};

describe("plan values", () => {
  it("count what the text left open", () => {
    const values = valuesOfDraft(draft);
    expect(gapsIn(values)).toBe(2);
    values.end = "2026-06-30";
    values.group[0]!.name = "赵一禾";
    expect(gapsIn(values)).toBe(0);
  });
  it("become a campaign that the domain accepts, without the places they were read at", () => {
    const values = valuesOfDraft(draft);
    values.end = "2026-06-30";
    values.group[0]!.name = "赵一禾";
    const saved = SaveCampaign.parse(campaignToSave(values, "全文"));
    expect(saved.office).toEqual({ at: "综治中心", head: null });
    expect(saved.phases).toEqual([{ name: "部署发动", start: "2026-03-01", end: "2026-03-31" }]);
  });
});

describe("text of a plan", () => {
  it("finds words again across spaces and line breaks", () => {
    expect(findSpan("副组长：赵　 禾", "赵禾")).toEqual({ start: 4, end: 8 });
    expect(findSpan("开展\n踏查", "踏查工作")).toBeNull();
    expect(findSpan("正文", " ")).toBeNull();
  });
  it("cuts into pieces that are the text again, each wholly inside or outside every span", () => {
    const span = fc.tuple(fc.integer({ min: -3, max: 40 }), fc.integer({ min: -3, max: 40 }));
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(span, { maxLength: 5 }), (text, spans) => {
        const marked = spans.map(([start, end]) => ({ span: { start, end }, mark: "read" as const }));
        const pieces = piecesOf(text, marked);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        for (const { start, text: part, marks } of pieces)
          for (let i = start; i < start + part.length; i++)
            expect(marks.has("read")).toBe(spans.some(([from, to]) => from <= i && i < to));
      }),
    );
  });
});
