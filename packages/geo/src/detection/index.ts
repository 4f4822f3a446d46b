export { DetectionError, type DetectionFault } from "./detection-error.ts";
export { CONFIDENCE, type Interval } from "./interval.ts";
export { clopperPearson } from "./clopper-pearson.ts";
export { jeffreys } from "./jeffreys.ts";
export type { Sightings } from "./sightings.ts";
export { lincolnPetersen } from "./lincoln-petersen.ts";
export { chapman, type Chapman } from "./chapman.ts";
export { exactInterval } from "./exact-interval.ts";
export { profileInterval } from "./profile-interval.ts";
export { posteriorMissed, type BetaPrior, type Posterior, type PosteriorOptions } from "./posterior.ts";
export { detectionOf, teamDetections, type Detection } from "./team-detection.ts";
export { crossCheck, ENOUGH_IN_COMMON, type CrossCheck, type CrossCheckTells } from "./cross-check.ts";
export { designCount } from "./prevalence.ts";
export { sensitivityBinomial } from "./sensitivity-binomial.ts";
export { sensitivityExact } from "./sensitivity-exact.ts";
export { sensitivityMacDiarmid } from "./sensitivity-macdiarmid.ts";
export { sensitivityCannonRoe } from "./sensitivity-cannon-roe.ts";
export { sensitivityStrata } from "./sensitivity-strata.ts";
export { prevalenceByRisk, sensitivityByRisk, type RiskStratum } from "./sensitivity-by-risk.ts";
export { combineSensitivities } from "./combine-sensitivities.ts";
export type { Stratum } from "./strata.ts";
export {
  checksNeededBinomial,
  checksNeededCannonRoe,
  checksNeededExact,
  checksNeededMacDiarmid,
} from "./checks-needed.ts";
export { positivesBound, prevalenceBound } from "./prevalence-bound.ts";
export {
  freedomInTheLongRun,
  freedomOverRounds,
  sensitivityForFreedom,
  type Freedom,
  type NegativeRound,
} from "./freedom.ts";
export { missedAfter, type LookedAt, type Missed } from "./missed.ts";
