import type { TextSpan } from "../plan-draft.ts";
import { isForOthers, readProse, type Member, type Role } from "./group-prose.ts";
import { onlyMemberColumns } from "./member-table.ts";
import { readEntries, readMostEntries } from "./member-entry.ts";
import { squeeze } from "./normalise.ts";
import { sentencesOf, type Line } from "./outline.ts";
import { isMasked, isName, organisationOf, type Person } from "./person-words.ts";

export interface LeadingGroup {
  name: string;
  members: Member[];
  source: TextSpan;
  /** The sentence that founds the group. */
  founded: TextSpan | null;
  /** Spans that the list takes up. */
  taken: TextSpan[];
  /** Lines inside the list that could not be read. */
  unread: TextSpan[];
}

const BODY = "(?:领导小组|工作领导组|专班|指挥部|工作小组|领导组|专项小组|工作组)";
const LEADER = "组\\s*长|总\\s*指\\s*挥|指\\s*挥\\s*长|召\\s*集\\s*人|(?<![一-龥])副?\\s*班\\s*长";
const LABEL = new RegExp(
  `^\\s*(?:\\(?[一二三四\\d]{1,2}[)、.]\\s*|\\d+\\t)?(?:(?:第\\s*一|常\\s*务|执\\s*行|双)\\s*)?(副?)\\s*(?:${LEADER})(?=[:\\s]|$)|^\\s*(?:\\(?[一二三四\\d]{1,2}[)、.]\\s*|\\d+\\t)?(?:(副?)\\s*主\\s*任|(委\\s*员))(?=\\s*:)|^\\s*(?:\\(?[一二三四\\d]{1,2}[)、.]\\s*|\\d+\\t)?((?:小\\s*组\\s*)?成\\s*员(?:\\s*单\\s*位)?|组\\s*员)(?=[:\\s]|$)`,
);

function roleOf(label: RegExpExecArray): Role {
  if (label[3] || label[4]) return "成员";
  return label[1] || label[2] || /副/.test(label[0]) ? "副组长" : "组长";
}

/** The leading group with its list of members; null when the plan founds none. */
export function findLeadingGroup(all: Line[]): LeadingGroup | null {
  const lines = onlyMemberColumns(all).flatMap((line) => splitAtLabels(line));
  const named = findName(lines);
  const first = lines.findIndex((line, i) => isListLabel(line, lines, i));
  const listed = first >= 0 ? readList(lines, first) : null;
  if (listed && listed.members.length > 0) {
    const near = nameAbove(lines, first);
    // A bare 领导小组成员名单 above the list says less than the sentence that founds the group.
    const above = near && (!named || !new RegExp(`^${BODY}$`).test(near.name)) ? near : named;
    return { ...listed, name: above?.name ?? "领导小组", founded: above?.source ?? null };
  }
  const told = readProse(lines);
  if (told) return { ...told, name: named?.name ?? "领导小组", founded: named?.source ?? null };
  return named
    ? { name: named.name, members: [], source: named.source, founded: named.source, taken: [], unread: [] }
    : null;
}

/** 组长：…；副组长：…；成员：… on one line become one line each. */
function splitAtLabels(line: Line): Line[] {
  const inner = LABEL.test(line.text)
    ? new RegExp(`(?<=[;,。\\s])\\s*(?=(?:(?:第一|常务|执行)?副\\s*(?:${LEADER})|成\\s*员)\\s*:)`, "g")
    : // …成立领导小组，组长：…，副组长：…，成员：…。 within a paragraph.
      new RegExp(`(?<=[;,。:])\\s*(?=(?:(?:第一|常务|执行)?副?\\s*(?:${LEADER})|成\\s*员)\\s*:)`, "g");
  const cuts = [...line.text.matchAll(inner)]
    .map((hit) => hit.index + hit[0].length)
    .filter((cut) => cut > 0);
  if (cuts.length === 0) return [line];
  // What follows the list in the same paragraph is a line of its own.
  const stop = line.text.indexOf("。", cuts.at(-1));
  if (stop > 0 && stop + 1 < line.text.trimEnd().length) cuts.push(stop + 1);
  return [0, ...cuts]
    .map((from, i) => {
      const to = cuts[i] ?? line.text.length;
      const part = line.text.slice(from, to);
      return from === 0 && to === line.text.length
        ? line
        : {
            ...line,
            text: part,
            start: line.start + from,
            end: line.start + to,
            numberLength: from === 0 ? line.numberLength : 0,
            level: from === 0 ? line.level : 0,
          };
    })
    .filter((part) => part.text.trim() !== "");
}

