import { parseArgs } from "node:util";
import { read, transact } from "../db/transact.ts";
import { derivedDigest, rebuild } from "../sync/rebuild.ts";
import { answer, EXIT, type Io } from "./io.ts";
import { streetIds } from "../street/ids.ts";
import { withHouse } from "./open.ts";

class Undo extends Error {}

/** `lingzhu rebuild [--check]`: derived tables from facts; `--check` only compares and changes nothing. */
export async function rebuildCommand(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { check: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
  });
  const results = await withHouse(async (floor) => {
    const streets: { streetId: number; same: boolean }[] = [];
    for (const streetId of await streetIds(floor)) {
      const acting = { streetId, accountId: null, sessionId: null };
      const before = await read(floor, acting, derivedDigest);
      let after = before;
      await transact(floor, acting, async (tx) => {
        await rebuild(tx);
        after = await derivedDigest(tx);
        if (values.check) throw new Undo();
      }).catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error;
      });
      streets.push({ streetId, same: JSON.stringify(before) === JSON.stringify(after) });
    }
    return streets;
  });
  const differing = results.filter((result) => !result.same);
  const words = values.check
    ? differing.length
      ? "派生数据与现场记录不一致，请运行 lingzhu rebuild。"
      : "派生数据与现场记录一致。"
    : "派生数据已由现场记录重建。";
  answer(io, values.json, { streets: results }, words);
  return values.check && differing.length > 0 ? EXIT.failed : EXIT.done;
}
