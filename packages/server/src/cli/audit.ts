import { parseArgs } from "node:util";
import { verifyChain, type Verdict } from "../audit/verify.ts";
import { answer, EXIT, type Io } from "./io.ts";
import { streetIds, withHouse } from "./open.ts";

/** `lingzhu audit verify`: every street's chain; the first bad entry ends it with status 1. */
export async function auditCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  if (positionals[0] !== "verify") {
    io.stderr.write("用法：lingzhu audit verify [--json]\n");
    return EXIT.usage;
  }
  const verdict = await withHouse(async (floor) => {
    const whole: Verdict = { entries: 0, ok: true, firstBad: null };
    for (const streetId of await streetIds(floor)) {
      const one = await verifyChain(floor, streetId);
      whole.entries += one.entries;
      if (!one.ok && whole.ok) Object.assign(whole, { ok: false, firstBad: one.firstBad });
    }
    return whole;
  });
  const words = verdict.ok
    ? `审计链完整，共 ${verdict.entries} 条。`
    : `审计链在街道 ${verdict.firstBad!.streetId} 第 ${verdict.firstBad!.seq} 条断开：${verdict.firstBad!.reason}。请保留现场，联系上级。`;
  answer(io, values.json, verdict, words);
  return verdict.ok ? EXIT.done : EXIT.failed;
}
