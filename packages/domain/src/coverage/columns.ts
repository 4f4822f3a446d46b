/** 未查清单的列 */
export const unseenColumns = {
  community: "社区",
  path: "地点",
  kind: "类别",
  state: "状态",
  visits: "去过",
  last: "最近一次",
  zone: "片",
  team: "踏查组",
  cadre: "包保人",
} as const;

/** 按楼栋的覆盖情况 */
export const buildingColumns = {
  community: "社区",
  name: "楼栋、自然村",
  total: "应查户",
  seen: "已查",
  share: "已查比例",
  noOneIn: "待复访",
  refused: "拒绝",
  unreachable: "无法到达",
  unseen: "未查",
} as const;
