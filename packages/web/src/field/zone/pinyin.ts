/**
 * 拼音首字母 of names, without a dictionary: the browser sorts Chinese by pronunciation (Unicode CLDR, zh pinyin), so
 * a character's initial follows from which boundary character it sorts behind. Pure.
 */

/**
 * The first common character of each initial in pinyin order; i, u and v begin no syllable. Held against the 6,763
 * characters of GB 2312, 80 differ, nearly all of them characters with two readings.
 */
const BOUNDS = [..."阿八嚓哒婀发旮哈讥咔垃妈拿喔趴七蚺仨他挖夕丫匝"] as const;
const LETTERS = [..."abcdefghjklmnopqrstwxyz"] as const;

/** Characters of place names that have readings with different initials: 六安 lù, 厦门 xià, 圩 wéi and xū, 番禺 pān. */
const READINGS: Readonly<Record<string, string>> = {
  重: "cz",
  长: "cz",
  厦: "sx",
  行: "hx",
  曾: "cz",
  单: "ds",
  盛: "cs",
  晟: "cs",
  乐: "ly",
  朝: "cz",
  解: "jx",
  查: "cz",
  浍: "hk",
  会: "hk",
  藏: "cz",
  降: "jx",
  调: "dt",
  校: "jx",
  巷: "xh",
  车: "cj",
  枞: "cz",
  句: "jg",
  莘: "sx",
  仇: "cq",
  召: "zs",
  翟: "zd",
  圩: "wx",
  埔: "bp",
  泊: "bp",
  陂: "bp",
  番: "fp",
  荥: "xy",
  歙: "sx",
  覃: "tq",
  溱: "qz",
  茄: "jq",
  荠: "jq",
};

let order: Intl.Collator | null | undefined;
/** The pronunciation order, or null in a browser that does not have it. */
function pinyinOrder(): Intl.Collator | null {
  if (order !== undefined) return order;
  const collator = new Intl.Collator("zh-CN-u-co-pinyin");
  const works = BOUNDS.every((bound, i) => i === 0 || collator.compare(BOUNDS[i - 1]!, bound) < 0);
  order = works ? collator : null;
  return order;
}

const known = new Map<string, string>();

/** Letters that a character may be typed by: its initials, or itself when it is no Chinese character. */
export function lettersOf(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  const letters = READINGS[character] ?? firstLetter(character);
  known.set(character, letters);
  return letters;
}

function firstLetter(character: string): string {
  if (!/^\p{Script=Han}$/u.test(character)) return character;
  const collator = pinyinOrder();
  if (!collator) return character;
  let letter: string = LETTERS[0]!;
  for (const [i, bound] of BOUNDS.entries()) {
    if (collator.compare(bound, character) > 0) break;
    letter = LETTERS[i]!;
  }
  return letter;
}

/** True when some run of `text` can be typed as `typed`: figures as they are, characters by their initials. */
export function soundsLike(text: string, typed: string): boolean {
  const characters = [...text];
  const wanted = [...typed];
  for (let from = 0; from + wanted.length <= characters.length; from++)
    if (wanted.every((letter, i) => lettersOf(characters[from + i]!).includes(letter))) return true;
  return false;
}
