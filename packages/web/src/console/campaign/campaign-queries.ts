import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { CampaignView, PlanDraft } from "@lingzhu/domain/campaign";
import { get, upload } from "../../shared/api/index.ts";

export const campaignsKey = ["campaigns"] as const;

/** All campaigns, newest first as the server orders them. */
export const useCampaigns = () =>
  useQuery({ queryKey: campaignsKey, queryFn: () => get("/api/campaigns", z.array(CampaignView)) });

export const useCampaign = (id: string) =>
  useQuery({
    queryKey: [...campaignsKey, id],
    queryFn: () => get(`/api/campaigns/${id}`, CampaignView),
  });

export const PlanRead = z.object({ draft: PlanDraft, text: z.string() });
export type PlanRead = z.infer<typeof PlanRead>;

export const readPlanFile = (file: File, signal?: AbortSignal) =>
  upload("/api/plans/read", file, PlanRead, { query: { filename: file.name }, signal });
