// docs/access.md from the policy itself: role × action × reach. `node tools/access-matrix.mjs` writes the page; the
// check of the documents compares it, so that policy and page cannot drift apart.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./run.mjs";

const PAGE = "docs/access.md";
/** Compiled by `tsc -b`, which the check runs before. */
const POLICY = join(root, "packages/domain/dist/access/index.js");

const REACH = { street: "街道", community: "社区", zone: "本片", own: "本人" };

const HEAD = `# Access

Who may do what, generated from \`packages/domain/src/access/policy.ts\` by \`node tools/access-matrix.mjs\`; change the policy, never this page. An empty cell is a refusal.

- 街道: every record of the street; 社区: records of the granted community; 本片: places in zones that the day's assignments give to one's teams; 本人: what one made oneself.
- Every route names one of these actions, or that it is for anybody signed in, or openly that it is public; \`npm run test:access\` walks every route of the OpenAPI document as every role.
- Below the policy PostgreSQL holds the streets apart by row-level security: a statement sees the street that its transaction named, or nothing.
`;

/** @returns {Promise<string>} the page as it should be */
export async function accessPage() {
  const { actions, actionWords, policy, roleNames, roles } = await import(pathToFileURL(POLICY).href);
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rows = actions.map((action) =>
    line([
      `\`${action}\``,
      actionWords[action],
      ...roleNames.map((role) => REACH[policy[action][role]] ?? ""),
    ]),
  );
  const head = line(["action", "操作", ...roleNames.map((role) => roles[role])]);
  const rule = line(["---", "---", ...roleNames.map(() => ":-:")]);
  return `${HEAD}\n${[head, rule, ...rows].join("\n")}\n`;
}

/** @returns {Promise<string[]>} what is wrong with the page, in words */
export async function accessPageFaults() {
  if (!existsSync(POLICY)) return [`${PAGE}: cannot be compared before the build`];
  const kept = existsSync(join(root, PAGE)) ? readFileSync(join(root, PAGE), "utf8") : "";
  return kept === (await accessPage())
    ? []
    : [`${PAGE}: differs from the policy; run node tools/access-matrix.mjs`];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(join(root, PAGE), await accessPage());
