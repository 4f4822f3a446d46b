/** 发现列表的列 */
export const findingColumns = {
  number: "编号",
  state: "状态",
  community: "社区",
  place: "地点",
  plant: "鉴别",
  stage: "生长阶段",
  stems: "株数",
  reported: "上报株数",
  verified: "核实株数",
  eradicated: "铲除株数",
  eradicatedOn: "铲除日期",
  revisit: "应回访",
  closedOn: "办结日期",
  source: "渠道",
  at: "发现时间",
  reportedBy: "上报人",
} as const;
