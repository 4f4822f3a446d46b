/** Names that people chose, said together with what they already say. Pure. */
import { plantStages, type PlantStage } from "@lingzhu/domain/patrol";

/** 踏查铲除阶段, whether the plan names the phase with the word or without. */
export const phaseWords = (name: string): string => (name.endsWith("阶段") ? name : `${name}阶段`);

/** The word of a round's stage, or null when its name says it already (第三轮（挂果）). */
export const stageOutside = ({ name, stage }: { name: string; stage: PlantStage }): string | null =>
  name.includes(plantStages[stage]) ? null : plantStages[stage];