/** Role cell of a table row, wherever its column stands. */
function roleCell(line: Line): { role: Role; rest: string } | null {
  if (!line.text.includes("\t")) return null;
  const cells = line.text.split("\t");
  const at = cells.findIndex((cell) =>
    /^(?:第一|常务|执行)?副?(?:组长|总指挥|指挥长|召集人|班长)$|^成员$/.test(squeeze(cell)),
  );
  if (at < 0) return null;
  const word = squeeze(cells[at]!);
  const role: Role = word === "成员" ? "成员" : word.includes("副") ? "副组长" : "组长";
  return { role, rest: cells.filter((_, i) => i !== at).join("\t") };
}

function isListLabel(line: Line, lines: Line[], index: number): boolean {
  const cell = roleCell(line);
  if (cell) return cell.role === "组长" && (readEntries(cell.rest)?.length ?? 0) > 0;
  const label = LABEL.exec(line.text);
  if (!label || (label[4] && !label[1])) return false;
  const rest = line.text.slice(label[0].length).replace(/^\s*:?\s*/, "");
  // Not the list but a rule about it: 组长 负责……。
  if (/^(?:负责|要|应|是)/.test(rest) || rest.length > 200) return false;
  return rest !== "" ? readEntries(onlyPeople(rest)) !== null : index + 1 < lines.length;
}

function tidyName(name: string): string | null {
  const short = squeeze(name)
    .replace(/^.*(?:成立|组建|设立|建立|调整)(?:了|由.*?的)?/, "")
    .replace(/^(?:以.+?为(?:组长|副组长|成员)的|的|全?(?:镇|乡|街道)级?)/, "")
    .replace(/^(?:办事处|党工委|人民政府|党委|政府)+/, "");
  return short.length >= 4 && short.length <= 40 ? short : null;
}

const FOUNDED = new RegExp(
  `(?:成立|组建|设立|建立|调整)(?:了)?((?:由|以)[^。]*?的)?([^。;,:]{0,40}?${BODY})`,
);

function findName(lines: Line[]): { name: string; source: TextSpan } | null {
  for (const line of lines) {
    for (const sentence of sentencesOf(line)) {
      const words = squeeze(sentence.text);
      const founded = FOUNDED.exec(words);
      // 各社区成立相应的领导小组 is a duty, not this group.
      if (
        !founded ||
        /^(?:各|相应|本级|专门)/.test(founded[2]!) ||
        isForOthers(words.slice(0, founded.index))
      )
        continue;
      const name = tidyName(founded[2]!);
      if (name) return { name, source: { start: sentence.start, end: sentence.end } };
    }
  }
  return null;
}

function nameAbove(lines: Line[], index: number): { name: string; source: TextSpan } | null {
  for (const line of lines.slice(Math.max(0, index - 4), index).toReversed()) {
    const words = squeeze(line.text.slice(line.numberLength));
    const founded = FOUNDED.exec(words);
    const source = { start: line.start, end: line.end };
    const listed = new RegExp(
      `^([^。,;:]{0,40}?${BODY})(?:组成人员|成员|人员)?(?:名单|组成)?(?:如下)?(?:由(?:以下|下列)(?:成员|人员|同志)组成)?:?$`,
    ).exec(words);
    const name =
      founded && !/^(?:各|相应)/.test(founded[2]!)
        ? tidyName(founded[2]!)
        : listed
          ? tidyName(listed[1]!)
          : null;
    if (name) return { name, source };
  }
  return null;
}

