import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { SignedHeadsFile, type AuditVerdict } from "@lingzhu/domain/audit";
import { checkHeads, exportHeads, signHeads } from "../audit/head.ts";
import { verifyChain } from "../audit/verify.ts";
import { read, type Floor } from "../db/transact.ts";
import { streetIds } from "../street/ids.ts";
import { answer, EXIT, type Io } from "./io.ts";
import { withHouse } from "./open.ts";

const USAGE = "用法：lingzhu audit verify [--heads 文件] [--json]\n      lingzhu audit heads [--out 文件]\n";

/** `lingzhu audit verify` and `lingzhu audit heads`. */
export async function auditCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      heads: { type: "string" },
      out: { type: "string" },
    },
  });
  switch (positionals[0]) {
    case "verify":
      return verifyAll(io, values.heads, values.json);
    case "heads":
      return writeHeads(io, values.out);
    default:
      io.stderr.write(USAGE);
      return EXIT.usage;
  }
}

/** Every street's chain, then the kept file of signed heads; the first bad entry ends it with status 1. */
async function verifyAll(io: Io, headsFile: string | undefined, json: boolean): Promise<number> {
  const heads = headsFile === undefined ? null : readHeads(headsFile, io);
  if (heads === undefined) return EXIT.usage;
  const verdict = await withHouse(async (floor) => {
    const whole: AuditVerdict = { entries: 0, ok: true, firstBad: null };
    for (const streetId of await streetIds(floor)) {
      const one = await verifyChain(floor, streetId);
      whole.entries += one.entries;
      if (!one.ok && whole.ok) Object.assign(whole, { ok: false, firstBad: one.firstBad });
    }
    const rewritten = heads && whole.ok ? await checkHeads(floor, heads) : null;
    return rewritten ? { ...whole, ok: false, firstBad: rewritten } : whole;
  });
  const kept = heads ? `，与文件中 ${heads.heads.length} 个签署过的链头一致` : "";
  const words = verdict.ok
    ? `审计链完整，共 ${verdict.entries} 条${kept}。`
    : `审计链在街道 ${verdict.firstBad!.streetId} 第 ${verdict.firstBad!.seq} 条断开：${verdict.firstBad!.reason}。请保留现场，联系上级。`;
  answer(io, json, verdict, words);
  return verdict.ok ? EXIT.done : EXIT.failed;
}

/** Undefined when the file is not one of ours; the reason has been said. */
function readHeads(path: string, io: Io): SignedHeadsFile | undefined {
  try {
    return SignedHeadsFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    io.stderr.write(`${path} 读不出来，或不是 lingzhu audit heads 导出的文件。没有做任何改动。\n`);
    return undefined;
  }
}

/** Signs what is due and writes the signed heads of all streets. */
async function writeHeads(io: Io, out: string | undefined): Promise<number> {
  const file = await withHouse(async (floor) => {
    await signHeads(floor);
    return allHeads(floor);
  });
  const text = `${JSON.stringify(file, null, 2)}\n`;
  if (out === undefined) io.stdout.write(text);
  else {
    writeFileSync(out, text, { mode: 0o644 });
    io.stdout.write(`${file.heads.length} 个签署过的链头已写入 ${out}，请保存到另一台机器或光盘。\n`);
  }
  return EXIT.done;
}

async function allHeads(floor: Floor): Promise<SignedHeadsFile> {
  const key = floor.auditKey();
  const file: SignedHeadsFile = { format: "lingzhu-audit-heads/1", publicKey: key.publicKey, heads: [] };
  for (const streetId of await streetIds(floor)) {
    const one = await read(floor, { streetId, accountId: null, sessionId: null }, (tx) =>
      exportHeads(tx, key),
    );
    file.heads.push(...one.heads);
  }
  return file;
}
