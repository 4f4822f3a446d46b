/** What is to happen, by moment: the parts of the season put it on the agenda, then it runs from first to last. */
import type { Desk } from "./desk.ts";

export interface Agenda {
  put(moment: number, act: () => Promise<void>): void;
  /** Runs everything in order of time; what is put on meanwhile takes its place. Calls `step` after each. */
  run(desk: Desk, step: (done: number, now: number) => Promise<void>): Promise<void>;
}

export function openAgenda(): Agenda {
  const items: { moment: number; order: number; act: () => Promise<void> }[] = [];
  let order = 0;
  return {
    put: (moment, act) => void items.push({ moment, order: order++, act }),
    async run(desk, step) {
      const byTime = (a: (typeof items)[number], b: (typeof items)[number]) =>
        a.moment - b.moment || a.order - b.order;
      for (let done = 0; done < items.length;) {
        items.splice(done, items.length, ...items.slice(done).sort(byTime));
        const until = items.length;
        // Sorted again only when an act has put something on.
        while (done < items.length && items.length === until) {
          const { moment, act } = items[done]!;
          desk.moveTo(moment);
          await act();
          await step(++done, moment);
        }
      }
    },
  };
}
