import { factKindWords, type FactKind } from "@lingzhu/domain/sync";

/** Names of members of audit entries. A member without a word here is shown under its own name: nothing is hidden. */
const words: Record<string, string> = {
  accepted: "收下",
  refused: "不收",
  places: "地点",
  bytes: "字节",
  rows: "行",
  created: "新增",
  changed: "变更",
  unchanged: "不变",
  missing: "缺失",
  rejected: "退回",
  reason: "事由",
  day: "日期",
  year: "年度",
  code: "代码",
  kind: "种类",
  from: "起",
  to: "止",
  start: "开始",
  end: "结束",
  validFrom: "起",
  validTo: "止",
  assigned: "落实",
  ended: "解除",
  members: "人数",
  zones: "片",
  entries: "条数",
  findings: "发现",
  groundDays: "重算天数",
  login: "账号",
  grants: "岗位",
  fields: "查看的内容",
  seed: "种子",
  purpose: "用途",
  datum: "坐标系",
  source: "来源",
  keyId: "签名钥匙",
  roundId: "轮次编号",
  teamId: "组编号",
  placeId: "地点编号",
  personId: "人员编号",
  communityId: "社区编号",
  campaignId: "行动编号",
};
const wordOf = (name: string) => words[name] ?? factKindWords[name as FactKind] ?? name;

function valueWords(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(valueWords).join("、");
  return Object.entries(value)
    .map(([name, inner]) => `${wordOf(name)} ${valueWords(inner)}`)
    .join("、");
}

/** The content of an audit entry on one line. It holds ids, counts, dates, states and reasons, never personal data. */
export function detailWords(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${wordOf(name)}：${valueWords(value)}`)
    .join("；");
}
