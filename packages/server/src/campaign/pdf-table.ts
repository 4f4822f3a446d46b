/** Words of one row that stand together, in points. */
export interface Chunk {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
}

/** Heads of the columns that tables in plans have. */
const HEAD =
  /^(?:序号|姓名|(?:现任|组内|小组)?职务|(?:工作|所在)?单位.{0,4}|备注|(?:联系)?电话|联系方式|阶段|步骤|时间.{0,2}|起止时间|(?:主要|重点)?(?:工作)?(?:内容|任务|措施)|责任(?:人|单位|领导)|包.{0,2}(?:领导|干部|社区|村)|(?:社区|村).{0,2}|分工|职责)$/;

/**
 * The table that begins with row `first`: its rows with one text a column, cells of several lines put together.
 * Columns are told by where the words of the head begin or are centred. Null when no table begins there.
 */
export function tableAt(rows: readonly Chunk[][], first: number): { rows: string[][]; next: number } | null {
  const head = rows[first]!;
  const named = head.filter(({ text }) => HEAD.test(text.replace(/\s+/g, "")));
  if (head.length < 3 || named.length < 2) return null;
  const columnOf = (chunk: Chunk) =>
    head.findIndex(
      ({ left, right }) =>
        Math.abs(left - chunk.left) < chunk.size * 0.7 ||
        Math.abs(left + right - chunk.left - chunk.right) < chunk.size * 1.4,
    );
  const placed: Map<number, Chunk>[] = [];
  for (const row of rows.slice(first)) {
    const cells = new Map(row.map((chunk) => [columnOf(chunk), chunk]));
    if (cells.has(-1) || cells.size < row.length) break;
    placed.push(cells);
  }
  if (placed.length < 2) return null;
  const widest = head.map((_, column) =>
    placed.reduce((most, cells) => Math.max(most, cells.get(column)?.right ?? 0), 0),
  );
  const table: string[][] = [];
  let above: Map<number, Chunk> | null = null;
  for (const cells of placed) {
    const isFull = (column: number) => {
      const chunk = above?.get(column);
      return chunk !== undefined && chunk.right > widest[column]! - chunk.size * 1.1;
    };
    // A cell goes on below when its line was full; a new row has more cells than only such.
    const goesOn: boolean =
      above !== null && table.length > 1 && cells.size < above.size && [...cells.keys()].every(isFull);
    const last = table.at(-1);
    if (goesOn && last) {
      for (const [column, { text }] of cells) last[column] += text;
      above = new Map(
        [...above!].map(([column, chunk]) => [column, cells.get(column) ?? { ...chunk, right: 0 }]),
      );
      continue;
    }
    table.push(head.map((_, column) => cells.get(column)?.text ?? ""));
    above = cells;
  }
  return { rows: table, next: first + placed.length };
}
