import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Link, useNavigate, useParams } from "react-router";
import { z } from "zod";
import type { SaveCampaign } from "@lingzhu/domain/campaign";
import { PlaceList } from "@lingzhu/domain/place";
import { get, put } from "../../shared/api/index.ts";
import { useDraft } from "../form/index.ts";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { campaignsKey, useCampaign } from "./campaign-queries.ts";
import { PlanDesk } from "./plan-desk.tsx";
import { valuesOfCampaign, type PlanValues } from "./plan-values.ts";

const Saved = z.object({ id: z.uuid() });

/** 更正专项行动 */
export function Component() {
  const { id = "" } = useParams();
  const campaign = useCampaign(id);
  const communities = useQuery({
    queryKey: ["places", { kind: "community" }],
    queryFn: () => get("/api/places", PlaceList, { query: { kind: "community", limit: 500 } }),
  });
  const [kept, keep] = useDraft<PlanValues>(`campaign-${id}`);
  const client = useQueryClient();
  const navigate = useNavigate();
  const save = async (input: SaveCampaign) => {
    await put(`/api/campaigns/${id}`, input, Saved);
    keep(null);
    await client.invalidateQueries({ queryKey: campaignsKey });
    await navigate(`/campaigns/${id}`, { replace: true });
  };
  return (
    <Page title="更正方案" note={campaign.data?.title}>
      <Loaded query={campaign}>
        {(view) => (
          <Loaded query={communities}>
            {({ items }) => (
              <PlanDesk
                initial={
                  kept ??
                  valuesOfCampaign(
                    view,
                    items.map((item) => item.name),
                  )
                }
                text={view.planText}
                onChange={keep}
                save={save}
                saveWord="保存更正"
                otherActions={
                  <Link to={`/campaigns/${id}`} onClick={() => keep(null)}>
                    <Button size="large">不改了</Button>
                  </Link>
                }
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}
