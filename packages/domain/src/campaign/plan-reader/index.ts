import type { DivisionIndex } from "../../place/division.ts";
import type { PlanDraft, TextSpan } from "../plan-draft.ts";
import { resolveDays, type Calendar } from "./calendar.ts";
import { findCommunities } from "./community.ts";
import { findGoals } from "./goal.ts";
import { findLeadingGroup } from "./leading-group.ts";
import { leftOver } from "./left-over.ts";
import { normalise, officialSpelling, squeeze } from "./normalise.ts";
import { findOffice } from "./office.ts";
import { outline } from "./outline.ts";
import { findPeriod } from "./period.ts";
import { findPhases, maskLine, resolvePhases } from "./phase.ts";
import { findDuties } from "./plan-duty.ts";
import { reflow, spanInOriginal, type Reflowed } from "./reflow.ts";
import { findStreet } from "./street.ts";
import { findIssued, findTitle, findYear } from "./title.ts";

/** Longest text that is read; a plan is a few thousand characters. */
const LIMIT = 200_000;

/**
 * Reads an implementation plan 实施方案 into a draft. Rules only, no network, no clock: the same text gives the
 * same draft. Whatever no rule can place is listed in `notUnderstood` and never filled in. Offsets are UTF-16
 * units of `text`. Never throws; text beyond 200,000 units is left unread.
 */
