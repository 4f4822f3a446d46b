import {
  isCompoundSurname,
  isMasked,
  isName,
  isNameCell,
  isPost,
  isSurname,
  mayBeName,
  personIn,
  type Person,
} from "./person-words.ts";
import { squeeze } from "./normalise.ts";

/**
 * The people in the words after a role: one or many, name before post or after, parted by space,
 * tab, bracket, 、 or nothing. Null when the words do not read as a list of people.
 */
export function readEntries(words: string): Person[] | null {
  const text = words
    .replace(/[。;]\s*$/, "")
    .replace(/(?<![\d-])(?:1\d{2}[\d*]{8}|0\d{2,3}-?\d{7,8})(?!\d)/g, " ")
    .trim();
  if (text === "") return [];
  return (
    cellsOf(text) ?? namedFirst(text) ?? eachItsOwn(text) ?? readItems(splitOutsideBrackets(text, /[、;,]/))
  );
}

/** A row of a table with a name in one cell and a title in the other. */
function cellsOf(text: string): Person[] | null {
  const cells = text
    .split("\t")
    .map(squeeze)
    .filter((cell) => cell !== "");
  if (cells.length !== 2) return null;
  const isPair = (name: string, post: string) => isNameCell(name) && isTitle(post) && !isNameCell(post);
  if (isPair(cells[0]!, cells[1]!)) return [{ name: cells[0]!, post: cells[1]! }];
  return isPair(cells[1]!, cells[0]!) ? [{ name: cells[1]!, post: cells[0]! }] : null;
}

/** 赵一禾，党委副书记、乡长；钱二木，司法所所长: the first comma of each part sets the name off. */
function namedFirst(text: string): Person[] | null {
  const parts = splitOutsideBrackets(text, /;/);
  const people = parts.map((part): Person[] | null => {
    const [name = "", post = ""] = /^([^,、()\t]{1,8}),(.+)$/.exec(part)?.slice(1) ?? [];
    const own = squeeze(name);
    const posts = splitOutsideBrackets(post, /[、,]/);
    if (
      !isBearer(own) ||
      posts.length === 0 ||
      !posts.every((item) => isTitle(squeeze(item)) && !hasBearer(item))
    )
      return parts.length > 1 ? readItems(splitOutsideBrackets(part, /[、,]/)) : null;
    return [{ name: isMasked(own) ? null : own, post: posts.map(squeeze).join("、") }];
  });
  return people.every((found) => found !== null) ? people.flat() : null;
}

/** 党委委员、政法委员赵一禾，副镇长、派出所所长钱二木: where both marks stand, the comma parts people and 、 posts. */
function eachItsOwn(text: string): Person[] | null {
  const parts = splitOutsideBrackets(text, /[;,]/);
  if (parts.length < 2 || !text.includes("、")) return null;
  const read = parts.map((part) => {
    const items = splitOutsideBrackets(part, /、/);
    return items.filter(hasBearer).length === 1 ? readItems(items) : null;
  });
  return read.every((people) => people?.length === 1) ? read.flatMap((people) => people!) : null;
}

/** The readable among the people of a list that is not readable as a whole, and the words that are left over. */
export function readMostEntries(words: string): { people: Person[]; unread: string[] } | null {
  const items = splitOutsideBrackets(words.replace(/[。;]\s*$/, "").trim(), /[、;,]/);
  const people: Person[] = [];
  const unread: string[] = [];
  const read = items.map((item) => readItem(item));
  const told = read.some((found) => found?.some(({ name, post }) => name !== null && post !== null));
  for (const [i, found] of read.entries()) {
    // Among people with posts a bare word is as likely a village as a name.
    if (found && !(told && found.some(({ post }) => post === null))) people.push(...found);
    else unread.push(items[i]!);
  }
  const named = people.filter(({ name }) => name !== null).length;
  return named >= 2 || (named === 1 && unread.length === 1) ? { people, unread } : null;
}

