import type { TextSpan } from "../plan-draft.ts";
import { squeeze } from "./normalise.ts";
import { sentencesOf, type Line } from "./outline.ts";
import { isMasked, isName, isVerb, mayBeName, personIn } from "./person-words.ts";

export interface Office {
  at: string | null;
  head: string | null;
  source: TextSpan;
  /** The sentences that speak of it; they need not stand together. */
  taken: TextSpan[];
}

const AT =
  /办公室[,(]?(?:办公地点|地点|地址)?[,(]?(?:就|具体|地点|地址)?(?:设立在|设置在|设在|社在|设于|于|设(?=街道|镇|乡|区|县|市|综治|平安|派出所|党政|禁毒|社会|公安|司法)|挂靠在?|依托|放在|在)([^,;。():]{2,30}?)(?=[,;。():]|$|由|主任由)/;
/** Its place in a part of the sentence of its own: 地点设在综治办; or as an entry of a list: 办公室：综治办. */
const PLACE =
  /(?:地点|地址)(?:设立?|放)?在([^,;。():]{2,30}?)(?=[,;。():]|$)|^办公室:(?:设在)?([^,;。():由]{2,20}?)(?=[,;。(]|$)/;
const HEAD = [
  /^办公室:.*?\(主任(?:由|为|:)([^,;。()]{1,20}?)(?:同志)?(?:兼任?|担任)?\)/,
  /(?:^|[,;。(]|由)([^,;。(]{1,30}?)(?:同志)?(?:兼任?|担任|任|为)(?:领导小组|指挥部|专班)?办公室(?:的)?主任/,
  /办公室主任(?:一职)?(?:由|为|:|是)([^,;。]{1,30}?)(?:同志)?(?:\(兼\)|兼任|担任|兼|任|$|[,;。])/,
  /办公室.*?(?:在|于).*?主任由([^,;。]{1,20}?)(?:同志)?(?:兼任|担任|兼)/,
  /办公室.*?[,;]主任([^,;。由为任兼]{2,4}?)(?=[,;。(]|$)/,
  /办公室(?:于|在|设).*?(?:^|[,;。(]|由)([^,;。(]{1,30}?)(?:同志)?(?:兼任|担任|任)主任/,
  /(?:下设|设立?)办公室[,;]([^,;。(]{1,30}?)(?:同志)?(?:兼任|担任|任)主任/,
  /(?:下设|设立?)办公室.*?由([^,;。]{1,30}?)(?:同志)?(?:兼任|担任|兼|任)主任/,
];

/** So much of a sentence is looked at; one that speaks of an office is far shorter. */
const LONGEST = 300;

/** Office of the leading group: where it sits and who heads it; null when the plan has none. */
export function findOffice(lines: Line[]): Office | null {
  let office: Office | null = null;
  for (const line of lines) {
    if (!/办\s*公\s*室/.test(line.text)) continue;
    const sentences = sentencesOf(line);
    for (const sentence of sentences) {
      const words = squeeze(sentence.text).slice(0, LONGEST);
      const isOurs =
        /下设|领导小组|办公室设|设在|社在|设于|办公室主任|设(?:立)?办公室|设置办公室|^办公室:/.test(words);
      if (!isOurs || !words.includes("办公室") || /各(?:社区|村)[^,]*办公室/.test(words)) continue;
      const place = PLACE.exec(words);
      const at = (AT.exec(words)?.[1] ?? place?.[1] ?? place?.[2])?.replace(/(?:内|办公)$/, "") ?? null;
      const head = headIn(words);
      const founded = /下设(?:的)?(?:一个)?办公室|设立?办公室/.test(words);
      if (at === null && head === undefined && !founded) continue;
      const span = { start: sentence.start, end: sentence.end };
      if (!office) office = { at, head: head ?? null, source: span, taken: [span] };
      else {
        const isNews = (office.at === null && at !== null) || (office.head === null && !!head);
        if (!isNews && sentence.start - office.source.end > 4) continue;
        office.at ??= at;
        office.head ??= head ?? null;
        office.taken.push(span);
        // Far from the first, the sentence that added something is the better one to show.
        office.source =
          sentence.start - office.source.end < 4 ? { start: office.source.start, end: span.end } : span;
      }
    }
  }
  return office;
}

/** The head's name; null when masked or only a post is given; undefined when the sentence names no head. */
function headIn(words: string): string | null | undefined {
  for (const pattern of HEAD) {
    const hit = pattern.exec(words);
    if (!hit) continue;
    const who = hit[1]!.replace(/^(?:由|并由|办公室主任|主任)/, "").replace(/同志.*$/, "");
    if (isMasked(who)) return null;
    if (isName(who) || (mayBeName(who) && who.length <= 3 && !isVerb(who))) return who;
    return personIn(who)?.name ?? null;
  }
  return undefined;
}
