/**
 * Who may do what: the whole law of the house on one page. An action missing for a role is denied.
 *
 * Reach says how far a grant carries:
 *   street    every record of the street
 *   community records of the granted community (a grant without a community reaches nothing)
 *   zone      places in zones that today's assignments give to the actor's teams
 *   own       records the actor made
 */
import type { Role } from "./role.ts";

export type Reach = "street" | "community" | "zone" | "own";
type Rule = Partial<Record<Role, Reach>>;

/** Everyone whose work is the campaign may know its frame. */
const everyone = {
  office: "street",
  leader: "street",
  secretary: "street",
  worker: "street",
  police: "street",
  superior: "street",
} satisfies Rule;
/** Looking at places and what happened there, each as far as their duty goes. */
const watchers = {
  office: "street",
  leader: "street",
  secretary: "community",
  police: "street",
  superior: "street",
} satisfies Rule;
const watchersAndWorkers = { ...watchers, worker: "zone" } satisfies Rule;
const managers = { office: "street", secretary: "community" } satisfies Rule;

export const policy = {
  "street.read": { ...everyone, administrator: "street", auditor: "street" },
  "street.change": { administrator: "street", office: "street" },

  "account.read": { administrator: "street" },
  "account.manage": { administrator: "street" },

  // Who runs the accounts or the campaign sees which phones are in use and shuts one out. Letting something in again
  // is the campaign's decision alone.
  "device.read": { administrator: "street", office: "street" },
  "device.manage": { administrator: "street", office: "street" },
  "device.admit": { office: "street" },

  "person.read": { ...watchers, worker: "own", administrator: "street" },
  "person.manage": managers,

  "campaign.read": everyone,
  "campaign.manage": { office: "street" },
  "group.manage": managers,

  // Whoever gives out grants chooses among communities without seeing what lies in them.
  "community.read": { ...watchers, administrator: "street" },
  "place.read": watchersAndWorkers,
  "place.manage": { office: "street" },
  "place.reveal": { office: "street", secretary: "community", police: "street" },
  "ledger.import": { office: "street" },

  "duty.read": watchers,
  "duty.manage": managers,

  "round.read": everyone,
  "round.manage": { office: "street" },
  "team.manage": managers,

  "fact.record": { worker: "zone", secretary: "community", police: "street", office: "street" },
  "fact.read": watchersAndWorkers,
  // One's own record is corrected or taken back by oneself; the office may do it for anyone, with a reason.
  "fact.correct": { worker: "own", secretary: "own", police: "own", office: "street" },
  "place.add": { worker: "zone", secretary: "community", police: "street", office: "street" },
  "addition.read": watchers,
  "addition.decide": { office: "street" },

  "outreach.record": { worker: "zone", secretary: "community", police: "street", office: "street" },
  "outreach.read": watchers,
  // An event or a handover happens wherever it happens.
  "publicity.record": { worker: "street", secretary: "street", police: "street", office: "street" },
  "publicity.read": watchers,
  "seed.record": { worker: "street", secretary: "street", police: "street", office: "street" },

  "presence.read": watchers,
  "presence.approve": { office: "street", secretary: "community" },
  "photograph.read": watchersAndWorkers,
  // What is still on phones, and how their clocks go.
  "arrival.read": { office: "street", leader: "street", secretary: "community", police: "street" },
  "track.read": {
    office: "street",
    leader: "street",
    secretary: "community",
    worker: "own",
    police: "street",
  },

  "coverage.read": watchers,
  "coverage.manage": { office: "street" },
  "coverage.export": { office: "street", leader: "street", secretary: "community", police: "street" },

  // Whoever may see where the blind markers are finds nothing that counts; leaders see how much was found, not where.
  "marker.manage": { office: "street" },
  "marker.read": { office: "street", leader: "street", superior: "street" },

  "finding.report": { worker: "street", secretary: "street", police: "street", office: "street" },
  "finding.read": { ...watchers, worker: "zone" },
  "finding.verify": { office: "street", police: "street" },
  "finding.eradicate": { office: "street", police: "street", secretary: "community", worker: "zone" },
  "finding.revisit": { office: "street", police: "street", secretary: "community", worker: "zone" },
  "finding.close": { office: "street", police: "street" },

  "alert.read": { office: "street", police: "street", secretary: "community" },

  "overview.read": watchers,
  "report.write": { office: "street", leader: "street", secretary: "community" },

  "audit.read": { auditor: "street" },

  "system.read": { administrator: "street", auditor: "street" },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof policy;

/**
 * Actions that record what was done in the field. They are judged by the posts that their author held when it was
 * recorded, besides those held now: whoever lost a post can still send what was recorded before. Everything else,
 * decisions above all, needs the post today.
 */
export const recordingActions: ReadonlySet<Action> = new Set<Action>([
  "fact.record",
  "fact.correct",
  "place.add",
  "outreach.record",
  "publicity.record",
  "seed.record",
  "finding.report",
]);

export const actions = Object.keys(policy) as Action[];

/** Interface words of actions, for refusals. */
export const actionWords: Record<Action, string> = {
  "street.read": "查看街道",
  "street.change": "修改街道设置",
  "account.read": "查看账号",
  "account.manage": "管理账号",
  "device.read": "查看手机和登录",
  "device.manage": "撤销手机和登录",
  "device.admit": "允许补传和重新登记",
  "person.read": "查看人员",
  "person.manage": "管理人员",
  "campaign.read": "查看专项行动",
  "campaign.manage": "管理专项行动",
  "group.manage": "管理社区领导小组",
  "community.read": "查看社区名单",
  "place.read": "查看台账",
  "place.manage": "修改台账",
  "place.reveal": "查看住户姓名电话",
  "ledger.import": "导入台账",
  "duty.read": "查看责任",
  "duty.manage": "落实责任",
  "round.read": "查看轮次",
  "round.manage": "管理轮次",
  "team.manage": "管理踏查组",
  "fact.record": "登记踏查",
  "fact.read": "查看踏查记录",
  "fact.correct": "更正、撤回记录",
  "place.add": "补登地点",
  "addition.read": "查看补登地点",
  "addition.decide": "审核补登地点",
  "outreach.record": "登记入户宣传",
  "outreach.read": "查看入户宣传",
  "publicity.record": "登记宣传活动",
  "publicity.read": "查看宣传活动",
  "seed.record": "登记种子收缴",
  "presence.read": "查看到户可信程度",
  "presence.approve": "认定到户",
  "photograph.read": "查看照片",
  "arrival.read": "查看上传情况",
  "track.read": "查看轨迹",
  "coverage.read": "查看覆盖情况",
  "coverage.manage": "设置面积覆盖",
  "coverage.export": "导出未查清单",
  "marker.manage": "管理盲测标牌",
  "marker.read": "查看盲测结果",
  "finding.report": "上报发现",
  "finding.read": "查看发现",
  "finding.verify": "核实发现",
  "finding.eradicate": "登记铲除",
  "finding.revisit": "登记回访",
  "finding.close": "办结发现",
  "alert.read": "查看通知",
  "overview.read": "查看总览",
  "report.write": "生成总结报告",
  "audit.read": "查看审计记录",
  "system.read": "查看系统状况",
};
