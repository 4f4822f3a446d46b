import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { arrange } from "../../test/arrange.ts";
import { openTestHouse, STREET, type TestHouse } from "../../test/house.ts";
import { main } from "./main.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await arrange(house);
  vi.stubEnv("DATABASE_URL", house.databaseUrl);
  vi.stubEnv("LINGZHU_DATA", house.dataDir);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await house.close();
});

/** Runs a command as the shell would; standard output is parsed when `--json` is among the words. */
async function run(...words: string[]) {
  let out = "";
  let err = "";
  const status = await main(words, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
  });
  return {
    status,
    err,
    out,
    json: words.includes("--json") && out !== "" ? (JSON.parse(out) as Record<string, unknown>) : null,
  };
}

const folder = mkdtempSync(join(tmpdir(), "lingzhu-cli-"));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

it("says how it is used, and ends with 2 on words that it does not know", async () => {
  const unknown = await run("nonsense");
  expect([unknown.status, unknown.out]).toEqual([2, ""]);
  expect(unknown.err).toContain("lingzhu 命令");
  expect((await run("rebuild", "--nonsense")).status).toBe(2);
});

describe("ledger import", () => {
  const rows =
    "社区,小区,楼栋,单元,室号,户主\n北苑社区,新园,2号楼,1单元,301,赵禾\n北苑社区,新园,2号楼,1单元,,钱禾\n";
  it("tries without saving, imports, and finds nothing new the second time", async () => {
    const path = file("ledger.csv", rows);
    const words = ["ledger", "import", path, "--street", String(STREET), "--json"];
    const tried = await run(...words, "--dry-run");
    expect([tried.status, tried.json]).toEqual([
      0,
      { rows: 2, created: 1, changed: 0, unchanged: 0, rejected: [expect.objectContaining({ row: 3 })] },
    ]);
    expect((await run(...words)).json).toMatchObject({ created: 1 });
    expect((await run(...words)).json).toMatchObject({ created: 0, unchanged: 1 });
  });
  it("asks for the datum instead of guessing, with status 3", async () => {
    const path = file(
      "positions.csv",
      "社区,小区,楼栋,单元,室号,经度,纬度\n北苑社区,新园,2号楼,1单元,302,116.96,33.64\n",
    );
    const asked = await run("ledger", "import", path, "--street", String(STREET), "--json");
    expect([asked.status, JSON.stringify(asked.json)]).toEqual([3, expect.stringContaining("坐标系")]);
    expect(
      (await run("ledger", "import", path, "--street", String(STREET), "--datum", "wgs84", "--json")).json,
    ).toMatchObject({ created: 1 });
  });
  it("refuses a street that is not here", async () => {
    expect((await run("ledger", "import", file("x.csv", rows), "--street", "110101001")).status).toBe(2);
  });
});

it("verifies the audit chain and compares derived tables with the facts", async () => {
  const verified = await run("audit", "verify", "--json");
  expect([verified.status, verified.json]).toEqual([
    0,
    { entries: expect.any(Number), ok: true, firstBad: null },
  ]);
  expect((await run("rebuild", "--check", "--json")).json).toEqual({
    streets: [{ streetId: STREET, same: true }],
  });
  await house.write((tx) =>
    tx.sql.updateTable("roundPlace").set({ visits: 9 }).where("streetId", "=", STREET).execute(),
  );
  expect((await run("rebuild", "--check", "--json")).status).toBe(1);
  expect((await run("rebuild")).status).toBe(0);
  expect((await run("rebuild", "--check")).status).toBe(0);
});

describe("simulate", () => {
  let url: string;
  beforeAll(async () => {
    // The command keeps the machine's time; the server's clock stands still and must not lie before it.
    house.clock.now = Date.now() + 60_000;
    url = await house.app.listen({ host: "127.0.0.1", port: 0 });
  });
  const words = ["--devices", "2", "--visits", "8", "--batch", "10", "--faults", "0.3", "--json"];

  it("has every record of every phone kept once, whatever is sent twice or answered in vain", async () => {
    const first = await run("simulate", "--url", url, "--seed", "5", ...words);
    expect([first.status, first.err]).toEqual([0, ""]);
    const { facts, receipts, kept, photographs } = first.json as {
      facts: number;
      kept: number;
      photographs: number;
      receipts: Record<"accepted" | "known" | "refused", number>;
    };
    expect(first.json).toMatchObject({ devices: 2, seed: 5, auditOk: true });
    expect([receipts.accepted, receipts.refused, kept, photographs]).toEqual([facts, 0, facts, 2]);
    const again = await run("simulate", "--url", url, "--seed", "5", ...words);
    expect(again.json).toMatchObject({ facts, kept: facts, receipts: { accepted: 0, refused: 0 } });
  });
  it("is seen by no other street", async () => {
    const places = await house.write((tx) => tx.sql.selectFrom("place").select("path").execute());
    expect(places.filter(({ path }) => path.startsWith("模拟"))).toEqual([]);
  });
  it("asks before it writes to another machine, and refuses what it does not understand", async () => {
    expect((await run("simulate", "--url", "http://192.0.2.1:8620/", ...words)).status).toBe(3);
    expect((await run("simulate", "--url", "not a url", ...words)).status).toBe(2);
    expect((await run("simulate", "--url", url, "--devices", "0")).status).toBe(2);
  });
});
