/** Many simulated phones at once. */
import { Agent } from "node:http";
import { chanceOf } from "../demo/chance.ts";
import { workerDay, type DayLoad } from "./day.ts";
import { emptyTally, sendDay, type Tally } from "./device.ts";
import type { SimulatedStreet } from "./street.ts";

export interface CrewOrder {
  url: string;
  seed: number;
  street: SimulatedStreet;
  /** When the simulated day begins, milliseconds. */
  startAt: number;
  load: DayLoad;
  /** Phones that send at the same time. */
  concurrent: number;
  /** Facts in one request. */
  batch: number;
  faults: number;
  /** Clock of the phones. */
  now: () => number;
}

export interface CrewReport extends Tally {
  facts: number;
  seconds: number;
}

/** Every worker's day is sent by one phone; so many phones are under way at any moment. */
export async function sendCrew(order: CrewOrder): Promise<CrewReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: order.concurrent });
  const tally = emptyTally();
  let facts = 0;
  const queue = [...order.street.workers];
  const started = performance.now();
  const phone = async () => {
    for (let worker = queue.shift(); worker; worker = queue.shift()) {
      const { name, cookie, doors } = worker;
      const at = { roundId: order.street.roundId, doors, startAt: order.startAt };
      const day = workerDay(order.seed, name, at, order.load);
      const chance = chanceOf(`${order.seed}/${name}/line`);
      const manner = { batch: order.batch, faults: order.faults, chance };
      await sendDay({ url: order.url, now: order.now, cookie, agent }, day, manner, tally);
      facts += day.facts.length;
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(order.concurrent, queue.length) }, phone));
  } finally {
    agent.destroy();
  }
  return { ...tally, facts, seconds: (performance.now() - started) / 1000 };
}

/** The value below which this share of a sample lies; 0 for an empty one. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
