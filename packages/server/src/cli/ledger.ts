import { basename } from "node:path";
import { parseArgs } from "node:util";
import { problem } from "@lingzhu/domain/kernel";
import { columnWords, matchColumns, rejectionWords, type LedgerDatum } from "@lingzhu/domain/place";
import { read, transact } from "../db/transact.ts";
import { openLedgerFile } from "../place/ledger-file.ts";
import { importLedger } from "../place/ledger-job.ts";
import { passLedger, type LedgerPassage, type LedgerSource } from "../place/ledger-pass.ts";
import { lockJob } from "../place/ledger-store.ts";
import { answer, EXIT, type Io } from "./io.ts";
import { streetIds } from "../street/ids.ts";
import { withHouse } from "./open.ts";

const USAGE =
  "用法：lingzhu ledger import 文件 --street 代码 [--datum wgs84|cgcs2000|gcj02|bd09] [--dry-run] [--json]\n";
const DATUMS: readonly string[] = ["wgs84", "cgcs2000", "gcj02", "bd09"] satisfies LedgerDatum[];

/**
 * `lingzhu ledger import FILE --street CODE`: the same way as on the page, columns matched by their headers.
 * A question that must be answered first (which datum, which column) ends it with status 3 and changes nothing.
 */
export async function ledgerCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      street: { type: "string" },
      datum: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const [verb, file] = positionals;
  if (verb !== "import" || !file || !values.street || (values.datum && !DATUMS.includes(values.datum))) {
    io.stderr.write(USAGE);
    return EXIT.usage;
  }
  const opened = await openLedgerFile(file, basename(file));
  const { mapping, questions } = matchColumns(opened.headers);
  const datum = (values.datum ?? null) as LedgerDatum | null;
  const open = questions.filter(
    ({ about }) => about === "essential" || (about === "datum" && datum === null),
  );
  if (open.length > 0) {
    const texts = open.map(({ text }) => text);
    if (values.json) io.stdout.write(`${JSON.stringify({ questions: texts })}\n`);
    else io.stderr.write(`${texts.join("\n")}\n没有保存任何内容。\n`);
    return EXIT.question;
  }
  const streetId = Number(values.street.padEnd(12, "0"));
  const source: LedgerSource = { file: opened, mapping, datum };
  const passage = await withHouse(async (floor) => {
    if (!(await streetIds(floor)).includes(streetId)) return null;
    const acting = { streetId, accountId: null, sessionId: null };
    if (values["dry-run"]) return read(floor, acting, (tx) => passLedger(tx, source));
    return transact(floor, acting, async (tx) => {
      if (!(await lockJob(tx)))
        throw problem("record.in-use", { noun: "台账", by: "另一次试算或导入（请等它结束）" });
      const done = await importLedger(tx, source);
      const { created, changed, unchanged, missing, rejected } = done.difference;
      tx.audit({
        act: "ledger.import",
        noun: "ledger",
        id: null,
        detail: { created, changed, unchanged, missing, rejected },
      });
      tx.announce("place");
      return done;
    });
  });
  if (!passage) {
    io.stderr.write(`没有代码为 ${values.street} 的街道，没有保存任何内容。\n`);
    return EXIT.usage;
  }
  answer(io, values.json, documentOf(passage), wordsOf(passage, values["dry-run"]));
  return EXIT.done;
}

/** The contract's document: every rejected row with its place and reason. */
const documentOf = ({ rows, difference, rejected }: LedgerPassage) => ({
  rows,
  created: difference.created,
  changed: difference.changed,
  unchanged: difference.unchanged,
  rejected: rejected.map(({ rejection }) => ({
    row: rejection.row,
    column: columnWords[rejection.column],
    reason: rejection.reason,
  })),
});

function wordsOf({ rows, difference, rejected }: LedgerPassage, dryRun: boolean): string {
  const head = dryRun ? "试算，没有保存" : "已导入";
  const counts = `${head}：共 ${rows} 行，新增 ${difference.created}，变更 ${difference.changed}，未变 ${difference.unchanged}，不收 ${rejected.length}。`;
  return [counts, ...rejected.map(({ rejection }) => `  ${rejectionWords(rejection)}`)].join("\n");
}
