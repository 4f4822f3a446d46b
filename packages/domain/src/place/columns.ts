/** 台账列表的列 */
export const placeColumns = {
  name: "名称",
  kind: "类别",
  above: "位于",
  floor: "楼层",
  head: "户主",
  phone: "电话",
  residents: "人口",
  area: "面积（㎡）",
  position: "坐标",
  lon: "经度",
  lat: "纬度",
  isKey: "重点",
} as const;

/** 注销地点的列 */
export const retiredColumns = {
  path: "地点",
  kind: "类别",
  reason: "注销原因",
  at: "注销时间",
  by: "经办人",
} as const;

/** The way to a place without its own name. */
export const pathAbove = ({ path, name }: { path: string; name: string }): string =>
  path.endsWith(name) ? path.slice(0, -name.length).trim() : path;
