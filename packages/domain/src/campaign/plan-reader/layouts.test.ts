import { describe, expect, it } from "vitest";
import { emptyDivisions, type Division, type DivisionIndex } from "../../place/division.ts";
import { readPlan } from "../index.ts";

const read = (...lines: string[]) => readPlan(lines.join("\n"), emptyDivisions);
const members = (...lines: string[]) =>
  read("一、成立领导小组", ...lines).group!.members.map(({ role, name, post }) => `${role}|${name}|${post}`);

describe("members in the layouts of different offices", () => {
  it.each([
    [
      "one post in a bracket for several names",
      ["组长：赵一禾（镇长）", "成员：钱  二  孙三水  李四山（综治办工作人员）"],
      [
        "组长|赵一禾|镇长",
        "成员|钱二|综治办工作人员",
        "成员|孙三水|综治办工作人员",
        "成员|李四山|综治办工作人员",
      ],
    ],
    [
      "、 parts posts and the comma people",
      ["组长：赵一禾", "副组长：党委委员、政法委员钱二木，副镇长、派出所所长孙三水"],
      ["组长|赵一禾|null", "副组长|钱二木|党委委员、政法委员", "副组长|孙三水|副镇长、派出所所长"],
    ],
    [
      "name, comma, posts; a semicolon parts people",
      ["组长：赵一禾，党委副书记、乡长", "成员：钱二木，平安办主任；孙三水，司法所所长"],
      ["组长|赵一禾|党委副书记、乡长", "成员|钱二木|平安办主任", "成员|孙三水|司法所所长"],
    ],
    [
      "a word that is no name unless padded like one",
      ["组长：赵一禾  镇长", "成员：计  划  城东村党总支书记"],
      ["组长|赵一禾|镇长", "成员|计划|城东村党总支书记"],
    ],
    [
      "rare surnames in cells of their own",
      ["组长\t流水\t镇长", "成员\t春来\t派出所所长"],
      ["组长|流水|镇长", "成员|春来|派出所所长"],
    ],
    [
      "a name cell padded unevenly",
      ["组长\t赵一禾\t镇长", "成员\t于  谦和\t城东社区书记"],
      ["组长|赵一禾|镇长", "成员|于谦和|城东社区书记"],
    ],
    [
      "the whole list within one paragraph",
      ["镇成立领导小组，组长：赵一禾（镇长），副组长：钱二木（副镇长），成员：各村书记。办公室设在综治办。"],
      ["组长|赵一禾|镇长", "副组长|钱二木|副镇长", "成员|null|各村书记"],
    ],
    [
      "villages that share the post of their heads",
      ["组长：赵一禾  镇长", "成员：派出所、城东村、城西村党总支书记"],
      ["组长|赵一禾|镇长", "成员|null|派出所", "成员|null|城东村党总支书记", "成员|null|城西村党总支书记"],
    ],
    [
      "offices where posts are expected, and a padded compound surname",
      ["组长：欧阳  禾（镇长）", "成员：综治办赵六  司法所钱七  社会事务办孙八"],
      ["组长|欧阳禾|镇长", "成员|赵六|综治办", "成员|钱七|司法所", "成员|孙八|社会事务办"],
    ],
    [
      "leaders called otherwise",
      ["成立“春雷”行动专班：", "班  长：赵一禾  镇长", "副班长：钱二木  副镇长"],
      ["组长|赵一禾|镇长", "副组长|钱二木|副镇长"],
    ],
  ])("%s", (_name, lines, expected) => {
    expect(members(...lines)).toEqual(expected);
  });

  it.each([
    [
      "three posts before the name",
      "成立领导小组，市局党委委员、副局长、禁毒办主任赵一禾任组长，各县、区禁毒办主任为成员。",
      ["组长|赵一禾|市局党委委员、副局长、禁毒办主任", "成员|null|各县、区禁毒办主任"],
    ],
    [
      "masked names and 任领导小组组长",
      "成立领导小组，由镇党委副书记、镇长*任领导小组组长，副书记、政法委员XX任副组长。",
      ["组长|null|镇党委副书记、镇长", "副组长|null|副书记、政法委员"],
    ],
    [
      "a surname out of use after a title",
      "成立领导小组，组长由镇长赵一禾担任，副组长由副镇长钱二木、派出所所长角徵担任，成员由司法所、民政办等单位负责人组成。",
      [
        "组长|赵一禾|镇长",
        "副组长|钱二木|副镇长",
        "副组长|角徵|派出所所长",
        "成员|null|司法所负责人",
        "成员|null|民政办负责人",
      ],
    ],
    [
      "departments named short",
      "成立工作专班，由副县长任总召集人，公安、农业农村、财政等部门分管负责人为成员。",
      ["组长|null|副县长", "成员|null|公安、农业农村、财政等部门分管负责人"],
    ],
  ])("told in sentences: %s", (_name, sentence, expected) => {
    expect(members(sentence)).toEqual(expected);
  });

  it("reads what it can of a list and shows the line", () => {
    const draft = read(
      "一、成立领导小组",
      "组长：赵一禾（镇长）",
      "成员：钱二木（平安办）、孙三水（司法所）、秋湖、州山各村主要负责人",
    );
    expect(draft.group!.members.map(({ name }) => name)).toEqual(["赵一禾", "钱二木", "孙三水"]);
    expect(draft.notUnderstood).toEqual([
      "成员：钱二木（平安办）、孙三水（司法所）、秋湖、州山各村主要负责人",
    ]);
  });

  it("does not make leaders of the people in a table below the leader", () => {
    const draft = read(
      "一、成立领导小组",
      "组长：赵一禾  镇长",
      "姓名\t职务",
      "钱二木\t综治办主任",
      "孙三水\t司法所所长",
    );
    expect(draft.group!.members.map(({ role }) => role)).toEqual(["组长", "成员", "成员"]);
    expect(draft.notUnderstood).toEqual(["姓名职务"]);
  });
});

