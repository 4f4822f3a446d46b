import { clientWords, phoneModel } from "@lingzhu/domain/device";

interface AgentData {
  getHighEntropyValues?: (hints: string[]) => Promise<{ model?: string }>;
}

/** Words by which the office knows this phone in its list: system, browser and, where it says so, the model. */
export async function phoneName(): Promise<string> {
  const { userAgent } = navigator;
  const { userAgentData } = navigator as { userAgentData?: AgentData };
  const said = await userAgentData?.getHighEntropyValues?.(["model"]).catch(() => undefined);
  const model = said?.model || phoneModel(userAgent);
  return [clientWords(userAgent), model].filter(Boolean).join(" · ").slice(0, 80);
}
