import { afterAll, beforeAll, expect, it } from "vitest";
import { strFromU8, unzipSync } from "fflate";
import { arrange, trackFact, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { box, walk } from "../../test/walk.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  const { north, roundId } = street;
  await house.write((tx) =>
    tx.sql
      .updateTable("plot")
      .set({ outline: JSON.stringify(box(-60, 20, 60, 60)) })
      .where("placeId", "=", north.plotId)
      .execute(),
  );
  await north.worker.post("/api/sync", {
    facts: [
      visitFact(house, roundId, north.doors[0]!, "checked"),
      visitFact(house, roundId, north.doors[1]!, "no_one_in"),
      trackFact(
        house,
        roundId,
        walk(
          [
            [-60, 20],
            [0, 20],
          ],
          house.clock.now,
        ),
      ),
    ],
  });
});
afterAll(() => house.close());

const urlOf = (zoneId: string, roundId = street.roundId) =>
  `/api/rounds/${roundId}/zones/${zoneId}/sheet.docx`;
async function sheetOf(who: Signed, zoneId: string) {
  const answer = await who.get(urlOf(zoneId));
  expect(answer.status).toBe(200);
  const files = unzipSync(answer.bytes);
  const body = strFromU8(files["word/document.xml"]!);
  return {
    text: body.replaceAll(/<\/w:p>/g, "\n").replaceAll(/<[^>]+>/g, ""),
    pictures: Object.keys(files).filter((name) => name.endsWith(".png")).length,
  };
}

it("lists what is left of a zone, with a map and a code", async () => {
  const { text, pictures } = await sheetOf(street.office, street.north.zoneId);
  expect(text).toContain("北苑片踏查单");
  expect(text).toContain("踏查组：北苑组");
  expect(text).toContain("待查 3 户，共 4 户");
  expect(text).toContain("102○　201　202");
  expect(text).not.toContain("101");
  expect(text).toMatch(/东侧绿化带\s+绿化带\s+4800 平方米\s+\d\d%/);
  expect(pictures).toBe(2);
});

it("reaches as far as the reader's grant, and only within its round", async () => {
  const { north, south } = street;
  expect((await sheetOf(south.secretary, south.zoneId)).text).toContain("待查 4 户");
  expect((await south.secretary.get(urlOf(north.zoneId))).status).toBe(404);
  expect((await street.office.get(urlOf(north.zoneId, house.floor.newId()))).status).toBe(404);
  const foreign = await house.sign("office", { streetId: OTHER_STREET });
  expect((await foreign.get(urlOf(north.zoneId))).status).toBe(404);
});
