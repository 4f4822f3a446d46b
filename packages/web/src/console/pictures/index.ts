/** The pictures that carry the work; each is drawn from its props alone. */
export { FacadePicture } from "./facade.tsx";
export { RibbonPicture, type RibbonSeason } from "./ribbon.tsx";
export { ChainPicture } from "./chain.tsx";
export { TimeLine, momentsOf, type Moment } from "./time-line.tsx";
export { Photograph } from "./photograph.tsx";
export { SixCommunities, type CommunityStanding } from "./six-communities.tsx";
export { phaseWords, stageOutside } from "./season-words.ts";
export { CountsBar, CountsLegend } from "./counts-bar.tsx";
export { addCounts, notSeen } from "./counts.ts";
export { Visits } from "./visits.tsx";
export { Progress } from "./progress.tsx";
export { Ground } from "./ground.tsx";
export { CoverLegend, GroundLegend } from "./ground-legend.tsx";
export type { CoverLayer, GroundTrack } from "./ground-layers.ts";
export { toneOfCell, toneOfFinding, wordsOfCell } from "./cell-state.ts";
