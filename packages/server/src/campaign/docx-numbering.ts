import { SaxesParser } from "saxes";

/** The number that Word would print before a paragraph of this list and level, e.g. 一、; counts as it is called. */
export type Numbering = (numId: string, level: number) => string;

interface Level {
  start: number;
  format: string;
  text: string;
}

/**
 * Reads word/numbering.xml. Word keeps the numbers of automatic lists out of the text, yet a plan is read by
 * them (一、 （一） 1.).
 */
export function docxNumbering(xml: string | null): Numbering {
  const lists = new Map<string, Map<number, Level>>();
  const abstractOf = new Map<string, string>();
  if (xml !== null) readLists(xml, lists, abstractOf);
  const counters = new Map<string, number[]>();
  return (numId, level) => {
    const abstract = abstractOf.get(numId);
    const levels = abstract === undefined ? undefined : lists.get(abstract);
    const own = levels?.get(level);
    if (!levels || !own || own.format === "bullet" || own.format === "none" || level > 8) return "";
    const counter = counters.get(abstract!) ?? [];
    counters.set(abstract!, counter);
    counter[level] = counter[level] === undefined ? own.start : counter[level] + 1;
    counter.length = level + 1;
    return own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      return spell(counter[at] ?? levels.get(at)?.start ?? 1, levels.get(at)?.format ?? "decimal");
    });
  };
}

function readLists(
  xml: string,
  lists: Map<string, Map<number, Level>>,
  abstractOf: Map<string, string>,
): void {
  let abstract = "";
  let num = "";
  let level: Level | null = null;
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const value = String(attributes["w:val"] ?? "");
    if (name === "w:abstractNum") {
      abstract = String(attributes["w:abstractNumId"]);
      lists.set(abstract, new Map());
    } else if (name === "w:num") num = String(attributes["w:numId"]);
    else if (name === "w:abstractNumId") abstractOf.set(num, value);
    else if (name === "w:lvl") {
      level = { start: 1, format: "decimal", text: "" };
      // Overrides inside w:num come after all lists and are left aside.
      if (num === "") lists.get(abstract)?.set(Number(attributes["w:ilvl"]), level);
    } else if (level && name === "w:start") level.start = Number(value) || 0;
    else if (level && name === "w:numFmt") level.format = value;
    else if (level && name === "w:lvlText") level.text = value;
  });
  parser.on("closetag", ({ name }) => {
    if (name === "w:lvl") level = null;
  });
  parser.write(xml).close();
}

const CHINESE = "〇一二三四五六七八九";

function spell(n: number, format: string): string {
  if (/chinese|japanese|ideograph|taiwanese/i.test(format) && n > 0 && n < 100) {
    const [tens, ones] = [Math.floor(n / 10), n % 10];
    return (tens > 1 ? CHINESE[tens]! : "") + (tens > 0 ? "十" : "") + (ones > 0 ? CHINESE[ones]! : "");
  }
  if (format === "decimalEnclosedCircle" && n >= 1 && n <= 20) return String.fromCodePoint(0x245f + n);
  return String(n);
}

/** The list and level that a paragraph style puts its paragraphs in. */
export interface StyleNumber {
  numId: string;
  level: number;
}

/** Reads word/styles.xml: headings are often numbered by their style alone, which may take its list from another. */
export function styleNumbers(xml: string | null): (style: string) => StyleNumber | null {
  const styles = new Map<string, { basedOn: string; numId: string | null; level: number | null }>();
  let style = { basedOn: "", numId: null as string | null, level: null as number | null };
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const value = String(attributes["w:val"] ?? "");
    if (name === "w:style") {
      style = { basedOn: "", numId: null, level: null };
      styles.set(String(attributes["w:styleId"]), style);
    } else if (name === "w:basedOn") style.basedOn = value;
    else if (name === "w:numId") style.numId = value;
    else if (name === "w:ilvl") style.level = Number(value) || 0;
  });
  if (xml !== null) parser.write(xml).close();
  return (id) => {
    let numId: string | null = null;
    let level: number | null = null;
    // Ten steps end a chain of styles that leads back to itself.
    for (let at = styles.get(id), steps = 0; at && steps < 10; at = styles.get(at.basedOn), steps++) {
      numId ??= at.numId;
      level ??= at.level;
    }
    return numId === null || numId === "0" ? null : { numId, level: level ?? 0 };
  };
}
