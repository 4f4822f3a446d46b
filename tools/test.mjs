// `npm test`: everything. Installs and builds what is needed, checks, runs all suites on the embedded
// PostgreSQL and the server's again on a PostgreSQL of the system. Nothing is skipped in silence:
// - Chromium or a Chinese font missing fails, and names the Debian package. On a machine of one's own
//   LINGZHU_WITHOUT_BROWSER=1 leaves the browser suite out; CI does not listen to it.
// - A system PostgreSQL missing fails in CI; elsewhere the summary says that it was not run.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { build } from "./build.mjs";
import { check } from "./check.mjs";
import { ensureInstalled, requireNode } from "./installed.mjs";
import { root, runPackage } from "./run.mjs";

const inCI = Boolean(process.env.CI);
const withoutBrowser = process.env.LINGZHU_WITHOUT_BROWSER === "1" && !inCI;
const total = { passed: 0, failed: 0 };
const notes = [];
/** What failed, by full name and message, said again at the very end: there a log that was cut still shows it. */
const failures = [];

requireNode();
await ensureInstalled();

const lacking = whatBrowserSuiteLacks();
if (withoutBrowser) notes.push("browser suite left out by LINGZHU_WITHOUT_BROWSER=1");
else for (const text of lacking) fail(text);

if (!(await build())) fail("build failed");
const checked = await check();
total.passed += checked.passed;
checked.failed.forEach(fail);

const browser = !withoutBrowser && lacking.length === 0;
// Point in time needs PostgreSQL's own programs, which the embedded one does not carry.
await suites("embedded", ["unit", "server"], ["--exclude=packages/server/test/point-in-time/**"]);
// By itself: a browser beside other suites on two cores is slower than a person is patient.
if (browser) await suites("embedded", ["browser"]);
if (hasSystemPostgres()) {
  // The embedded PostgreSQL's own tests are the same here.
  await suites(
    "system",
    ["server"],
    ["--exclude=packages/server/src/db/embedded/**", "--exclude=packages/server/test/kill/**"],
  );
} else {
  const text = "no PostgreSQL ≥ 15 in /usr/lib/postgresql (Debian package: postgresql)";
  if (inCI) fail(text);
  else notes.push(`server suite not run a second time: ${text}`);
}

for (const text of [...notes, ...failures]) console.log(text);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs vitest's projects on one kind of PostgreSQL and adds up what it reports. */
async function suites(database, projects, more = []) {
  const file = join(root, ".cache", `test-${database}.json`);
  mkdirSync(join(root, ".cache"), { recursive: true });
  rmSync(file, { force: true });
  console.log(`\n== ${projects.join(", ")} (PostgreSQL: ${database})`);
  const status = await runPackage(
    "vitest",
    [
      "run",
      ...more,
      ...projects.flatMap((name) => ["--project", name]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    { env: { LINGZHU_TEST_DATABASE: database } },
  );
  if (!existsSync(file)) return fail(`vitest on ${database} ended without a report`);
  const report = JSON.parse(readFileSync(file, "utf8"));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests;
  for (const { name, assertionResults } of report.testResults)
    for (const { status: result, fullName, failureMessages } of assertionResults)
      if (result === "failed")
        failures.push(
          `FAILED (${database}): ${relative(root, name)} > ${fullName}\n${told(failureMessages)}`,
        );
  // A file that did not load, or whose preparation failed, has no failed test of its own.
  const broken = report.testResults.filter(
    (one) => one.status === "failed" && !one.assertionResults.some((test) => test.status === "failed"),
  );
  for (const { name, message } of broken)
    fail(`${relative(root, name)} (${database}) could not be run\n${told([message ?? ""])}`);
  const unrun = report.numPendingTests + (report.numTodoTests ?? 0);
  if (unrun > 0) fail(`${unrun} tests on ${database} are skipped or to do: run them or remove them`);
  if (status !== 0 && report.numFailedTests === 0 && broken.length === 0)
    fail(`vitest on ${database} failed`);
}

function fail(text) {
  total.failed++;
  failures.push(`FAILED: ${text}`);
}

/** Messages without colours and without the frames of other people's code, set in under the name. */
function told(messages) {
  return messages
    .flatMap((message) => stripVTControlCharacters(message).split("\n"))
    .filter((line) => !/^\s+at .*(node_modules|node:internal)/.test(line))
    .map((line) => `    ${line}`)
    .join("\n");
}

/** The programs that the browser suite needs and that npm does not bring. */
function whatBrowserSuiteLacks() {
  const lacks = [];
  const named = process.env.LINGZHU_CHROMIUM;
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  if (!(named ? [named] : places).some((path) => existsSync(path))) {
    lacks.push(
      "no Chromium for the browser suite (Debian package: chromium; elsewhere set LINGZHU_CHROMIUM to its path)",
    );
  }
  if (process.platform === "linux" && !hasChineseFont()) {
    lacks.push("no Chinese font for the browser suite (Debian package: fonts-noto-cjk)");
  }
  return lacks;
}

function hasChineseFont() {
  try {
    return execFileSync("fc-list", [":lang=zh-cn", "family"], { encoding: "utf8" }).trim() !== "";
  } catch {
    return existsSync("/usr/share/fonts/opentype/noto");
  }
}

function hasSystemPostgres() {
  const folder = "/usr/lib/postgresql";
  return existsSync(folder) && readdirSync(folder).some((version) => Number(version) >= 15);
}