function readItems(items: string[]): Person[] | null {
  if (items.length === 1) return readItem(items[0]!);
  const read = items.map((item) => readItem(item));
  const people: Person[] = [];
  /** Whether the last of `people` is a named or masked person and not only a post. */
  let lastIsPerson = false;
  for (const [i, item] of items.entries()) {
    const found = read[i];
    if (!found) return headsOf(items);
    const last = people.at(-1);
    const bearer = hasBearer(item) || found.some(({ name }) => name !== null);
    const isApart = /^(?:全体|各|其他|相关|有关|所有)/.test(item) || items[i - 1]?.endsWith(")") === true;
    if (!bearer && last?.post && lastIsPerson && !isApart && isPost(squeeze(item))) {
      // 赵一禾 党委委员、派出所所长: the second part goes on with the post of the first.
      last.post += `、${squeeze(item)}`;
      continue;
    }
    const [first] = found;
    if (
      bearer &&
      first?.post &&
      last?.post &&
      !lastIsPerson &&
      isTitle(last.post) &&
      !beginsWithBearer(item)
    ) {
      // 党工委副书记、办事处主任 赵一禾: the parts before belong to the post of the named.
      const own = postsBefore(people);
      people.length -= own.length;
      first.post = [...own, first.post].join("、");
    }
    // 赵一禾、钱二木（综治办工作人员）: one post for both.
    if (first?.name && first.post && beginsWithBearer(item)) shareBackwards(people, first.post);
    people.push(...found);
    lastIsPerson = found.at(-1)?.name != null || (found.length === 1 && bearer);
  }
  return shareEnding(people);
}

/** 公安、农业农村、财政等部门分管负责人: departments named short are told as one entry, in the plan's words. */
function headsOf(items: string[]): Person[] | null {
  const post = squeeze(items.join("、"));
  const isList = /等(?:部门|单位|站所|科室|办所).{0,6}(?:负责人|负责同志|同志|领导)$/.test(post);
  return isList && post.length <= 80 && !items.some(hasBearer) ? [{ name: null, post }] : null;
}

/** Gives the post that follows several names to those before that have none. */
function shareBackwards(people: Person[], post: string): void {
  for (const person of people.toReversed()) {
    if (person.name === null || person.post !== null) return;
    person.post = post;
  }
}

/**
 * How many of the unnamed posts at the end go with the name that follows: the last one, and those before it that are
 * a person's rank (党委委员、副局长) and not the head of an office of its own (派出所所长、司法所所长).
 */
function postsBefore(people: Person[]): string[] {
  const own: string[] = [];
  for (const { name, post } of people.toReversed()) {
    if (name !== null || post === null || !isTitle(post)) break;
    if (own.length > 0 && /[所站院校队办室]长$|(?:所|办|中心|站|社区|村).*(?:主任|书记)$/.test(post)) break;
    own.unshift(post);
  }
  return own;
}

