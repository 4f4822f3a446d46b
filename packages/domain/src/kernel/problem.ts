import { problemTable, type ProblemCode, type ProblemParams } from "./problem-table.ts";

/**
 * A refusal that a person can act on: what happened, what is safe, what to do next, in Chinese.
 * Domain rules throw it; the HTTP layer sends it as an RFC 9457 problem document; the phone shows it.
 */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = "Problem";
  readonly code: C;
  readonly status: number;
  readonly title: string;
  readonly params: ProblemParams<C>;
  constructor(code: C, params: ProblemParams<C>) {
    const entry = problemTable[code];
    super((entry.detail as (p: ProblemParams<C>) => string)(params));
    this.code = code;
    this.status = entry.status;
    this.title = entry.title;
    this.params = params;
  }
  get detail(): string {
    return this.message;
  }
}

type Args<C extends ProblemCode> = ProblemParams<C> extends undefined ? [] : [params: ProblemParams<C>];

/** Makes a problem from the one table of them; `throw problem("access.denied", {...})`. */
export function problem<C extends ProblemCode>(code: C, ...args: Args<C>): Problem<C> {
  return new Problem(code, args[0] as ProblemParams<C>);
}
