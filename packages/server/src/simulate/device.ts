/** A phone on the wire: sends a day's facts in batches until each has the server's word, whatever goes wrong on the way. */
import { request, type Agent } from "node:http";
import type { FactInput, SyncAnswer } from "@lingzhu/domain/sync";
import { SESSION_COOKIE } from "../account/session.ts";
import type { Chance } from "../demo/chance.ts";
import type { Picture } from "./day.ts";

export interface Tally {
  accepted: number;
  known: number;
  refused: number;
  photographs: number;
  /** Answers that said "not now"; the phone waited and asked again. */
  busy: number;
  /** Milliseconds of each request by what it was. */
  batchMs: number[];
  photographMs: number[];
}
export const emptyTally = (): Tally => ({
  accepted: 0,
  known: 0,
  refused: 0,
  photographs: 0,
  busy: 0,
  batchMs: [],
  photographMs: [],
});

export interface Line {
  url: string;
  cookie: string;
  agent: Agent;
  /** The phone's clock. */
  now: () => number;
}

export interface Manner {
  /** Facts in one request. */
  batch: number;
  /** Share of requests that are made twice, and of answers that never arrive. */
  faults: number;
  chance: Chance;
}

/** Sends everything; resolves once each fact has its receipt and each picture is taken over. */
export async function sendDay(
  line: Line,
  day: { deviceId: string; facts: readonly FactInput[]; pictures: readonly Picture[] },
  manner: Manner,
  tally: Tally,
): Promise<void> {
  const { chance, faults } = manner;
  const waiting = [...day.facts];
  while (waiting.length > 0) {
    const batch = waiting.slice(0, manner.batch);
    const answer = await postBatch(line, day.deviceId, batch, tally);
    // The answer got lost on the way: the phone knows nothing and sends again, perhaps other facts with it.
    if (chance.happens(faults)) continue;
    if (chance.happens(faults)) await postBatch(line, day.deviceId, batch, tally);
    const settled = new Set(answer.receipts.map(({ id }) => id));
    waiting.splice(0, waiting.length, ...waiting.filter(({ id }) => !settled.has(id)));
    if (chance.happens(faults)) waiting.sort(() => chance.next() - 0.5);
  }
  for (const { sha256, bytes } of day.pictures) {
    const started = performance.now();
    await askPatiently(line, tally, "PUT", `/api/media/${sha256}`, "application/octet-stream", bytes);
    tally.photographMs.push(performance.now() - started);
    tally.photographs += 1;
  }
}

async function postBatch(
  line: Line,
  deviceId: string,
  facts: readonly FactInput[],
  tally: Tally,
): Promise<SyncAnswer> {
  const body = JSON.stringify({ facts, deviceId, sentAt: line.now() });
  const started = performance.now();
  const said = await askPatiently(line, tally, "POST", "/api/sync", "application/json", body);
  const answer = JSON.parse(said) as SyncAnswer;
  tally.batchMs.push(performance.now() - started);
  for (const { result } of answer.receipts) tally[result] += 1;
  return answer;
}

/** Method, path, content type and body. */
type Question = [string, string, string, string | Buffer];

const BUSY = 503;
const WAIT_MS = 500;

/** One request, again for as long as the server says that it cannot answer now. Throws on anything else but 200. */
async function askPatiently(line: Line, tally: Tally, ...what: Question): Promise<string> {
  for (;;) {
    const { status, text } = await ask(line, ...what);
    if (status === 200) return text;
    if (status !== BUSY) throw new Error(`${what[0]} ${what[1]}: ${status} ${text.slice(0, 300)}`);
    tally.busy += 1;
    await new Promise((resolve) => void setTimeout(resolve, WAIT_MS));
  }
}

/** Over a connection that stays open. */
function ask(
  { url, cookie, agent }: Line,
  method: string,
  path: string,
  type: string,
  body: string | Buffer,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": type,
      "content-length": Buffer.byteLength(body),
      cookie: `${SESSION_COOKIE}=${cookie}`,
    };
    const sent = request(new URL(path, url), { method, agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => void parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
