/**
 * Explicit state machines for workflows. One table says which event moves which state where;
 * phone and server run the same table, and whatever it does not name is refused with a reason.
 */
import { problem } from "./problem.ts";

export interface Machine<State extends string, Event extends { type: string }, Facts> {
  /** Word of the record in the interface, for refusals: 发现, 案件 … */
  noun: string;
  initial: State;
  /** Interface words of states and events. */
  stateWords: Record<State, string>;
  eventWords: Record<Event["type"], string>;
  transitions: {
    readonly [S in State]?: {
      readonly [E in Event["type"]]?: Transition<State, Extract<Event, { type: E }>, Facts>;
    };
  };
}

export interface Transition<State extends string, Event, Facts> {
  to: State;
  /** Returns a reason in Chinese when the event is not allowed yet, otherwise null. */
  guard?: (event: Event, facts: Facts) => string | null;
}

/**
 * The state after `event`, or a thrown `machine.refused` problem that says in Chinese why not.
 * Pure: it reads nothing but its arguments.
 */
export function advance<State extends string, Event extends { type: string }, Facts>(
  machine: Machine<State, Event, Facts>,
  state: State,
  event: Event,
  facts: Facts,
): State {
  const transition = machine.transitions[state]?.[event.type as Event["type"]] as
    | Transition<State, Event, Facts>
    | undefined;
  const words = {
    noun: machine.noun,
    state: machine.stateWords[state],
    event: machine.eventWords[event.type as Event["type"]] ?? event.type,
  };
  if (!transition) throw problem("machine.refused", { ...words, reason: null });
  const reason = transition.guard?.(event, facts) ?? null;
  if (reason !== null) throw problem("machine.refused", { ...words, reason });
  return transition.to;
}

/** Event types that the table allows from `state`, guards aside; the interface shows these as actions. */
export function eventsFrom<State extends string, Event extends { type: string }, Facts>(
  machine: Machine<State, Event, Facts>,
  state: State,
): Event["type"][] {
  return Object.keys(machine.transitions[state] ?? {}) as Event["type"][];
}
