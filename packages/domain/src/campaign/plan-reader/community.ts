import { communityCore, type Division, type DivisionIndex } from "../../place/division.ts";
import type { TextSpan } from "../plan-draft.ts";
import { squeeze } from "./normalise.ts";
import { isName } from "./person-words.ts";
import type { Line } from "./outline.ts";

export interface CommunityReading {
  name: string;
  code: string | null;
  source: TextSpan;
}

const KIND = "(?:社区居委会|社区|居委会|村委会|行政村|村|嘎查)";
/** Words before 社区 or 村 that do not make a name. */
const NOT_A_NAME =
  /各|全|本|我|驻|包|进|入|每|该|农|乡镇|到|等|重点|行政|自然|由|对|向|在|有|无|个|所|涉|城乡|基层|相关|有关|辖|镇|街道|两|几|至|以|及|或|为|是|各级|党|组织|人员|工作|建立|开展|深入|走村|住村|社区|城中|空心|示范|创建|美丽|新农|邻|督促|指导|要求|通过|依托|组建|成立|联合|利用|发动|动员|网格|干部|派出所|村居|居民|之外|其他|跨|问题|名单|单位|第一|因|把|让|使|被|并|做|追究|约谈|问责|考核|通报|责令|负责|所属|取消|对照|签订|一村|片区|报|再|先/;

/**
 * Communities 社区/村 that the plan names, each once in order of the text, with their national code when the
 * street is known. Names are taken from posts (振兴社区党总支书记), enumerations (振兴、美庐等社区) and tables.
 */
export function findCommunities(
  lines: Line[],
  streetCode: string | null,
  divisions: DivisionIndex,
): CommunityReading[] {
  const official = streetCode === null ? [] : divisions.communitiesOf(streetCode);
  const byCore = new Map<string, Division[]>();
  for (const division of official) {
    const core = communityCore(division.name);
    byCore.set(core, [...(byCore.get(core) ?? []), division]);
  }
  const found = new Map<string, CommunityReading>();
  const add = (written: string, source: TextSpan) => {
    const core = communityCore(written);
    const matches = byCore.get(core) ?? [];
    const exact = matches.filter(({ name }) => name.startsWith(written));
    const code = matches.length === 1 ? matches[0]!.code : exact.length === 1 ? exact[0]!.code : null;
    const key = code ?? core;
    if (!found.has(key)) found.set(key, { name: written, code, source });
  };
  for (const line of lines) {
    const source = {
      start: line.start + line.text.search(/\S/),
      end: line.start + line.text.trimEnd().length,
    };
    for (const written of namesIn(line, byCore)) add(written, source);
  }
  return [...found.values()];
}

/** 姜庄、滑固营、牛庄由…包片: a list of names alone, when enough of them are names of this street's communities. */
function enumerated(words: string, accept: (core: string) => boolean): { at: number; core: string }[] {
  const found: { at: number; core: string }[] = [];
  for (const list of words.matchAll(/[\u4e00-\u9fa5]{1,8}(?:、[\u4e00-\u9fa5]{1,8})+/g)) {
    const items = list[0].split("、");
    const known: { at: number; core: string }[] = [];
    let at = list.index;
    for (const [i, item] of items.entries()) {
      const tail = i === 0 ? longest(item, (core) => core.length >= 2 && accept(core)) : null;
      const head = [...Array(Math.max(0, item.length - 1)).keys()]
        .map((n) => item.slice(0, item.length - n))
        .find((part) => accept(part) && (part === item || i === items.length - 1));
      const core = tail ?? head ?? null;
      if (core !== null) known.push({ at: tail ? at + item.length - tail.length : at, core });
      at += item.length + 1;
    }
    if (known.length >= 3 || (known.length === 2 && items.length === 2)) found.push(...known);
  }
  return found;
}

const shortKind = (official: string) =>
  /(?:社区|村)(?=居民委员会|村民委员会|居委会|村委会|$)/.exec(official)?.[0] ??
  (/村/.test(official) ? "村" : "社区");

