import { readPlan, type PlanDraft } from "@lingzhu/domain/campaign";
import { problem } from "@lingzhu/domain/kernel";
import { loadDivisions } from "../place/divisions.ts";
import { extractPlanText } from "./plan-text.ts";

/** What `SaveCampaign` keeps of a plan's text. */
const KEPT_TEXT = 200_000;

/** Reads an uploaded plan into a draft for a person to check. Nothing is saved. */
export async function readPlanFile(
  bytes: unknown,
  filename: string,
): Promise<{ draft: PlanDraft; text: string }> {
  if (!(bytes instanceof Uint8Array)) throw problem("input.unreadable", { reason: "没有收到文件" });
  const text = (await extractPlanText(bytes, filename)).slice(0, KEPT_TEXT);
  return { draft: readPlan(text, loadDivisions()), text };
}
