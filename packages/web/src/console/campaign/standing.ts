import type { CampaignView } from "@lingzhu/domain/campaign";

/** Where a campaign stands on a day. */
export function standing(campaign: CampaignView, today: string): string {
  if (campaign.closedAt !== null) return "已结束";
  if (today < campaign.start) return "未开始";
  if (today > campaign.end) return "已过结束日期";
  const phases = campaign.phases.filter((phase) => phase.start <= today && today <= phase.end);
  return phases.length > 0 ? `进行中：${phases.map((phase) => phase.name).join("、")}` : "进行中";
}
