import type { Day } from "../kernel/index.ts";
import type { PlaceKind } from "../place/index.ts";
import { nearestDuty, type DutySpan } from "./rules.ts";
import { dutyKinds, type DutyKind } from "./schema.ts";
import type { ChainLink } from "./view.ts";

/** A person who answers, with what the chain shows of the row. */
export interface ChainDuty extends DutySpan {
  placeId: string;
  kind: DutyKind;
  placePath: string;
  person: NonNullable<ChainLink["person"]>;
}

export interface ChainPlace {
  kind: PlaceKind;
  path: string;
  /** The place and what contains it, nearest first, without the street. */
  ancestry: readonly { id: string; kind: PlaceKind; path: string }[];
}

/**
 * 责任链 of one place on a day, from the leading group down: 组长, 第一责任人 of its community, 网格员 where the place
 * lies in a grid or somebody is named, 包保单位 where one is named, 包保人 nearest to the place. A link that ought to
 * be held and is not comes with person null, so that the gap shows. As in the gaps, a 包保人 of the community
 * as a whole does not count.
 *
 * @param leader the first link, whose person is null while the leading group has no 组长.
 */
export function responsibilityChain(
  place: ChainPlace,
  leader: ChainLink,
  duties: readonly ChainDuty[],
  day: Day,
): ChainLink[] {
  const of = (kind: DutyKind) => duties.filter((duty) => duty.kind === kind);
  const ids = place.ancestry.map(({ id }) => id);
  const below = place.ancestry.filter(({ kind }) => kind !== "community").map(({ id }) => id);
  const link = (kind: DutyKind, ancestry: readonly string[], expectedAt: string | null): ChainLink[] => {
    const duty = nearestDuty(ancestry, of(kind), day);
    if (duty) {
      const { person, placePath, validFrom, validTo } = duty;
      return [{ title: dutyKinds[kind], kind, person, placePath, validFrom, validTo }];
    }
    if (expectedAt === null) return [];
    return [
      { title: dutyKinds[kind], kind, person: null, placePath: expectedAt, validFrom: null, validTo: null },
    ];
  };
  const pathOf = (kind: PlaceKind) => place.ancestry.find((node) => node.kind === kind)?.path ?? null;
  const wantsCadre = place.kind !== "street" && place.kind !== "community";
  return [
    leader,
    ...link("first_responsible", ids, pathOf("community")),
    ...link("grid_worker", ids, pathOf("grid")),
    ...link("contract_unit", ids, null),
    ...link("contract_cadre", below, wantsCadre ? place.path : null),
  ];
}
