/** 无人包保清单的列 */
export const gapColumns = {
  path: "楼栋、自然村和地块",
  community: "社区",
  uncovered: "无人包保",
} as const;

/** 责任列表的列 */
export const dutyColumns = {
  person: "责任人",
  post: "职务",
  place: "地点",
  kind: "种类",
  from: "起",
  to: "止",
} as const;