const isBearer = (word: string) => isName(word) || isMasked(word);
/** The item names somebody, openly or masked. */
function hasBearer(item: string): boolean {
  return tokensOf(item).some(isBearer) || personIn(squeeze(item)) !== null;
}
function beginsWithBearer(item: string): boolean {
  const [first] = tokensOf(item);
  return first !== undefined && isBearer(first.replace(/\(.*$/, ""));
}
/** A post of one person, unlike 派出所 or 各社区书记. */
function isTitle(post: string): boolean {
  return (
    /(?:书记|主任|[镇乡区县市州旗局部厅所站队院校处科组场司行]长|委员|主席|常委|经理)$/.test(post) &&
    !post.startsWith("各")
  );
}

/** A title or an organisation, standing beside what can only be a name. */
function isSurelyPost(word: string): boolean {
  return isTitle(word) || /.(?:所|办|中心|站|院|局|队|厅|学校|办公室|委员会|公司)$/.test(word);
}

/** 书记 in 城东村、城西村党总支书记, the heads of both. */
const VILLAGE_HEAD = /(?<=[村居]|社区)(?:(?:党(?:总支|支部|委))?书记|主任)$/;

/** 派出所、司法所主要负责人 → both are heads of their organisation. */
function shareEnding(people: Person[]): Person[] {
  let ending: string | null = null;
  return people
    .toReversed()
    .map(({ name, post }) => {
      if (name !== null || post === null) {
        ending = null;
        return { name, post };
      }
      const own = /(?:等(?:部门|单位)?)?(?:的)?((?:主要|分管)?负责(?:人|同志))$/.exec(post);
      if (own) {
        ending = own[1]!;
        // 民政办等单位负责人 closes the list and is the head of the 民政办.
        return { name, post: own[0].startsWith("等") ? post.slice(0, own.index) + ending : post };
      }
      const village = VILLAGE_HEAD.exec(post);
      if (village && !post.startsWith("各")) {
        ending = village[0];
        return { name, post };
      }
      const isOrganisation = /(?:所|办|中心|站|院|校|社区|村|室|局|队|会|部|委|学校|政府|科)$/.test(post);
      const isHere = /书记|主任/.test(ending ?? "") ? /(?:村|居|社区)$/.test(post) : isOrganisation;
      if (!isHere) ending = null;
      return { name, post: ending === null ? post : post + ending };
    })
    .toReversed();
}

function splitOutsideBrackets(text: string, mark: RegExp): string[] {
  const items: string[] = [];
  let depth = 0;
  let item = "";
  for (const char of text) {
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (depth <= 0 && mark.test(char)) {
      items.push(item);
      item = "";
    } else item += char;
  }
  items.push(item);
  const parts = items.map((part) => part.trim()).filter((part) => part !== "");
  // 各县、区禁毒办主任 is one entry.
  for (let i = parts.length - 2; i >= 0; i--) {
    if (/^各[县区市乡镇村社]$/.test(parts[i]!)) parts.splice(i, 2, `${parts[i]}、${parts[i + 1]}`);
  }
  return parts;
}

/** Words parted by space or tab, with padded names (赵  禾) put together again. */
function tokensOf(text: string): string[] {
  const raw = text
    // A cell of a table that holds a name holds nothing else: 于  谦益.
    .replace(/[^\t]+/g, (cell) => (cell.trim().length <= 8 && isName(squeeze(cell)) ? squeeze(cell) : cell))
    .replace(/[:：]/g, " ")
    .replace(/\(\s*(?:兼|[男女]|[\u4e00-\u9fa5]{1,3}族)\s*\)|(?<!负责)同志/g, "")
    // 赵一禾（派出所民警） stands for a name and its post.
    .replace(
      /(?<=^|[\s])((?:[\u4e00-\u9fa5]\s*){2,4})\(([^()]+)\)(?=\s|$)/g,
      (whole, name: string, post: string) =>
        isName(squeeze(name).slice(-3)) || isName(squeeze(name)) ? `${name} ${post}` : whole,
    )
    .split(/(\s+)/);
  const tokens: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const word = raw[i]!;
    if (word === "") continue;
    const next = raw[i + 2];
    const after = raw[i + 4];
    const single = (w: string | undefined) => w !== undefined && /^[\u4e00-\u9fa5]$/.test(w);
    if (isCompoundSurname(word) && single(next)) {
      // 欧阳  修
      tokens.push(word + next!);
      i += 2;
    } else if (single(word) && single(next) && single(after)) {
      tokens.push(word + next! + after!);
      i += 4;
    } else if (single(word) && single(next)) {
      tokens.push(word + next!);
      i += 2;
    } else tokens.push(word);
  }
  return tokens;
}

/** 王  民: two characters padded to the width of three, as names in lists are. */
const PADDED = /(?<![\u4e00-\u9fa5])([\u4e00-\u9fa5])\s{2,}([\u4e00-\u9fa5])(?![\u4e00-\u9fa5])/g;

function readItem(item: string): Person[] | null {
  return readLinkedItem(item) ?? readLinkedPosts(item) ?? readPlainItem(item);
}

/** 中心学校负责人及各村支部书记: two posts without names linked by a word. */
function readLinkedPosts(item: string): Person[] | null {
  const words = squeeze(item);
  const linked =
    /^(.{2,30}(?:负责人|负责同志|书记|主任|[镇乡局部所站队校]长|干部|人员))(?:以及|及|和)((?:各|全体|相关|有关|辖区).{2,30})$/.exec(
      words,
    );
  if (!linked || !isPost(linked[1]!) || !isPost(linked[2]!)) return null;
  return [linked[1]!, linked[2]!].map((post) => ({ name: null, post }));
}

