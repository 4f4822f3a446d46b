import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDay } from "../../kernel/index.ts";
import { emptyDivisions, type Division, type DivisionIndex } from "../../place/division.ts";
import { PlanDraft, readPlan } from "../index.ts";

interface KnownStreet extends Division {
  ancestors: Division[];
  communities: Division[];
}
const folder = new URL("fixtures/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), "utf8");
const streets = JSON.parse(read("streets.json")) as KnownStreet[];
const streetOf = (code: string) => streets.find((street) => code.startsWith(street.code));
const divisions: DivisionIndex = {
  streetsNamed: (name) => streets.filter((street) => street.name === name),
  street: (code) => streetOf(code) ?? null,
  communitiesOf: (code) => streetOf(code)?.communities ?? [],
  ancestorsOf: (code) => streetOf(code)?.ancestors ?? [],
};

/** A draft in the short form of the expectation files, which were checked against the texts by hand. */
function short(draft: PlanDraft) {
  return {
    title: draft.title,
    year: draft.year,
    street: draft.street,
    period: draft.period,
    phases: draft.phases.map(({ name, start, end }) => ({ name, start, end })),
    goals: draft.goals,
    group: draft.group && {
      name: draft.group.name,
      members: draft.group.members.map(({ role, name, post }) => [role, name, post]),
    },
    office: draft.office && { at: draft.office.at, head: draft.office.head },
    communities: draft.communities.map(({ name, code }) => [name, code]),
    dutyKinds: [...new Set(draft.duties.map(({ kind }) => kind))].sort(),
    notUnderstood: draft.notUnderstood,
  };
}

describe("plans of different offices", () => {
  const plans = readdirSync(folder).filter((file) => file.endsWith(".txt"));
  it.each(plans)("%s", (file) => {
    expect(short(readPlan(read(file), divisions))).toEqual(JSON.parse(read(file.replace(".txt", ".json"))));
  });
});

it("reads a community whose name begins with 和 as one name, not as two people", () => {
  const text =
    "成立领导小组：\n组  长：赵一禾  街道办事处主任\n成  员：钱二木  综治中心主任\n孙  禾   和畅社区党总支书记\n李  四   和园社区党委书记";
  const members = readPlan(text, emptyDivisions).group!.members.map(({ name, post }) => [name, post]);
  expect(members).toEqual([
    ["赵一禾", "街道办事处主任"],
    ["钱二木", "综治中心主任"],
    ["孙禾", "和畅社区党总支书记"],
    ["李四", "和园社区党委书记"],
  ]);
});

describe("never guesses", () => {
  it("leaves the code open when several streets of a name fit equally", () => {
    const draft = readPlan("双桥街道2025年禁种铲毒实施方案\n双桥街道办事处负责组织。", divisions);
    expect(draft.street).toEqual({ name: "双桥街道", code: null });
  });
  it("takes the street whose communities the plan names", () => {
    const draft = readPlan(
      "双桥街道2025年禁种铲毒实施方案\n成员：赵一禾  泥湾社区书记\n      钱二木  金杨社区书记",
      divisions,
    );
    expect(draft.street?.code).toBe("341802006");
  });
  it("shows dates without any year instead of dating them", () => {
    const draft = readPlan("实施步骤\n（一）宣传发动阶段（3月1日-3月15日）。", emptyDivisions);
    expect(draft.phases).toMatchObject([{ name: "宣传发动阶段", start: null, end: null }]);
    expect(draft.notUnderstood).toEqual(["宣传发动阶段（3月1日-3月15日）。"]);
  });
  it("does not date a day that does not exist", () => {
    const draft = readPlan("一、实施步骤\n（一）踏查阶段（2025年2月1日至2月30日）。", emptyDivisions);
    expect(draft.phases[0]).toMatchObject({ start: "2025-02-01", end: null });
    expect(draft.notUnderstood).toHaveLength(1);
  });
  it("gives no name for masked members", () => {
    const masks = ["*", "XX", "ＸＸ", "×××", "某某", "张某某", "李**", "○○○"];
    const list = masks.map((mask) => `${mask}  司法所所长`).join("\n");
    const members = readPlan(`领导小组\n组长：${list}`, emptyDivisions).group!.members;
    expect(members).toHaveLength(masks.length);
    expect(members.every(({ name, post }) => name === null && post === "司法所所长")).toBe(true);
  });
  it("takes 零星, 零距离 and 零报告 for no goals", () => {
    expect(
      readPlan("工作目标\n杜绝零星种植，实行“零报告”制度，“零距离”服务，实现“零种植”。", emptyDivisions)
        .goals,
    ).toEqual(["零种植"]);
  });
});

it("finds the place in the text that was given where a sentence runs across a page", () => {
  const text =
    "一、工作要求\r\n各社区要登记造册，逐户发放告知\r\n\r\n- 3 -\r\n\r\n书。\r\n| 职务 | 姓名 | 电话 |\r\n| --- | --- | --- |\r\n| 组长 | 赵一禾 | 无 |";
  const { duties, group } = readPlan(text, emptyDivisions);
  const member = group!.members[0]!;
  expect(member).toMatchObject({ role: "组长", name: "赵一禾", post: null });
  expect(text.slice(member.source!.start, member.source!.end)).toMatch(/^组长 \| 赵一禾/);
  expect(duties[0]!.source!.start).toBe(text.indexOf("各社区"));
});

it("takes the words before a police station or a village office for a place and not for a person", () => {
  const text = "领导小组名单\n组长：赵一禾  镇长\n成员：白羊派出所所长、金龙社区书记、马坪村主任";
  const members = readPlan(text, emptyDivisions).group!.members.map(({ name, post }) => [name, post]);
  expect(members).toEqual([
    ["赵一禾", "镇长"],
    [null, "白羊派出所所长"],
    [null, "金龙社区书记"],
    [null, "马坪村主任"],
  ]);
});

it("gives each duty with its sentence word for word", () => {
  const text =
    "一、工作要求\n（一）压实责任。各村（社区）要与街道签订责任书，逐户发放告知书。发现可疑植株的，立即铲除！";
  const { duties } = readPlan(text, emptyDivisions);
  expect(duties.map(({ kind, text: words }) => [kind, words])).toEqual([
    ["responsibility-letter", "各村（社区）要与街道签订责任书，逐户发放告知书。"],
    ["notice", "各村（社区）要与街道签订责任书，逐户发放告知书。"],
    ["eradication", "发现可疑植株的，立即铲除！"],
  ]);
  for (const { text: words, source } of duties) expect(text.slice(source!.start, source!.end)).toBe(words);
});

describe("on any text", () => {
  const units =
    "一、（一）第一阶段：组长 副组长成员2025年3月1日至—-～4月底旬“零种植”。；，\n\t*XX社区村街道办公室设在主任张三";
  const words = fc.constantFrom(
    ..."动员阶段 领导小组 时间安排 即日起至 责任书 方案\n 西关街道 \r\n".split(" "),
    ...units,
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(words, { maxLength: 120 }).map((parts) => parts.join("")),
  );
  it("gives a draft that keeps its schema, real days and spans inside the text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const draft = PlanDraft.parse(readPlan(text, divisions));
        const days = [draft.period, ...draft.phases].flatMap((item) => [item?.start, item?.end]);
        expect(days.every((day) => day === null || day === undefined || isDay(day))).toBe(true);
        for (const { start, end } of draft.phases) if (start && end) expect(start <= end).toBe(true);
        const spans = [
          ...[...draft.phases, ...draft.communities, ...draft.duties, ...(draft.group?.members ?? [])].map(
            (item) => item.source!,
          ),
          ...draft.sources!.goals,
          ...draft.sources!.notUnderstood,
        ];
        for (const span of spans)
          expect(0 <= span.start && span.start < span.end && span.end <= text.length).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
  it("reads a long text without choking", { timeout: 60_000 }, () => {
    const hostile = [
      "一".repeat(50_000),
      "第一阶段".repeat(12_000),
      "（3月".repeat(16_000),
      "零".repeat(60_000),
      "社区、".repeat(20_000),
    ];
    for (const text of hostile) expect(readPlan(text, divisions).title).toBeNull();
  });
});
