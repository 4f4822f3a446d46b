import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Document, Packer, Paragraph } from "docx";
import { afterAll, beforeAll, expect, it } from "vitest";
import { planCommand } from "./plan.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "plan-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  let [out, err] = ["", ""];
  const status = await planCommand(args, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

const LINES = [
  "西关街道2025年春季铲毒实施方案",
  "一、时间安排",
  "2025年3月—2025年6月（部署发动阶段2025年3月，总结成效阶段2025年6月）",
  "二、工作目标",
  "确保“零产量”。",
  "三、领导小组",
  "组  长：赵一禾   街道办事处主任",
  "成  员：*   振兴社区党总支书记",
  "办公室设在街道综治中心，赵一禾同志兼任办公室主任。",
  "四、要求",
  "各社区与街道签订责任书。",
];

it("prints one JSON document with the keys of the contract", async () => {
  const file = join(folder, "plan.docx");
  const document = new Document({ sections: [{ children: LINES.map((line) => new Paragraph(line)) }] });
  writeFileSync(file, await Packer.toBuffer(document));
  const { status, out, err } = await run("read", file, "--json");
  expect([status, err]).toEqual([0, ""]);
  expect(JSON.parse(out)).toEqual({
    title: "西关街道2025年春季铲毒实施方案",
    year: 2025,
    street: { name: "西关街道", code: "341302007" },
    period: { start: "2025-03-01", end: "2025-06-30" },
    phases: [
      { name: "部署发动阶段", start: "2025-03-01", end: "2025-03-31" },
      { name: "总结成效阶段", start: "2025-06-01", end: "2025-06-30" },
    ],
    goals: ["零产量"],
    group: {
      name: "领导小组",
      members: [
        { role: "组长", name: "赵一禾", post: "街道办事处主任" },
        { role: "成员", name: null, post: "振兴社区党总支书记" },
      ],
    },
    office: { at: "街道综治中心", head: "赵一禾" },
    communities: [{ name: "振兴社区", code: "341302007009" }],
    duties: [{ kind: "responsibility-letter", text: "各社区与街道签订责任书。" }],
    notUnderstood: [],
  });
});

it("speaks Chinese without --json", async () => {
  const file = join(folder, "plan.txt");
  writeFileSync(file, LINES.join("\n"));
  const { status, out } = await run("read", file);
  expect(status).toBe(0);
  expect(out).toContain("街道：西关街道（代码 341302007）");
  expect(out).toContain("【责任书】各社区与街道签订责任书。");
});

it.each([[[]], [["read"]], [["write", "a"]], [["read", "a", "b"]], [["read", "a", "--colour"]]])(
  "answers wrong usage %j with status 2 and the usage",
  async (args) => {
    const { status, out, err } = await run(...args);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain("用法：lingzhu plan read");
  },
);

it("answers a missing and an unreadable file with status 2 and what to do", async () => {
  expect(await run("read", join(folder, "none.docx"), "--json")).toMatchObject({ status: 2, out: "" });
  const old = join(folder, "old.doc");
  writeFileSync(old, Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1));
  const { status, err } = await run("read", old);
  expect(status).toBe(2);
  expect(err).toContain("另存为");
});
