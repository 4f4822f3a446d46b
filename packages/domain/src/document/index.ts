export * from "./official-document.ts";
export { chineseNumeral, headingNumberer } from "./numbering.ts";
export { longMoment, longPeriod } from "./wording.ts";
export * from "./closing-figures.ts";
export { closingReport } from "./closing-report.ts";