export function readPlan(text: string, divisions: DivisionIndex): PlanDraft {
  const original = text.slice(0, LIMIT);
  const page = reflow(normalise(original), original);
  const lines = outline(page.text);
  const asWritten = page.at.map((offset) => original[offset] ?? "").join("");
  const verbatim = ({ start, end }: TextSpan) => squeeze(asWritten.slice(start, end));
  /** The words with the dashes and quotation marks of the original, as `words` stand in `span` without blanks. */
  const withOwnMarks = (words: string, { start, end }: TextSpan) => {
    const seats = Array.from({ length: end - start }, (_, i) => start + i);
    const full = seats.filter((i) => !/\s/.test(page.text[i]!));
    const from = full
      .map((i) => page.text[i]!)
      .join("")
      .indexOf(words);
    if (from < 0) return officialSpelling(words);
    const units = Array.from({ length: words.length }, (_, i) => {
      const own = asWritten[full[from + i]!]!;
      return /[\p{Pd}\p{Pi}\p{Pf}~～"]/u.test(own) ? own : words[i]!;
    });
    return officialSpelling(units.join(""));
  };
  const title = findTitle(lines);
  const issued = findIssued(lines);
  const masked = lines.map((line) => maskLine(line));
  const phaseWords = findPhases(masked);
  const periodWords = findPeriod(masked, phaseWords);

  const explicitYears = [periodWords?.range, ...phaseWords.map(({ range }) => range)].flatMap((range) =>
    [range?.from, range?.to].map((side) =>
      side && side !== "now" && typeof side.year === "number" ? side.year : null,
    ),
  );
  const body = lines.filter((line) => line.section !== "background").map((line) => line.text);
  const year = findYear(title?.text ?? null, body.join("\n"), explicitYears, issued?.day ?? null);
  const calendar: Calendar = { year, issued: issued?.day ?? null, period: null };
  const period = periodWords ? resolveDays(periodWords.range, calendar) : null;
  const phases = resolvePhases(phaseWords, { ...calendar, period });

  const street = findStreet(lines, title?.source ?? null, divisions);
  const group = findLeadingGroup(lines);
  const office = findOffice(lines);
  const goals = findGoals(lines);
  const communities = findCommunities(lines, street?.code ?? null, divisions);
  const listed: TextSpan[] = [
    ...(title ? [title.source] : []),
    ...(title?.notice ? [title.notice] : []),
    ...(group?.taken ?? []),
  ];
  const within = (spans: TextSpan[]) => (span: TextSpan) =>
    spans.some((s) => span.start >= s.start && span.end <= s.end);
  const dated = phases.map(({ source }) => source);
  const duties = findDuties(
    lines,
    (span) => within([...listed, ...(office?.taken ?? [])])(span) || isCovered(span, dated),
  );
  // The same days said again are no news.
  const isKnown = (days: { start: string | null; end: string | null }) =>
    [period, ...phases].some((known) => known?.start === days.start && known.end === days.end);
  // Stretches of days that neither the campaign nor a phase owns, such as rounds inside a phase.
  const owned = new Set([periodWords?.range, ...phaseWords.map(({ range }) => range)]);
  const freeRanges = masked.flatMap(({ line, ranges }) =>
    ranges
      .filter(
        (range) => range.from !== null && range.to !== null && range.from !== range.to && !owned.has(range),
      )
      .filter((range) => !isKnown(resolveDays(range, calendar)))
      .map(({ start, end }) => ({ start: line.start + start, end: line.start + end })),
  );
  const rest = leftOver(lines, {
    // What was understood as a whole …
    spans: [...listed, ...duties, ...(office?.taken ?? []), ...(issued ? [issued.source] : [])],
    // … and points inside a sentence that show that it was understood.
    marks: [
      ...goals.map(({ source }) => source),
      ...(periodWords && period && !period.doubtful ? [periodWords.source] : []),
      ...phases.filter(({ doubtful }) => !doubtful).map(({ source }) => source),
      ...(group ? [group.source] : []),
      ...communities
        .map(({ source }) => source)
        .filter((source) =>
          isListOf(communities, squeeze(page.text.slice(source.start, source.end)), source),
        ),
      ...(group?.founded ? [group.founded] : []),
    ],
    doubts: [
      ...freeRanges,
      ...phases.filter(({ doubtful }) => doubtful).map(({ source }) => source),
      ...(periodWords && period?.doubtful ? [periodWords.source] : []),
      ...(group?.unread ?? []),
    ],
  });

  const draft: PlanDraft = {
    title: title && withOwnMarks(title.text, title.source),
    year: year ?? yearOf(period?.start ?? phases.find(({ start }) => start !== null)?.start ?? null),
    street: street ? { name: street.name, code: street.code } : null,
    period:
      period && (period.start !== null || period.end !== null)
        ? { start: period.start, end: period.end }
        : hull(phases),
    phases: phases.map(({ name, start, end, source }) => ({ name, start, end, source })),
    goals: goals.map((goal) => officialSpelling(goal.text)),
    group: group && {
      name: withOwnMarks(group.name, group.founded ?? group.source),
      members: group.members.map(({ role, name, post, organisation, source }) => ({
        role,
        name,
        post: post === null ? null : officialSpelling(post),
        organisation,
        source,
      })),
      source: group.source,
    },
    office: office && { at: office.at, head: office.head, source: office.source },
    communities,
    duties: duties.map(({ kind, start, end }) => ({
      kind,
      text: verbatim({ start, end }),
      source: { start, end },
    })),
    notUnderstood: rest.map(verbatim),
    sources: {
      ...(title ? { title: title.source } : {}),
      ...(street ? { street: street.source } : {}),
      ...(periodWords ? { period: periodWords.source } : {}),
      goals: goals.map(({ source }) => source),
      notUnderstood: rest.map(({ start, end }) => ({ start, end })),
    },
  };
  return inOriginal(draft, page);
}

/** The draft with every span moved from the reflowed text to the text that was given. */
function inOriginal(draft: PlanDraft, page: Reflowed): PlanDraft {
  const move = <T extends { source?: TextSpan | undefined }>(item: T): T =>
    item.source ? { ...item, source: spanInOriginal(page, item.source) } : item;
  const span = (given: TextSpan | undefined) => given && spanInOriginal(page, given);
  const { title, street, period, goals, notUnderstood } = draft.sources!;
  const [titleSpan, streetSpan, periodSpan] = [span(title), span(street), span(period)];
  return {
    ...draft,
    phases: draft.phases.map(move),
    group: draft.group && { ...move(draft.group), members: draft.group.members.map(move) },
    office: draft.office && move(draft.office),
    communities: draft.communities.map(move),
    duties: draft.duties.map(move),
    sources: {
      ...(titleSpan ? { title: titleSpan } : {}),
      ...(streetSpan ? { street: streetSpan } : {}),
      ...(periodSpan ? { period: periodSpan } : {}),
      goals: goals.map((given) => spanInOriginal(page, given)),
      notUnderstood: notUnderstood.map((given) => spanInOriginal(page, given)),
    },
  };
}

/** True when all but a few characters of `span` lie in the given passages: a sentence that only lists phases. */
function isCovered(span: TextSpan, passages: TextSpan[]): boolean {
  const inside = passages.map((p) => Math.max(0, Math.min(p.end, span.end) - Math.max(p.start, span.start)));
  const phases = inside.filter((length) => length > 0).length;
  return phases > 1 || (phases === 1 && span.end - span.start - Math.max(...inside) < 8);
}

/** The words are nothing but the names of these communities. */
function isListOf(
  communities: readonly { name: string; source: TextSpan }[],
  words: string,
  line: TextSpan,
): boolean {
  const names = communities.filter(({ source }) => source.start === line.start).map(({ name }) => name);
  const rest = names.reduce((left, name) => left.replace(name, ""), words);
  return names.length >= 2 && /^[、,。;等]*(?:全域|全境|范围)?[。;]?$/.test(rest);
}

function yearOf(day: string | null): number | null {
  return day === null ? null : Number(day.slice(0, 4));
}

/** From the first day of the first phase to the last day of the last; open where that phase is. */
function hull(phases: readonly { start: string | null; end: string | null }[]): PlanDraft["period"] {
  const starts = phases.flatMap(({ start }) => start ?? []).sort();
  const ends = phases.flatMap(({ end }) => end ?? []).sort();
  const start = phases[0]?.start === null ? null : (starts[0] ?? null);
  const end = phases.at(-1)?.end === null ? null : (ends.at(-1) ?? null);
  return start === null && end === null ? null : { start, end };
}
