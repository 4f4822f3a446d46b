/** The boards of a round on paper. */
import { dayOf, longDay, problem } from "@lingzhu/domain/kernel";
import { markerKinds, markerState } from "@lingzhu/domain/marker";
import type { Reading } from "../db/transact.ts";
import { writeMarkerBoards } from "../document/marker-boards.ts";
import type { FileAnswer } from "../http/route.ts";
import { roundById } from "../patrol/round-service.ts";
import * as store from "./store.ts";

/** Boards that are to be placed or stand, to print and cut out; refused while there are none. */
export async function markerBoardsDocx(tx: Reading, roundId: string): Promise<FileAnswer> {
  const round = await roundById(tx, roundId);
  const boards = (await store.markersOf(tx, roundId)).filter((marker) =>
    ["drawn", "placed"].includes(markerState(marker)),
  );
  if (boards.length === 0) throw problem("record.missing", { noun: "待放置的标牌" });
  const today = dayOf(tx.now);
  return {
    bytes: await writeMarkerBoards({
      title: `${round.name}盲测标牌`,
      owner: `${await store.streetName(tx)}禁毒办`,
      boards: boards.map(({ code, path, kind }) => ({ code, path, kind: markerKinds[kind] })),
      footer: `共 ${boards.length} 块，打印于${longDay(today)}。`,
    }),
    mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    filename: `${round.name}盲测标牌-${today}.docx`,
  };
}
