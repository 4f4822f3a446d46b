/** Turning "ledger column → position in the file" round for the mapping screen, and what it still lacks. */
import { columns, columnWords, type CheckLedger, type Column } from "@lingzhu/domain/place";

type Mapping = CheckLedger["mapping"];

/** For each column of the file the ledger column it feeds, or null. */
export function columnsByHeader(mapping: Mapping, headers: number): (Column | null)[] {
  const byHeader: (Column | null)[] = Array.from({ length: headers }, () => null);
  for (const column of columns) {
    const index = mapping[column];
    if (index != null && index < headers) byHeader[index] = column;
  }
  return byHeader;
}

/**
 * The mapping after somebody says that the file's column `index` is `column` (null: not imported). A ledger column is
 * fed by one column of the file only, and the other way round, so whatever stood there before is taken away.
 */
export function placeColumn(mapping: Mapping, index: number, column: Column | null): Mapping {
  const next: Mapping = {};
  for (const name of columns) {
    const at = mapping[name] ?? null;
    next[name] = name === column ? index : at === index ? null : at;
  }
  return next;
}

/** What must be answered before rows can be read, each as a sentence. */
export function mappingProblems({ mapping, datum }: CheckLedger): string[] {
  const has = (column: Column) => mapping[column] != null;
  const problems: string[] = [];
  if (!has("door") && !has("address") && !has("plotName"))
    problems.push(
      `请指出哪一列是${columnWords.door}、${columnWords.address}或${columnWords.plotName}，否则认不出是哪一户、哪块地。`,
    );
  if (!has("community") && !has("address"))
    problems.push(`请指出哪一列是${columnWords.community}，或哪一列是含社区名的${columnWords.address}。`);
  if (has("lon") !== has("lat")) problems.push("经度和纬度要成对：请补上另一列，或把这一列设为「不导入」。");
  if (has("lon") && has("lat") && datum === null) problems.push("请选择经纬度从哪里来。");
  return problems;
}
