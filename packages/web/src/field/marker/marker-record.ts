/** 看到标牌: from what was typed to the fact. Pure. */
import { readMarkerCode } from "@lingzhu/domain/marker";
import type { FactMaker, FactPosition } from "../store/fact-maker.ts";
import type { Parcel } from "../store/outbox.ts";

/** Signs that a code has after its M. */
const LENGTH = 5;

/** The code that was typed, or what to say about it; null while it is not whole yet. */
export function judgeCode(typed: string): { code: string } | { gap: string } | null {
  const code = readMarkerCode(typed);
  if (code) return { code };
  const signs = typed.normalize("NFKC").replaceAll(/[^0-9a-z]/gi, "");
  const short = /^m/i.test(signs) ? signs.length <= LENGTH : signs.length < LENGTH;
  return short
    ? null
    : {
        gap: "编号对不上，请对照标牌再看一遍。编号里没有 0、1、2、5、8，也没有字母 B、I、L、O、S、U、V、Z。",
      };
}

export const markerParcel = (make: FactMaker, code: string, position: FactPosition | null): Parcel => ({
  fact: make("marker", { code }, { position }),
  label: `标牌 ${code}`,
});