/** Names on one line, left to right. */
function namesIn(line: Line, byCore: Map<string, Division[]>): string[] {
  const spaced = line.text.trim().split(/([ ]+)/);
  // 赵一禾 城东社区主任: the blank after a name parts it from its post.
  const parted = spaced
    .map((part, i) => (i % 2 === 1 && (part.length > 1 || partsName(spaced, i)) ? "|" : part))
    .join("");
  const words = squeeze(parted.replace(/\t/g, "|"));
  const names: { at: number; name: string }[] = [];
  for (const hit of words.matchAll(new RegExp(KIND, "g"))) {
    const before = /[\u4e00-\u9fa5\dA-Za-z]*$/.exec(words.slice(Math.max(0, hit.index - 10), hit.index))![0];
    const known = longest(
      before,
      (core) => byCore.has(core) && (core.length >= 2 || before.length === core.length),
    );
    if (known !== null) {
      names.push({ at: hit.index - known.length, name: known + hit[0].replace(/^(社区)居委会$/, "$1") });
      continue;
    }
    const name = looseName(before, words, hit.index, hit[0]);
    if (name !== null) names.push({ at: hit.index - name.length, name });
  }
  // 振兴、美庐、祥安等六个社区 names the kind once, after the list.
  const list =
    /((?:[\u4e00-\u9fa5]{1,6}、)+[\u4e00-\u9fa5]{1,6}?)(?:等|各)?(?:[\d一二三四五六七八九十两]{1,3}个)?(社区|村|行政村)/g;
  for (const hit of words.matchAll(list)) {
    const items = hit[1]!.split("、").map((item) => longest(item, (core) => byCore.has(core)));
    if (items.filter((item) => item !== null).length < 2) continue;
    for (const item of items) {
      if (item !== null)
        names.push({ at: hit.index + hit[1]!.indexOf(item), name: item + hit[2]!.replace("行政村", "村") });
    }
  }
  for (const { at, core } of enumerated(words, (core) => byCore.has(core))) {
    if (names.some((known) => known.at === at)) continue;
    names.push({ at, name: core + shortKind(byCore.get(core)![0]!.name) });
  }
  return names.sort((a, b) => a.at - b.at).map(({ name }) => name);
}

/** The blank at `i` stands after a name (赵一禾, 王 民) or before a word that only closes a name of a place. */
function partsName(words: readonly string[], i: number): boolean {
  const [first, , last] = words.slice(i - 3, i) as [string?, string?, string?];
  const padded = first?.length === 1 && last?.length === 1 && isName(first + last);
  return isName(words[i - 1]!) || padded || /^(?:社区|村)(?:党|居|主任|书记|民警)/.test(words[i + 1] ?? "");
}

function longest(words: string, accept: (core: string) => boolean): string | null {
  for (let length = words.length; length >= 1; length--) {
    const core = words.slice(-length);
    if (accept(core)) return core;
  }
  return null;
}

/** A name that the national codes do not confirm: only between clear boundaries, never one in doubt. */
function looseName(before: string, words: string, at: number, kind: string): string | null {
  const lead = before.replace(/^.*(?:包括|分别是|分别为|即|辖|街道|镇|乡|成员|组长)/, "");
  if (lead.length < 1 || lead.length > 5 || NOT_A_NAME.test(lead) || !/^[\u4e00-\u9fa5]+$/.test(lead))
    return null;
  const boundary = words[at - lead.length - 1] ?? "";
  const after = words.slice(at + kind.length);
  const listed =
    (boundary === "" || /[、,:(|。;]/.test(boundary)) && /^(?:、|等|\(|\)|。|;|\||,|$)/.test(after);
  const post = /^(?:党(?:总支|支部|委)|支部|支书|总支|书记|主任|村?委会|居委会)/.test(after);
  const clean = boundary === "" || !/[\u4e00-\u9fa5]/.test(boundary) || lead !== before;
  if (kind === "村" && lead.length === 1 && !post) return null;
  // 赵家村2025年禁种铲毒方案, 赵家村村民委员会: the community whose paper this is.
  const isAuthor = /^(?:居民委员会|村民委员会|村委会|居委会|20\d\d|[禁铲]|春季)/.test(after);
  if (isAuthor && /^$|[^\u4e00-\u9fa5]|[镇乡道]/.test(boundary)) return lead + kind;
  const siblings = (words.match(new RegExp(`(?:^|[、,|(:])[\\u4e00-\\u9fa5]{1,5}${kind}`, "g")) ?? []).length;
  if (post && clean) return lead + kind;
  return listed && (siblings >= 2 || (words.length < 40 && words.includes("|"))) ? lead + kind : null;
}
