import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { planDutyKinds, readPlan, type PlanDraft } from "@lingzhu/domain/campaign";
import { Problem } from "@lingzhu/domain/kernel";
import { extractPlanText } from "../campaign/plan-text.ts";
import { loadDivisions } from "../place/divisions.ts";
import type { Io } from "./io.ts";

const USAGE =
  "用法：lingzhu plan read 方案文件 [--json [--sources]]\n  方案文件为 docx、带文字的 pdf 或 txt。\n";

/**
 * `lingzhu plan read FILE [--json]`; `args` are the words after `plan`. Prints the draft in words, or with
 * `--json` as the contract has it; `--sources` adds where in the text each item was read. Starts no database.
 * Returns the exit status: 0 done, 1 failed, 2 bad input or usage.
 */
export async function planCommand(args: string[], io: Io): Promise<number> {
  const request = parse(args);
  if (!request) {
    io.stderr.write(USAGE);
    return 2;
  }
  try {
    const bytes = await readFile(request.file).catch((error: NodeJS.ErrnoException) => {
      throw new UnreadableFile(error.code ?? "");
    });
    const text = await extractPlanText(bytes, basename(request.file));
    const draft = readPlan(text, loadDivisions());
    const shown = request.sources ? draft : bare(draft);
    io.stdout.write(request.json ? `${JSON.stringify(shown, null, 2)}\n` : inWords(draft));
    return 0;
  } catch (error) {
    if (error instanceof UnreadableFile) {
      const reason =
        error.reason === "ENOENT" ? "没有这个文件" : error.reason === "EISDIR" ? "这是文件夹" : "文件打不开";
      io.stderr.write(`${reason}：${request.file}。请核对路径后再试。\n`);
      return 2;
    }
    if (error instanceof Problem) {
      io.stderr.write(`${error.title}：${error.detail}\n`);
      return 2;
    }
    io.stderr.write(`没有读成：${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

class UnreadableFile extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

function parse(args: string[]): { file: string; json: boolean; sources: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: "boolean", default: false }, sources: { type: "boolean", default: false } },
    });
    const [verb, file, ...more] = positionals;
    return verb === "read" && file !== undefined && more.length === 0 ? { file, ...values } : null;
  } catch {
    return null;
  }
}

/** The draft with the keys of the contract and no others. */
function bare(draft: PlanDraft): unknown {
  const { title, year, street, period, goals, notUnderstood } = draft;
  return {
    title,
    year,
    street,
    period,
    phases: draft.phases.map(({ name, start, end }) => ({ name, start, end })),
    goals,
    group: draft.group && {
      name: draft.group.name,
      members: draft.group.members.map(({ role, name, post }) => ({ role, name, post })),
    },
    office: draft.office && { at: draft.office.at, head: draft.office.head },
    communities: draft.communities.map(({ name, code }) => ({ name, code })),
    duties: draft.duties.map(({ kind, text }) => ({ kind, text })),
    notUnderstood,
  };
}

const OPEN = "（未读出）";

function inWords(draft: PlanDraft): string {
  const days = (value: { start: string | null; end: string | null } | null) =>
    value ? `${value.start ?? OPEN} 至 ${value.end ?? OPEN}` : OPEN;
  const lines = [
    `标题：${draft.title ?? OPEN}`,
    `年度：${draft.year ?? OPEN}`,
    `街道：${draft.street ? `${draft.street.name}（代码 ${draft.street.code ?? "未能确定"}）` : OPEN}`,
    `时间：${days(draft.period)}`,
    `阶段（${draft.phases.length}）：`,
    ...draft.phases.map((phase) => `  ${phase.name}  ${days(phase)}`),
    `目标：${draft.goals.join("、") || OPEN}`,
    `领导小组：${draft.group ? `${draft.group.name}（${draft.group.members.length} 人）` : OPEN}`,
    ...(draft.group?.members ?? []).map(({ role, name, post }) =>
      `  ${role}  ${name ?? "（未具名）"}  ${post ?? ""}`.trimEnd(),
    ),
    `办公室：${draft.office ? `设在${draft.office.at ?? OPEN}，主任 ${draft.office.head ?? OPEN}` : OPEN}`,
    `社区（${draft.communities.length}）：`,
    ...draft.communities.map(({ name, code }) => `  ${name}  ${code ?? "（国家代码中没有对应）"}`),
    `职责（${draft.duties.length}）：`,
    ...draft.duties.map(({ kind, text }) => `  【${planDutyKinds[kind]}】${text}`),
    `没有读懂的内容（${draft.notUnderstood.length}），请人工核对：`,
    ...draft.notUnderstood.map((text) => `  ${text}`),
  ];
  return `${lines.join("\n")}\n`;
}