/** A line that closes the list: a new heading, the office, a whole sentence. */
function endsList(line: Line): boolean {
  const words = squeeze(line.text);
  return (
    /(?:^|[^一-龥])\(?(?:20\d\d|二〇..)年.{2,6}日\)?$|下设|办公室设|(?:任|兼|由).{0,12}办公室主任|办公室主任(?:由|为|:|一职)|^(?:小组|专班)?办公室(?!(?:副?主任|干部|负责人)\s*$)|领导小组|主要职责|^(?:联系|附件|抄送|职责|以上)/.test(
      words,
    ) ||
    (line.level === 0 && line.isHeading) ||
    (line.level === 1 || line.level === 2
      ? readEntries(line.text.slice(line.numberLength)) === null || line.isHeading
      : false) ||
    (words.length > 60 && !line.text.includes("、"))
  );
}

function readList(lines: Line[], first: number): Omit<LeadingGroup, "name" | "founded"> {
  const members: Member[] = [];
  const taken: TextSpan[] = [];
  const unread: TextSpan[] = [];
  let role: Role = "组长";
  let wasLeader = false;
  for (let i = first; i < lines.length; i++) {
    const line = lines[i]!;
    const cell = roleCell(line);
    const label = cell ? null : LABEL.exec(line.text);
    const span = { start: line.start + line.text.search(/\S/), end: line.start + line.text.trimEnd().length };
    if (cell || label) {
      const next = cell?.role ?? roleOf(label!);
      // A second 组长 after the members opens another group, which is left to the reader.
      if (next === "组长" && wasLeader && role === "成员") break;
      role = next;
      wasLeader ||= next === "组长";
    } else if (endsList(line)) break;
    const rest = cell
      ? cell.rest
      : label
        ? line.text.slice(label[0].length).replace(/^\s*:?\s*/, "")
        : stripMarks(line);
    if (/^(?:\s*(?:序号|组内职务|职务|姓名|单位|备注|联系电话)\s*)+$/.test(rest)) {
      // A table of people without their roles below the leader: they are members, and a person has to look.
      if (members.length > 0 && role === "组长") {
        role = "成员";
        unread.push(span);
      }
      taken.push(span);
      continue;
    }
    const people = readEntries(onlyPeople(rest));
    const last = members.at(-1);
    const only = people?.length === 1 ? people[0]! : null;
    if (!people || (people.length > 0 && !label && isSentence(line, people))) {
      if (!label && /[。]\s*$/.test(line.text)) break;
      unread.push(span);
      const most = label ? readMostEntries(rest) : null;
      for (const person of most?.people ?? []) members.push(memberOf(person, role, span));
    } else if (
      !label &&
      only?.name === null &&
      only.post !== null &&
      last &&
      last.post === null &&
      last.role === role &&
      awaitsPost(lines, i)
    ) {
      // Tables flattened cell by cell: name, then post, on lines of their own.
      last.post = only.post;
      last.organisation = organisationOf(only.post);
      last.source = { start: last.source.start, end: span.end };
    } else {
      for (const person of people) members.push(memberOf(person, role, span));
    }
    taken.push(span);
  }
  const end = taken.at(-1)?.end ?? lines[first]!.end;
  return { members, taken, unread, source: { start: taken[0]?.start ?? lines[first]!.start, end } };
}

/** 由镇长担任，负责全面领导 → 镇长; 由…组成, 包括…等 → the people alone. */
function onlyPeople(words: string): string {
  return words
    .replace(/^由\s*(?=.*(?:组成|担任|兼任))|^(?:包括|包含)\s*/, "")
    .replace(/(?:同志)?(?:担任|兼任)(?:[,;].*|[。]?\s*)$/, "")
    .replace(/(?:等?(?:同志|人员)?组成|(?<=[书记长任员人])等)\s*[。;]?\s*$/, "");
}

function memberOf(person: Person, role: Role, source: TextSpan): Member {
  return { ...person, role, organisation: person.post ? organisationOf(person.post) : null, source };
}

function stripMarks(line: Line): string {
  const numbered = line.level >= 3 ? line.text.slice(line.numberLength) : line.text;
  return numbered.trim().replace(/^\d{1,3}\t/, "");
}

function isSentence(line: Line, people: Person[]): boolean {
  return (
    /。\s*$/.test(line.text) && people.every(({ name }) => name === null) && squeeze(line.text).length > 20
  );
}

function awaitsPost(lines: Line[], index: number): boolean {
  const before = squeeze(lines[index - 1]!.text).replace(/^(?:第一|常务|副)*(?:组长|成员)[::]?/, "");
  return isName(before) || isMasked(before);
}
