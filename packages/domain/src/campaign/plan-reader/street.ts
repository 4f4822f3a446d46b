import { communityCore, streetName, type Division, type DivisionIndex } from "../../place/division.ts";
import type { TextSpan } from "../plan-draft.ts";
import type { Line } from "./outline.ts";
import { squeeze } from "./normalise.ts";

export interface StreetReading {
  name: string;
  code: string | null;
  source: TextSpan;
}

const ENDING = /街道|地区(?=办事处)|镇|乡|苏木|农场|林场/g;
const OFFICE =
  /^(?:街道)?(?:党工委|党委|办事处|街道办|人民政府|政府|人大|禁毒|综治|派出所|辖区|领导小组|年度?|20\d\d|二[〇零]|春季|开展|成立|关于|禁种|铲毒|非法|各)/;
/** 全镇, 各街道, 我乡, 城镇 … : words, not names. */
const NOT_A_STREET =
  /^(?:各|全|本|我|该|每个?|外|城|乡|村|农|集|某|所|在|到|小城|各乡|各个|与|和|及|由|向|对|是)(?:街道|镇|乡|乡镇|农场|林场)$/;

interface Candidate {
  name: string;
  known: readonly Division[];
  score: number;
  source: TextSpan;
}

/**
 * The street that made the plan: the name that stands in title and signature and recurs. Its code is given
 * only when exactly one street of the country fits the districts and communities that the text names.
 */
export function findStreet(
  lines: Line[],
  title: TextSpan | null,
  divisions: DivisionIndex,
): StreetReading | null {
  const candidates = new Map<string, Candidate>();
  for (const [i, line] of lines.entries()) {
    const words = squeeze(line.text.replace(/\t| {2,}/g, "|"));
    const inTitle = title !== null && line.start < title.end && line.end > title.start;
    const edge = i < 6 || i >= lines.length - 4;
    for (const hit of words.matchAll(ENDING)) {
      const read = nameEndingAt(words, hit.index + hit[0].length, hit[0].length, divisions);
      if (!read) continue;
      const official = OFFICE.test(words.slice(hit.index + hit[0].length));
      const weight =
        (inTitle ? 6 : 1) + (official ? 2 : 0) + (edge ? 1 : 0) + (read.known.length > 0 ? 1 : 0);
      const old = candidates.get(read.name);
      if (old) old.score += weight;
      else
        candidates.set(read.name, { ...read, score: weight, source: { start: line.start, end: line.end } });
    }
  }
  const ranked = [...candidates.values()].sort((a, b) => b.score - a.score);
  const best = ranked[0];
  if (!best || best.score < 3 || (ranked[1] && ranked[1].score === best.score)) return null;
  const text = squeeze(lines.map((line) => line.text).join("\n"));
  return { name: best.name, code: chooseCode(best, text, divisions), source: best.source };
}

/** The longest known street name ending here, else the words back to a boundary when they read as a name. */
function nameEndingAt(
  words: string,
  end: number,
  ending: number,
  divisions: DivisionIndex,
): { name: string; known: readonly Division[] } | null {
  const before = /[\u4e00-\u9fa5]*$/.exec(words.slice(Math.max(0, end - 14), end))![0];
  for (let length = Math.min(before.length, 12); length > ending; length--) {
    const name = before.slice(-length);
    const known = divisions.streetsNamed(name);
    // A name of one character (东街道) would be found inside longer ones that the codes do not know.
    const whole = length - ending > 1 || before.length === length;
    if (known.length > 0 && whole && !NOT_A_STREET.test(name)) return { name: streetName(name), known };
  }
  const lead = before
    .slice(0, -ending)
    .replace(
      /^.*(?:省|市|县|区|旗|州|共|委|府|关于|印发|成立|我|在|由|为|确保|实现|保证|维护|推动|推进|做好|加强|保障|进一步|落实|贯彻|按照|根据|围绕|配合|结合|经)/,
      "",
    )
    .replace(/^(?:国有|国营|省属|市属|县属)/, "");
  const name = lead + before.slice(-ending);
  if (lead.length < 1 || lead.length > 5 || name.length < 3 || NOT_A_STREET.test(name)) return null;
  // 负责全镇, 涉及各乡: no name of its own.
  if (/[各全本我该每](?:街道|镇|乡|乡镇)$|乡镇$/.test(name)) return null;
  return OFFICE.test(words.slice(end)) ? { name, known: [] } : null;
}

const short = (name: string) =>
  name.replace(
    /(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|省|市|县|区|旗|盟|地区)$/,
    "",
  );

function chooseCode(candidate: Candidate, text: string, divisions: DivisionIndex): string | null {
  const scored = candidate.known
    .map(({ code }) => ({ code, score: evidence(code, candidate.name, text, divisions) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best || (second && second.score >= best.score)) return null;
  if (best.score > 0) return best.code;
  // The only street of this name, but the text puts it under a district that is not its own, or names
  // communities that it does not have.
  const district = new RegExp(`([\\u4e00-\\u9fa5]{2,6}(?:区|县|市|旗))${candidate.name}`).exec(text);
  const ours = divisions.communitiesOf(best.code);
  const named = new Set(
    [...text.matchAll(/[、,。:;(|]([\u4e00-\u9fa5]{2,5}(?:社区|村))(?=党|书记|、|,|。|主任)/g)].map(
      (hit) => hit[1]!,
    ),
  );
  const strange =
    named.size >= 3 &&
    ![...named].some((name) => ours.some((own) => communityCore(own.name) === communityCore(name)));
  return district || strange ? null : best.code;
}

/** How much in the text speaks for this street: names of its district, city, province and communities. */
function evidence(code: string, name: string, text: string, divisions: DivisionIndex): number {
  let score = 0;
  for (const [i, { name: above }] of divisions.ancestorsOf(code).entries()) {
    if (/^(?:市辖区|县|省直辖|自治区直辖)/.test(above)) continue;
    const weight = [2, 4, 6][i] ?? 0;
    if (text.includes(above)) score += weight;
    else if (short(above).length >= 2 && text.includes(short(above))) score += weight / 2;
  }
  const rest = text.replaceAll(name, "");
  const items = new Set(
    rest.match(/(?<=[、:。;,|\n])[\u4e00-\u9fa5]{2,6}(?=、)|(?<=、)[\u4e00-\u9fa5]{2,6}(?=[。;,:]|由|等)/g),
  );
  for (const community of divisions.communitiesOf(code)) {
    const core = communityCore(community.name);
    if (
      core.length >= 2 &&
      (rest.includes(`${core}社区`) || rest.includes(`${core}村`) || rest.includes(`${core}居委会`))
    )
      score += 2;
    else if (items.has(core)) score += 1;
  }
  return score;
}
