/**
 * What a phone of version 1 held, frozen as it lay in IndexedDB: two people's records in every state, photographs whose
 * bytes still wait, a kept zone, a draft with a picture, loose points of a track, and who was signed in. Not to be
 * changed: phones out there hold such rows.
 */
import { Dexie } from "dexie";

export const HER = "0190a000-0000-7000-8000-000000000001";
export const HIM = "0190a000-0000-7000-8000-000000000002";
const DEVICE = "0190a000-0000-7000-8000-0000000000dd";
const ROUND = "0190a000-0000-7000-8000-000000000003";
const PLACE = "0190a000-0000-7000-8000-000000000004";
const id = (n: number) => `0190a001-0000-7000-8000-${String(n).padStart(12, "0")}`;

const fact = (n: number, kind: string, body: object) => ({
  id: id(n),
  kind,
  deviceId: DEVICE,
  recordedAt: 1_790_000_000_000 + n,
  placeId: PLACE,
  roundId: ROUND,
  position: { lon: 116.9601, lat: 33.6401, accuracy: 8 },
  corrects: null,
  body,
});
const entry = (n: number, personId: string, state: string, of: object, over: object = {}) => ({
  id: id(n),
  personId,
  fact: of,
  label: `${n}号 已查`,
  state,
  heldUntil: null,
  refusal: null,
  settledAt: null,
  ...over,
});
const picture = (n: number, of: number) =>
  fact(n, "photograph", {
    sha256: String(n).repeat(64).slice(0, 64),
    bytes: 3,
    mime: "image/jpeg",
    ofFactId: id(of),
    view: "door",
  });
const refusal = { code: "access.denied", title: "没有权限", detail: "这一户不在您的片里。" };
const bytes = (n: number) => new Uint8Array([0xff, 0xd8, n]).buffer;
const media = (n: number, personId: string) => ({
  factId: id(n),
  personId,
  sha256: String(n).repeat(64).slice(0, 64),
  mime: "image/jpeg",
  bytes: bytes(n),
  state: "waiting",
  refusal: null,
});

export const rows = {
  entries: [
    entry(1, HER, "waiting", fact(1, "visit", { outcome: "checked", note: "院里一只花盆" })),
    entry(2, HER, "waiting", picture(2, 1)),
    entry(3, HER, "accepted", fact(3, "visit", { outcome: "refused" }), { settledAt: 1_790_000_100_000 }),
    entry(4, HER, "accepted", picture(4, 3), { settledAt: 1_790_000_100_000 }),
    entry(5, HER, "refused", fact(5, "visit", { outcome: "no_one_in" }), {
      refusal,
      settledAt: 1_790_000_100_000,
    }),
    entry(6, HIM, "waiting", fact(6, "visit", { outcome: "checked", note: "墙根新土" })),
    entry(7, HIM, "waiting", picture(7, 6)),
  ],
  media: [media(2, HER), media(4, HER), media(7, HIM)],
  kept: [
    { key: "device", at: 1, value: DEVICE },
    { key: "session", at: 2, value: { person: { id: HER, name: "方某" }, account: { login: "worker" } } },
    {
      key: `${HER}/zone/z1`,
      at: 3,
      value: { zone: { id: "z1", name: "北苑片" }, places: [{ name: "101" }] },
    },
    { key: `draft/${HER}/found`, at: 4, value: { note: "草稿里的话", shots: [{ bytes: bytes(9) }] } },
    { key: `draft/${HIM}/found`, at: 5, value: { note: "他的草稿", shots: [] } },
  ],
  points: [
    { personId: HER, roundId: ROUND, point: [116.96, 33.64, 1_790_000_000_500, 8] },
    { personId: HIM, roundId: ROUND, point: [116.97, 33.64, 1_790_000_000_600, 8] },
  ],
};

/** Writes a database of version 1 under that name, as the first release did. */
export async function writeVersion1(name: string): Promise<void> {
  const db = new Dexie(name);
  db.version(1).stores({
    entries: "id, [personId+state], state, settledAt, [fact.kind+fact.roundId]",
    media: "factId, [personId+state]",
    kept: "key",
    points: "++seq",
  });
  for (const [table, content] of Object.entries(rows)) await db.table(table).bulkAdd(content);
  db.close();
}
