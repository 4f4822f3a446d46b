import { expect, it } from "vitest";
import { markerCode } from "@lingzhu/domain/marker";
import { idSource } from "@lingzhu/domain/kernel";
import { Fact } from "@lingzhu/domain/sync";
import { factMaker } from "../store/fact-maker.ts";
import { judgeCode, markerParcel } from "./marker-record.ts";

const code = markerCode(123_456);

it("waits for the whole code, takes it in any spelling, and says at once when it is a slip", () => {
  for (const typed of ["", "M", "m-", code.slice(0, 4), code.slice(2, 6)])
    expect(judgeCode(typed)).toBeNull();
  for (const typed of [code, code.slice(2), code.toLowerCase()]) expect(judgeCode(typed)).toEqual({ code });
  const other = code.endsWith("3") ? "4" : "3";
  expect(judgeCode(code.slice(0, -1) + other)).toHaveProperty("gap");
  expect(judgeCode("M-00000")).toHaveProperty("gap");
});

it("makes a fact that says what was read and where the phone was, and nothing of places", () => {
  const make = factMaker({
    newId: idSource(
      () => 1_773_000_000_000,
      (length) => new Uint8Array(length),
    ),
    deviceId: "0195a000-0000-7000-8000-00000000d001",
    now: () => 1_773_000_000_000,
  });
  const { fact, label } = markerParcel(make, code, { lon: 116.96, lat: 33.64, accuracy: 7 });
  expect(Fact.parse(fact)).toMatchObject({ kind: "marker", body: { code }, placeId: null, roundId: null });
  expect(label).toBe(`标牌 ${code}`);
});
