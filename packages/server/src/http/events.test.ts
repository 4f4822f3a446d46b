/** Open pages of office and police hear of a finding within five seconds of its reaching the server. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { FastifyInstance } from "fastify";
import { arrange, sightingFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, type Signed, type TestHouse } from "../../test/house.ts";
import { buildApp } from "../app.ts";
import { SESSION_COOKIE } from "../account/session.ts";
import { Announcements } from "./events.ts";

let house: TestHouse;
let street: Arranged;
let announcements: Announcements;
let app: FastifyInstance;
let address: string;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  announcements = new Announcements({ connectionString: house.databaseUrl });
  await announcements.start();
  app = await buildApp({ floor: house.floor, announcements });
  address = await app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await announcements.stop();
  await app.close();
  await house.close();
});

const FIVE_SECONDS = 5000;

/** Opens the stream; resolves to a wait for a topic, which fails after five seconds. */
async function listen(who: Signed): Promise<(topic: string) => Promise<string>> {
  const response = await fetch(`${address}/api/events`, {
    headers: { cookie: `${SESSION_COOKIE}=${await who.cookie()}`, "accept-encoding": "gzip, br" },
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = (await reader.read()).value ?? "";
  return async (topic) => {
    const late = setTimeout(() => void reader.cancel(), FIVE_SECONDS);
    while (!heard.includes(`event: ${topic}\n`)) {
      const { value, done } = await reader.read();
      if (done) break;
      heard += value;
    }
    clearTimeout(late);
    await reader.cancel();
    return heard;
  };
}

it("tells office and police, with the topic alone", async () => {
  const waits = await Promise.all([listen(street.office), listen(street.police)]);
  const heard = Promise.all(waits.map((wait) => wait("finding")));
  const { north, roundId } = street;
  const sighting = sightingFact(house, roundId, north.doors[0]!);
  await north.worker.post("/api/sync", { facts: [sighting] });
  for (const words of await heard) {
    expect(words).toContain("event: finding\ndata: {}\n\n");
    expect(words).not.toContain(sighting.id);
  }
});
