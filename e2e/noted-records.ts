/** What the people of the story did, noted beside the program and in other words than its own. */
import type { Community, Row } from "./papers.ts";

export type OutcomeWord = "已查" | "无人" | "拒绝" | "无法到达";
type StateWord = "已查" | "待复访" | "拒绝" | "无法到达" | "未查";

interface Noted {
  path: string;
  outcome: OutcomeWord;
  by: string;
}

const stateOf: Record<OutcomeWord, StateWord> = {
  已查: "已查",
  无人: "待复访",
  拒绝: "拒绝",
  无法到达: "无法到达",
};
const isPlot = (row: Row) => row.plot !== "";

/** No place of the story is visited twice, so that the last note of a place is its state. */
export class NotedRecords {
  readonly rows: readonly Row[];
  readonly zones = new Map<string, Community>();
  photographs = 0;
  found: { community: Community; stems: number } | null = null;
  answeredFor: (row: Row) => boolean = () => false;
  readonly #visits: Noted[] = [];

  constructor(rows: readonly Row[]) {
    this.rows = rows;
  }

  visit(path: string, outcome: OutcomeWord, by: string): void {
    this.#visits.push({ path: this.rowAt(path).path, outcome, by });
  }

  /** Throws when the ledger has no such place. */
  rowAt(path: string): Row {
    const row = this.rows.find((one) => one.path === path);
    if (!row) throw new Error(`not in the ledger: ${path}`);
    return row;
  }

  /** The note that is corrected no longer counts; the new one does. */
  correct(path: string, outcome: OutcomeWord, by: string): void {
    this.#visits.splice(
      this.#visits.findIndex((one) => one.path === path),
      1,
      { path, outcome, by },
    );
  }

  in(community: Community | null): readonly Row[] {
    return this.rows.filter((row) => community === null || row.community === community);
  }

  stateWord(row: Row): StateWord {
    const note = this.#visits.find(({ path }) => path === row.path);
    return note ? stateOf[note.outcome] : "未查";
  }

  withState(state: StateWord, community: Community | null = null): readonly Row[] {
    return this.in(community).filter((row) => this.stateWord(row) === state);
  }

  /** Everything that was not looked into: no visit, or one that came to nothing. */
  unseen(community: Community | null = null): readonly Row[] {
    return this.in(community).filter((row) => this.stateWord(row) !== "已查");
  }

  /** Visits that count. */
  counted(community: Community | null = null): readonly Noted[] {
    const paths = new Set(this.in(community).map(({ path }) => path));
    return this.#visits.filter(({ path }) => paths.has(path));
  }

  zoneOf(row: Row): string | null {
    for (const [name, community] of this.zones) if (row.community === community) return name;
    return null;
  }

  tally(kind: "household" | "plot", community: Community | null = null) {
    const of = (state: StateWord) =>
      this.withState(state, community).filter((row) => isPlot(row) === (kind === "plot")).length;
    const [seen, noOneIn, refused, unreachable, unseen] = [
      of("已查"),
      of("待复访"),
      of("拒绝"),
      of("无法到达"),
      of("未查"),
    ];
    return {
      total: seen + noOneIn + refused + unreachable + unseen,
      seen,
      noOneIn,
      refused,
      unreachable,
      unseen,
    };
  }
}
