/**
 * National divisions (GB/T 2260 and the statistical codes below it): province 2 digits, city 4,
 * district 6, street 9, community 12. Rules get an index passed in; where it is kept is not theirs.
 */
export interface Division {
  code: string;
  /** Full official name, e.g. 埇桥区, 西关街道, 振兴社区居委会. */
  name: string;
}

/** Look-ups in the national codes. All are exact and never throw; an unknown code gives null or []. */
export interface DivisionIndex {
  /** Every street 街道/乡镇 of the country with this name, in order of code. 街道办事处 counts as 街道. */
  streetsNamed(name: string): readonly Division[];
  /** Street by its nine-digit code (twelve digits ending in 000 are taken too). */
  street(code: string): Division | null;
  /** Communities 社区/村 of a street, in order of code. */
  communitiesOf(streetCode: string): readonly Division[];
  /** Province, city and district above a street or community code, widest first. */
  ancestorsOf(code: string): readonly Division[];
}

/** An index that knows nothing, for callers without the national codes. */
export const emptyDivisions: DivisionIndex = {
  streetsNamed: () => [],
  street: () => null,
  communitiesOf: () => [],
  ancestorsOf: () => [],
};

const COMMUNITY_ENDING =
  /(?:社区|行政村|村)?(?:居民委员会|村民委员会|居委会|村委会)$|(?:社区|行政村|村|嘎查|居)$/;

/**
 * The part of a community's name that people use: 振兴社区居委会, 振兴社区 and 振兴 all give 振兴,
 * 新庄村委会 and 新庄村 give 新庄. A name that is nothing but an ending is returned whole.
 */
export function communityCore(name: string): string {
  const core = name.replace(COMMUNITY_ENDING, "");
  return core === "" ? name : core;
}

/** 西关街道办事处 → 西关街道; everything else unchanged. */
export function streetName(name: string): string {
  return name.replace(/(街道|地区)办事处$/, "$1");
}
