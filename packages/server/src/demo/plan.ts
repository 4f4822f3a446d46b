/** The implementation plan of the invented season, in the shape that such plans have, read by the plan reader. */
import { readPlan, type SaveCampaign } from "@lingzhu/domain/campaign";
import type { DivisionIndex } from "@lingzhu/domain/place";

/** The people that the plan names. */
export interface PlanPeople {
  director: string;
  deputy: string;
  office: string;
  justice: string;
  police: string;
  market: string;
  welfare: string;
  party: string;
  /** One for each community, in its order. */
  secretaries: string[];
}
/** Posts as the plan writes them; a person is known by name and post. */
export const postsOf = (street: string) => ({
  director: `${street}办事处主任`,
  deputy: `${street}政法委员`,
  office: "综治中心主任",
  justice: "司法所所长",
  police: "派出所所长",
  market: "市场监管所所长",
  welfare: "民政所所长",
  party: "党群服务中心主任",
});
export const secretaryPost = (community: string) => `${community}党总支书记`;

export function planText(
  street: string,
  year: number,
  communities: readonly string[],
  people: PlanPeople,
): string {
  const posts = postsOf(street);
  const members = (["office", "justice", "police", "market", "welfare", "party"] as const)
    .map((key) => `${people[key]}   ${posts[key]}`)
    .concat(communities.map((name, i) => `${people.secretaries[i]}   ${secretaryPost(name)}`));
  return `${street}${year}年春季禁种铲毒工作实施方案

为严厉打击非法种植毒品原植物违法犯罪活动，巩固禁种铲毒成果，结合我街道实际，制定本实施方案。
一、时间安排
${year}年3月1日至${year}年6月30日（部署发动阶段${year}年3月1日至3月11日，踏查铲除阶段${year}年3月12日至6月10日，总结成效阶段${year}年6月11日至6月30日）
二、目标任务
通过开展专项行动，实现辖区内“零种植”“零产量”“零收获”，对非法种植“零容忍”，发现一株，铲除一株。
三、加强领导
成立${street}春季禁种铲毒工作领导小组，名单如下：
组  长：${people.director}   ${posts.director}
副组长：${people.deputy}   ${posts.deputy}
成  员：${members.join("\n        ")}
领导小组下设办公室，办公室设在街道综治中心，${people.office}同志兼任办公室主任。各社区成立相应的工作领导小组，负责本辖区工作的组织开展。
四、工作要求
（一）落实责任。各社区主要负责人履行第一责任人职责，与街道签订责任书。建立包居包户工作责任制，逐户发放告知书，与重点户签订禁种承诺书。
（二）开展宣传。各社区利用宣传栏、微信群宣传禁毒法律法规，动员群众举报种毒线索。
（三）科学踏查。做到社区不漏小区、小区不漏楼栋、楼栋不漏户。抓住出苗、开花、挂果等关键节点，采取分组包片、交叉复查的方式开展多轮次踏查。
（四）依法处置。发现毒品原植物及时铲除，上报街道禁毒办，同时通知派出所，对种植户依法处理。铲除后按期回访，防止复种。
五、督导考核
街道对各社区工作进行督导检查。各社区定期报送踏查进展情况和工作图片。对工作不力的，予以通报、约谈，并追究包保人的责任。
`;
}

/** What an office saves after comparing the draft with the text: the draft, with nothing left open. */
export function planToSave(text: string, divisions: DivisionIndex): SaveCampaign {
  const draft = readPlan(text, divisions);
  const { period } = draft;
  if (!period?.start || !period.end || draft.year === null || draft.title === null)
    throw new Error("the invented plan is not read as it was meant");
  return {
    title: draft.title,
    year: draft.year,
    start: period.start,
    end: period.end,
    goals: draft.goals,
    phases: draft.phases.flatMap(({ name, start, end }) => (start && end ? [{ name, start, end }] : [])),
    group: (draft.group?.members ?? []).flatMap(({ role, name, post, organisation }) =>
      name === null ? [] : [{ role, name, post, organisation: organisation ?? null }],
    ),
    office: draft.office ? { at: draft.office.at, head: draft.office.head } : null,
    communities: draft.communities.map(({ name, code }) => ({ name, code })),
    duties: draft.duties.map(({ kind, text: sentence }) => ({ kind, text: sentence })),
    planText: text,
  };
}
