import { addDays, type Day } from "../kernel/index.ts";

/** A place in a leading group, by person; the same person may hold two. */
export interface GroupSeat {
  personId: string;
  role: string;
  post: string | null;
}

export interface GroupChange<S extends GroupSeat> {
  /** Seats that go on; only their order in the list may change. */
  keep: { id: string; ordinal: number }[];
  /** Seats that end the day before the new list holds. One that began later never held. */
  end: { id: string; personId: string; validTo: Day }[];
  add: (S & { ordinal: number })[];
}

/**
 * From the group that stands to the group that is wanted from `day` on. Nobody is deleted: who sat in the
 * group on an earlier day stays answerable.
 */
export function changeGroup<S extends GroupSeat>(
  standing: readonly (GroupSeat & { id: string; validFrom: Day })[],
  wanted: readonly S[],
  day: Day,
): GroupChange<S> {
  const keyOf = (seat: GroupSeat) => JSON.stringify([seat.personId, seat.role, seat.post]);
  const left = new Map(standing.map((seat) => [keyOf(seat), seat]));
  const change: GroupChange<S> = { keep: [], end: [], add: [] };
  const taken = new Set<string>();
  wanted.forEach((seat, ordinal) => {
    const key = keyOf(seat);
    if (taken.has(key)) return;
    taken.add(key);
    const same = left.get(key);
    if (same) change.keep.push({ id: same.id, ordinal });
    else change.add.push({ ...seat, ordinal });
    left.delete(key);
  });
  for (const seat of standing) {
    if (left.get(keyOf(seat)) !== seat) continue;
    const from = day < seat.validFrom ? seat.validFrom : day;
    change.end.push({ id: seat.id, personId: seat.personId, validTo: addDays(from, -1) });
  }
  return change;
}

/** Short forms of a community's head that the plans use: 党总支书记, 党委书记, 居委会主任, 书记、主任 … but no deputy. */
const HEAD = /(?<!副)(书记|主任)/;
const SECRETARY = /(?<!副)书记/;

/**
 * Which members lead which community, told by post and organisation: 各社区主要负责人 are the first responsible
 * persons (第一责任人) of most plans. A secretary goes before a director; of equals the first named counts.
 *
 * @returns one entry for each community that has such a member; `member` is an index into `members`.
 */
export function communityHeads(
  members: readonly { post: string | null; organisation: string | null }[],
  communities: readonly { id: string; name: string }[],
): { communityId: string; member: number }[] {
  // Longest first, so that 下关新村社区 is not taken for 关新村社区.
  const byLength = [...communities].sort((a, b) => b.name.length - a.name.length);
  const heads = new Map<string, { member: number; secretary: boolean }>();
  members.forEach(({ post, organisation }, member) => {
    if (post === null || !HEAD.test(post)) return;
    const text = `${organisation ?? ""} ${post}`.replace(/(?<=\S)\s+(?=\S)/g, " ");
    const community = byLength.find(({ name }) => text.includes(name));
    if (!community) return;
    const secretary = SECRETARY.test(post);
    const before = heads.get(community.id);
    if (before && (before.secretary || !secretary)) return;
    heads.set(community.id, { member, secretary });
  });
  return [...heads].map(([communityId, { member }]) => ({ communityId, member }));
}
