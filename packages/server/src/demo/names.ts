/** Names of invented people and places. Whoever bears one of them in life is not meant. */
import type { Chance } from "./chance.ts";

const SURNAMES = [..."王李张刘陈赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐于董萧程曹袁邓许傅沈曾彭吕苏卢"];
const FIRST_GIVEN = [..."立文建志长守成德正安庆启润沐若雨书清静远致和平广永泽晓秋春冬"];
const LAST_GIVEN = [..."河山川林田石泉岩松柏竹兰芳敏娟玲霞琴慧洁舟帆航涛波澜峰岭原野禾苗稻穗"];

export const inventedName = (chance: Chance): string =>
  chance.pick(SURNAMES) + (chance.happens(0.75) ? chance.pick(FIRST_GIVEN) : "") + chance.pick(LAST_GIVEN);

/** Names that all differ, as the rolls of a small street office do. */
export function inventedNames(chance: Chance, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) {
    const name = inventedName(chance);
    if (name.length > 2) names.add(name);
  }
  return [...names];
}

const ESTATE_FIRST = [
  "锦绣",
  "翠屏",
  "春晖",
  "映月",
  "听雨",
  "清泉",
  "嘉禾",
  "云锦",
  "望湖",
  "梧桐",
  "丹桂",
  "紫藤",
  "银杏",
  "朝阳",
  "晨光",
];
const ESTATE_LAST = ["花园", "家园", "名邸", "华庭", "雅苑", "新城"];
const YARD_FIRST = [
  "棉纺",
  "面粉",
  "农机",
  "印刷",
  "纺织",
  "机械",
  "粮站",
  "供销",
  "汽运",
  "酒厂",
  "百货",
  "水泥",
  "化肥",
  "教师",
  "铁路",
];
const YARD_LAST = ["家属院", "新村", "公寓", "宿舍区"];
const HAMLET = [
  "柳树",
  "枣园",
  "桑园",
  "石桥",
  "井台",
  "瓦屋",
  "槐树",
  "沙岗",
  "菜园",
  "杏林",
  "荷塘",
  "竹园",
  "砖窑",
  "柿子",
  "榆树",
  "堤口",
];
const HAMLET_LAST = ["庄", "巷", "湾", "头"];

export type CompoundForm = "tower" | "walk_up" | "hamlet";

/** A namer of compounds that never gives a name twice. */
export function compoundNamer(chance: Chance): (form: CompoundForm) => string {
  const given = new Set<string>();
  const parts = {
    tower: [ESTATE_FIRST, ESTATE_LAST],
    walk_up: [YARD_FIRST, YARD_LAST],
    hamlet: [HAMLET, HAMLET_LAST],
  } as const;
  return (form) => {
    const [first, last] = parts[form];
    for (let tries = 0; ; tries++) {
      const name = `${tries > 40 ? chance.pick(["东", "西", "南", "北"]) : ""}${chance.pick(first)}${chance.pick(last)}`;
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}

/** Numbers from 140 are given to machines, not to people (unverified): nobody's telephone rings. */
export const inventedPhone = (chance: Chance): string =>
  `140${String(chance.whole(0, 99_999_999)).padStart(8, "0")}`;