describe("phases and periods", () => {
  const dates = (...lines: string[]) => {
    const { period, phases } = read("大洋镇2025年春季禁种铲毒方案", ...lines);
    return [period, ...phases].map((days) => (days ? `${days.start}~${days.end}` : null));
  };
  it.each([
    [
      ["一、工作安排", "1.3月1日-3月15日，入户宣传；", "2.3月16日-5月31日，分片踏查。"],
      ["2025-03-01~2025-05-31", "2025-03-01~2025-03-15", "2025-03-16~2025-05-31"],
    ],
    [["一、时间安排", "2025年3月15日一2025年5月31日。"], ["2025-03-15~2025-05-31"]],
    [["一、时间安排", "2025年3月5日至2025年6月20"], ["2025-03-05~2025-06-20"]],
    [["一、时间安排", "2025年3月1日起，6月30日止"], ["2025-03-01~2025-06-30"]],
    [["一、时间安排", "3月1日（星期六）至5月31日（星期六）"], ["2025-03-01~2025-05-31"]],
    [
      ["一、时间安排", "1.宣传发动（3月1日至10日）。2.踏查铲除（3月11日至5月31日）。"],
      ["2025-03-01~2025-05-31", "2025-03-01~2025-03-10", "2025-03-11~2025-05-31"],
    ],
    [["一、时间安排", "2025.3.1—5.31"], ["2025-03-01~2025-05-31"]],
    [["第三条 工作时限：本方案自3月3日起实施，至6月15日结束。"], ["2025-03-03~2025-06-15"]],
    [["【工作时间】2025年3月10日～5月20日"], ["2025-03-10~2025-05-20"]],
    [
      [
        "3 工作周期",
        "3.1 本年度工作周期为2025年3月1日至6月30日。",
        "3.2 3月为宣传期，4月、5月为踏查期，6月为复核期。",
      ],
      ["2025-03-01~2025-06-30", "2025-03-01~2025-03-31", "2025-04-01~2025-05-31", "2025-06-01~2025-06-30"],
    ],
    [
      ["一、时间安排", "2025年3月－5月（宣传发动：3月上旬；全面踏查：3月中旬－5月上旬；验收：5月中下旬）"],
      ["2025-03-01~2025-05-31", "2025-03-01~2025-03-10", "2025-03-11~2025-05-10", "2025-05-11~2025-05-31"],
    ],
    [
      ["一、时间安排", "2月20日—3月5日，动员部署；3月6日—5月31日，集中踏查。"],
      ["2025-02-20~2025-05-31", "2025-02-20~2025-03-05", "2025-03-06~2025-05-31"],
    ],
  ])("%j", (lines, expected) => {
    expect(dates(...lines)).toEqual(expected);
  });
});