/** 冯八林及城南社区: two entries linked by a word; only where the left side is a name. */
function readLinkedItem(item: string): Person[] | null {
  for (const link of item.matchAll(/以及|及|和|与/g)) {
    const left = readPlainItem(item.slice(0, link.index));
    const right = readPlainItem(item.slice(link.index + link[0].length));
    if (!left?.length || !right?.length || left.some(({ name }) => name === null)) continue;
    // 和 also begins the names of places: in 赵禾 和园社区书记 it links nothing.
    if (link[0] === "和" && left.at(-1)!.post === null) continue;
    return [...left, ...right];
  }
  return null;
}

function readPlainItem(item: string): Person[] | null {
  const padded = new Set(
    [...item.matchAll(PADDED)].map((hit) => hit[1]! + hit[2]!).filter((name) => isSurname(name[0]!)),
  );
  const tokens = tokensOf(item).filter(
    (token) => !/^(?:\d{1,3}[.、]?|1\d{10}|\d{3,4}-?\d{7,8}|\d+\*+\d*|\/|-+)$/.test(token),
  );
  if (tokens.length === 0) return [];
  // 州山各村主要负责人 ends a list of villages, and the words before it are none of people.
  if (
    /^[\u4e00-\u9fa5]{2,4}(?:各|等)[\d一二三四五六七八九十]*个?(?:村|社区)/.test(item) &&
    !/^(?:辖区|全镇|所辖|下辖)/.test(item)
  )
    return null;
  // Dates and figures belong to some other part of the plan.
  if (tokens.some((token) => /\d{4}|[\d一二三四五六七八九十〇][年月日]|%/.test(token))) return null;
  if (tokens.length === 1) {
    const person = personIn(tokens[0]!);
    if (person) return [person];
    return isPost(tokens[0]!) && tokens[0]!.length <= 40 ? [{ name: null, post: tokens[0]! }] : null;
  }
  const people: Person[] = [];
  const isBesideTitle = (token: string) =>
    tokens.length === 2 && mayBeName(token) && tokens.some((other) => other !== token && isSurelyPost(other));
  const isPerson = (token: string) =>
    isName(token) || isMasked(token) || isBesideTitle(token) || (padded.has(token) && tokens.length > 1);
  const nameOf = (token: string) => (isMasked(token) ? null : token);
  if (!tokens.some(isPerson)) {
    // 综治办赵六  司法所钱七
    const told = tokens.map((token) => personIn(token));
    if (told.every((person) => person?.name && person.post)) return told as Person[];
    const whole = personIn(tokens.join(""));
    if (whole) return [whole];
    const bracketed = tokens.map((token) => {
      const person = token.includes("(") ? personIn(token) : null;
      return (
        person ??
        (/^(?:全体|各|其他|相关|有关)/.test(token) && isPost(token) ? { name: null, post: token } : null)
      );
    });
    if (bracketed.every((person) => person !== null)) return bracketed;
    const each = tokens.map((token) => personIn(token));
    if (each.every((person) => person?.name)) return each as Person[];
    const post = tokens.join("");
    return post.length <= 40 && isPost(post) ? [{ name: null, post }] : null;
  }
  const nameFirst = isPerson(tokens[0]!);
  let post: string[] = [];
  for (const token of tokens) {
    if (!isPerson(token)) {
      post.push(token);
      continue;
    }
    if (nameFirst) {
      if (people.length > 0) closePost(people, joined(post));
      people.push({ name: nameOf(token), post: null });
    } else people.push({ name: nameOf(token), post: joined(post) });
    post = [];
  }
  if (nameFirst) closePost(people, joined(post));
  else if (post.length > 0) {
    const last = people.at(-1)!;
    last.post = joined([...(last.post ? [last.post] : []), ...post]);
  }
  return people;
}

/** Gives the post after a name to it and to the names just before that have none. */
function closePost(people: Person[], post: string | null): void {
  const last = people.pop()!;
  if (post !== null && last.name !== null) shareBackwards(people, post);
  people.push({ ...last, post });
}

function joined(words: string[]): string | null {
  const post = words
    .join("")
    .replace(/^\((.*)\)$/, "$1")
    .replace(/^[-,]+|[,、]+$/g, "");
  return post === "" ? null : post;
}
