import { Problem } from "@lingzhu/domain/kernel";
import { auditCommand } from "./audit.ts";
import { backupCommand, restoreCommand } from "./backup.ts";
import { coverageCommand } from "./coverage.ts";
import { EXIT, type Io } from "./io.ts";
import { doctorCommand } from "./doctor.ts";
import { ledgerCommand } from "./ledger.ts";
import { migrateCommand } from "./migrate.ts";
import { planCommand } from "./plan.ts";
import { rebuildCommand } from "./rebuild.ts";
import { simulateCommand } from "./simulate.ts";
import { userCommand } from "./user.ts";

const commands: Record<string, { run: (args: string[], io: Io) => Promise<number>; usage: string }> = {
  plan: { run: planCommand, usage: "plan read 文件 [--json]                     读实施方案，列出草稿" },
  coverage: { run: coverageCommand, usage: "coverage --tracks 文件… --zones 文件 [--json]  由轨迹计算覆盖" },
  ledger: {
    run: ledgerCommand,
    usage: "ledger import 文件 --street 代码 [--datum 坐标系] [--dry-run] [--json]  导入台账",
  },
  user: {
    run: userCommand,
    usage: "user add 账号 --name 姓名 --role 岗位 [--street 代码]  新建账号（密码从标准输入读）",
  },
  audit: {
    run: auditCommand,
    usage: "audit verify [--heads 文件] [--json] | audit heads [--out 文件]  校验审计链；导出签署过的链头",
  },
  backup: { run: backupCommand, usage: "backup 文件或文件夹 [--json] | backup key     备份；显示备份密钥" },
  restore: {
    run: restoreCommand,
    usage: "restore 文件或文件夹 [--check] [--key 文件] [--json]  恢复，或只试恢复",
  },
  doctor: {
    run: doctorCommand,
    usage: "doctor [--json]                            检查磁盘、时钟、备份、证书、数据库",
  },
  rebuild: {
    run: rebuildCommand,
    usage: "rebuild [--check] [--json]                 由现场记录重建派生数据",
  },
  simulate: {
    run: simulateCommand,
    usage:
      "simulate --url 地址 --devices 台数 --seed 种子 [--json]  模拟多台手机同时上传（在单独的模拟街道里）",
  },
  migrate: { run: migrateCommand, usage: "migrate                                    升级数据库结构" },
};

const usage = () =>
  `用法：lingzhu 命令\n\n${Object.values(commands)
    .map((command) => `  ${command.usage}`)
    .join("\n")}\n`;

/** Runs one command and returns its exit status. */
export async function main(args: string[], io: Io): Promise<number> {
  const command = commands[args[0] ?? ""];
  if (!command) {
    io.stderr.write(usage());
    return args.length === 0 || args[0] === "--help" ? EXIT.done : EXIT.usage;
  }
  try {
    return await command.run(args.slice(1), io);
  } catch (error) {
    io.stderr.write(
      `${error instanceof Problem ? error.detail : error instanceof Error ? error.message : String(error)}\n`,
    );
    const misused = String((error as { code?: unknown }).code ?? "").startsWith("ERR_PARSE_ARGS");
    const badInput = error instanceof Problem && error.status >= 400 && error.status < 500;
    return misused || badInput ? EXIT.usage : EXIT.failed;
  }
}