describe("texts that lost their form", () => {
  it("finds the heads in a text without line ends", () => {
    const body = "严格落实工作责任，广泛发动群众，".repeat(8);
    const draft = read(
      `大洋镇2025年春季禁种铲毒工作方案为巩固成果，制定本方案。一、时间安排2025年3月13日至5月31日。二、目标任务${body}实现“零种植”。三、组织领导成立领导小组，由镇长赵一禾任组长。`,
    );
    expect(draft).toMatchObject({
      title: "大洋镇2025年春季禁种铲毒工作方案",
      period: { start: "2025-03-13", end: "2025-05-31" },
      goals: ["零种植"],
      group: { members: [{ role: "组长", name: "赵一禾", post: "镇长" }] },
    });
  });
  it("reads radicals that copying from a PDF leaves behind", () => {
    const draft = read("⼤洋镇2025年⾏动⽅案", "成⽴领导⼩组：", "组  ⻓：聂⻛华  镇⻓");
    expect(draft.title).toBe("大洋镇2025年行动方案");
    expect(draft.group!.members[0]).toMatchObject({ name: "聂风华", post: "镇长" });
  });
  it("keeps the dashes and quotation marks of the plan", () => {
    const draft = read("大洋镇“天目-25”禁种铲毒行动方案", "成立“天目—25”行动领导小组，由镇长赵一禾任组长。");
    expect(draft.title).toBe("大洋镇“天目-25”禁种铲毒行动方案");
    expect(draft.group!.name).toBe("“天目—25”行动领导小组");
  });
});

describe("office", () => {
  it.each([
    ["领导小组办公室设镇综治办，赵一禾兼任办公室主任。", "镇综治办", "赵一禾"],
    ["指挥部下设办公室，办公地点在乡派出所，所长赵一禾任办公室主任。", "乡派出所", "赵一禾"],
    ["下设办公室，赵一禾任主任，地点设在综治办。", "综治办", "赵一禾"],
    ["办公室：镇综治办（主任：赵一禾）", "镇综治办", "赵一禾"],
    ["领导小组办公室设在平安办，主任赵一禾。", "平安办", "赵一禾"],
  ])("%s", (sentence, at, head) => {
    const { office } = read("一、成立领导小组", "组长：钱二木（镇长）", sentence);
    expect({ at: office?.at, head: office?.head }).toEqual({ at, head });
  });
  it("does not swallow what stands between its two mentions", () => {
    const draft = read(
      "一、加强领导。成立领导小组，下设办公室，由综治办主任兼任办公室主任。",
      "二、强化考核。对工作落后的村在全镇通报。",
      "附件1",
      "组长：钱二木（镇长）",
      "办公室设在镇综治办，赵一禾同志兼任办公室主任。",
    );
    expect(draft.office).toMatchObject({ at: "镇综治办", head: "赵一禾" });
    expect(draft.duties).toContainEqual(
      expect.objectContaining({ kind: "accountability", text: "对工作落后的村在全镇通报。" }),
    );
  });
});

describe("communities named without 村", () => {
  const town: Division = { code: "999999100", name: "大洋镇" };
  const villages = ["姜庄", "滑固", "牛庄", "小营"].map((name, i) => ({
    code: `99999910020${i}`,
    name: `${name}村委会`,
  }));
  const divisions: DivisionIndex = {
    ...emptyDivisions,
    streetsNamed: (name) => (name === town.name ? [town] : []),
    street: () => town,
    communitiesOf: () => villages,
  };
  const found = (text: string) =>
    readPlan(`大洋镇2025年禁种铲毒方案\n${text}`, divisions).communities.map(({ code }) => code);
  it("takes a list of names that the national codes know", () => {
    expect(found("姜庄、滑固、牛庄由赵一禾包片。")).toEqual(["999999100200", "999999100201", "999999100202"]);
  });
  it("takes no single word for a village", () => {
    expect(found("要做到平安、小营、和谐。")).toEqual([]);
  });
});
