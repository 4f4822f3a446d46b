import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { roleNames, roles, type Role } from "@lingzhu/domain/access";
import { createAccount } from "../account/service.ts";
import { transact } from "../db/transact.ts";
import { answer, EXIT, type Io } from "./io.ts";
import { streetIds } from "../street/ids.ts";
import { withHouse } from "./open.ts";

/** `lingzhu user add LOGIN --name NAME --role ROLE [--street CODE]`; the password comes on standard input. */
export async function userCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: "string" },
      role: { type: "string" },
      street: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [verb, login] = positionals;
  const { name, street } = values;
  const role = values.role as Role | undefined;
  if (verb !== "add" || !login || !name || !role || !roleNames.includes(role) || role === "secretary") {
    const choices = roleNames.filter((one) => one !== "secretary").map((one) => `${one}（${roles[one]}）`);
    io.stderr.write(
      `用法：lingzhu user add 账号 --name 姓名 --role 岗位 [--street 代码] < 密码\n岗位：${choices.join("、")}\n社区书记须指定社区，请在页面上新建。\n`,
    );
    return EXIT.usage;
  }
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  const outcome = await withHouse(async (floor) => {
    const streets = await streetIds(floor);
    const streetId =
      street !== undefined ? Number(street.padEnd(12, "0")) : streets.length === 1 ? streets[0]! : null;
    if (streetId === null || !streets.includes(streetId)) return { streets };
    return transact(floor, { streetId, accountId: null, sessionId: null }, (tx) =>
      createAccount(tx, {
        login,
        password,
        person: { name, post: null, organisation: null, communityId: null },
        grants: [{ role, communityId: null }],
      }),
    );
  });
  if ("streets" in outcome) {
    const question = outcome.streets.length
      ? `请用 --street 指明街道：${outcome.streets.join("、")}`
      : "还没有街道，请先在浏览器完成首次设置。";
    if (values.json) io.stdout.write(`${JSON.stringify({ question })}\n`);
    else io.stderr.write(`${question}\n`);
    return EXIT.question;
  }
  answer(io, values.json, outcome, `已新建账号 ${login}。`);
  return EXIT.done;
}
