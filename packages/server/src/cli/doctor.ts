import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { worst, type Check } from "../doctor/check.ts";
import { examine, examineMachine, noDatabase } from "../doctor/doctor.ts";
import { jobsOf } from "../jobs/list.ts";
import { answer, EXIT, type Io } from "./io.ts";
import { withHouse } from "./open.ts";

const MARKS = { ok: "✓ 正常", warn: "! 注意", bad: "✗ 有问题" } as const;

/** `lingzhu doctor`: looks at everything that can go wrong with an installation and says what to do. */
export async function doctorCommand(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean", default: false } } });
  const config = readConfig(process.env);
  const checks = await withHouse((floor, _config, pool) =>
    examine(floor, config, jobsOf({ config, pool })),
  ).catch((error: unknown): Check[] => [...examineMachine(config), noDatabase(error)]);
  const level = worst(checks);
  const lines = checks.map(
    ({ word, level: of, words, advice }) =>
      `${MARKS[of]}  ${word}：${words}${advice ? `\n         → ${advice}` : ""}`,
  );
  answer(io, values.json, { level, checks }, lines.join("\n"));
  return level === "bad" ? EXIT.failed : EXIT.done;
}
