import { isMasked, isName, isPost, mayBeName, personIn, type Person } from "./person-words.ts";
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
  const items = splitOutsideBrackets(text);
  if (items.length === 1) return readItem(items[0]!);
  const read = items.map((item) => readItem(item));
  const people: Person[] = [];
  /** Whether the last of `people` is a named or masked person and not only a post. */
  let lastIsPerson = false;
  for (const [i, item] of items.entries()) {
    const found = read[i];
    if (!found) return null;
    const last = people.at(-1);
    const bearer = hasBearer(item);
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
      // 党工委副书记、办事处主任 赵一禾: the first part belongs to the post of the second.
      people.pop();
      first.post = `${last.post}、${first.post}`;
    }
    people.push(...found);
    lastIsPerson = bearer;
  }
  return shareEnding(people);
}

const isBearer = (word: string) => isName(word) || isMasked(word);
/** The item names somebody, openly or masked. */
function hasBearer(item: string): boolean {
  return tokensOf(item).some(isBearer) || personIn(squeeze(item)) !== null;
}
function beginsWithBearer(item: string): boolean {
  const [first] = tokensOf(item);
  return first !== undefined && isBearer(first);
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
        return { name, post };
      }
      const isOrganisation = /(?:所|办|中心|站|院|校|社区|村|室|局|队|会|部|学校|政府|科)$/.test(post);
      if (ending === null || !isOrganisation) ending = null;
      return { name, post: ending === null ? post : post + ending };
    })
    .toReversed();
}

function splitOutsideBrackets(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let item = "";
  for (const char of text) {
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (depth <= 0 && /[、;,]/.test(char)) {
      items.push(item);
      item = "";
    } else item += char;
  }
  items.push(item);
  return items.map((part) => part.trim()).filter((part) => part !== "");
}

/** Words parted by space or tab, with padded names (赵  禾) put together again. */
function tokensOf(text: string): string[] {
  const raw = text
    .replace(/[:：]/g, " ")
    .replace(/\(\s*(?:兼|[男女]|[\u4e00-\u9fa5]{1,3}族)\s*\)|(?<!负责)同志/g, "")
    .split(/(\s+)/);
  const tokens: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const word = raw[i]!;
    if (word === "") continue;
    const next = raw[i + 2];
    const after = raw[i + 4];
    const single = (w: string | undefined) => w !== undefined && /^[\u4e00-\u9fa5]$/.test(w);
    if (single(word) && single(next) && single(after)) {
      tokens.push(word + next! + after!);
      i += 4;
    } else if (single(word) && single(next)) {
      tokens.push(word + next!);
      i += 2;
    } else tokens.push(word);
  }
  return tokens;
}

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
  const tokens = tokensOf(item).filter(
    (token) => !/^(?:\d{1,3}[.、]?|1\d{10}|\d{3,4}-?\d{7,8}|\d+\*+\d*|\/|-+)$/.test(token),
  );
  if (tokens.length === 0) return [];
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
  const isPerson = (token: string) => isName(token) || isMasked(token) || isBesideTitle(token);
  const nameOf = (token: string) => (isMasked(token) ? null : token);
  if (!tokens.some(isPerson)) {
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
      if (people.length > 0) people.at(-1)!.post = joined(post);
      people.push({ name: nameOf(token), post: null });
    } else people.push({ name: nameOf(token), post: joined(post) });
    post = [];
  }
  if (nameFirst) people.at(-1)!.post = joined(post);
  else if (post.length > 0) {
    const last = people.at(-1)!;
    last.post = joined([...(last.post ? [last.post] : []), ...post]);
  }
  return people;
}

function joined(words: string[]): string | null {
  const post = words
    .join("")
    .replace(/^\((.*)\)$/, "$1")
    .replace(/^[-,]+|[,、]+$/g, "");
  return post === "" ? null : post;
}
