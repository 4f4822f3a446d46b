import type { TextSpan } from "../plan-draft.ts";
import type { groupRoles } from "../schema.ts";
import { readEntries } from "./member-entry.ts";
import { squeeze } from "./normalise.ts";
import { sentencesOf, type Line, type Sentence } from "./outline.ts";
import { organisationOf, type Person } from "./person-words.ts";

export type Role = (typeof groupRoles)[number];

export interface Member extends Person {
  role: Role;
  organisation: string | null;
  source: TextSpan;
}

/** 由某某任组长: the people come before the word that appoints them. */
const APPOINT = new RegExp(
  `^(?:由|以|并由|明确|其中|(?:成立|组建)(?:了)?(?:由|以))?(.+?)(?:(?<!负责)同志)?(?:担任|兼任|任|为)(?:本|该|领导|工作)?(?:小组|专班|指挥部)?(?:(?:第一|常务|执行|双)?(副?)(?:组长|总?召集人|总指挥|指挥长)|(成员|组员))`,
);
/** 组长由某某担任, 成员由…组成: the people come after it. */
const APPOINTED =
  /(?:(副?)(?:组长|总?召集人|总指挥|指挥长)(?:一职)?(?:分别)?由(.+?)(?:(?<!负责)同志)?(?:分别)?(?:担任|兼任|出任)|(?:成员|组员)(?:单位)?(?:分别)?由(.+?)(?:组成|担任)|(?:成员|组员)(?:为|包括|有|:)([^;。]+))/g;

/** The group told in sentences: 由党工委书记某某任组长，办事处主任某某任副组长，…为成员. */
export function readProse(
  lines: Line[],
): { members: Member[]; taken: TextSpan[]; unread: TextSpan[]; source: TextSpan } | null {
  for (const line of lines) {
    const sentences = sentencesOf(line);
    for (const [i, sentence] of sentences.entries()) {
      const words = squeeze(sentence.text);
      const opens =
        /(?:任|为)(?:本|该|领导|工作)?(?:小组|专班|指挥部)?(?:第一|常务)?(?:组长|总?召集人|总指挥|指挥长)/.test(
          words,
        ) || /(?<!副)(?:组长|总?召集人|总指挥|指挥长)(?:一职)?由.+(?:担任|兼任|出任)/.test(words);
      if (!opens || isForOthers(words.split(/成立|组建|建立|组长/)[0]!)) continue;
      const members = peopleIn(sentence);
      if (members.length === 0) continue;
      const taken = [{ start: sentence.start, end: sentence.end }];
      // …任组长；…任副组长；…为成员。 goes on over several sentences.
      for (const next of sentences.slice(i + 1)) {
        const more = peopleIn(next);
        if (more.length === 0 || more.some(({ role }) => role === "组长")) break;
        members.push(...more);
        taken.push({ start: next.start, end: next.end });
      }
      return { members, taken, unread: [], source: { start: taken[0]!.start, end: taken.at(-1)!.end } };
    }
  }
  return null;
}

/** 各乡镇（街道）要成立…: the words before say that every village or town founds its own group. */
export function isForOthers(before: string): boolean {
  return (
    /各(?:社区|行政村|村|单位|部门|居|乡镇|乡|镇|街道|地|级|学校|管理区|站所|有关)[^,。;]{0,14}$/.test(
      before,
    ) && !/决定|研究/.test(before)
  );
}

/** 党委副书记、镇长任组长 without a name is one person: a rank in the party beside a post in the government. */
function joinRanks(people: Person[]): Person[] {
  const joined: Person[] = [];
  for (const person of people) {
    const last = joined.at(-1);
    const isRank = last?.name === null && /(?:副书记|委委员|党组成员|常委)$/.test(last.post ?? "");
    const isOffice = /[所站院校队]长$|中心主任$|^各/.test(person.post ?? "");
    if (isRank && person.name === null && person.post !== null && !isOffice) {
      joined.splice(-1, 1, { name: null, post: `${last.post}、${person.post}` });
    } else joined.push(person);
  }
  return joined;
}

function peopleIn(sentence: Sentence): Member[] {
  const words = squeeze(sentence.text);
  const source = { start: sentence.start, end: sentence.end };
  const members: Member[] = [];
  const add = (role: Role, text: string) => {
    const people = readEntries(text) ?? [];
    for (const person of role === "成员" ? people : joinRanks(people)) {
      members.push({
        ...person,
        role,
        organisation: person.post ? organisationOf(person.post) : null,
        source,
      });
    }
  };
  const appointed = [...words.matchAll(APPOINTED)];
  if (appointed.length > 0) {
    for (const [, deputy, people, ordinary, listed] of appointed) {
      const plain = ordinary ?? listed;
      add(plain !== undefined ? "成员" : deputy ? "副组长" : "组长", plain ?? people!);
    }
    return members;
  }
  let carried = "";
  for (const part of words.split(/[,;。]/)) {
    const segment = carried + part.replace(/^.*(?:成立|组建)(?:了)?(?=由|以)/, "");
    const hit = APPOINT.exec(segment);
    const listed = /^(?:成员|组员)(?:有|包括|为|:)?(.{2,}?)(?:等?组成)?$/.exec(part);
    if (!hit && listed && members.length > 0) {
      carried = "";
      add("成员", listed[1]!);
    } else if (!hit) {
      // 政法委员孙某，派出所所长李某任副组长: commas may part people too.
      carried = /^(?:由|以)/.test(segment) || members.length > 0 ? `${segment}、` : "";
    } else {
      carried = "";
      add(hit[3] ? "成员" : hit[2] ? "副组长" : "组长", hit[1]!);
    }
  }
  return members;
}
