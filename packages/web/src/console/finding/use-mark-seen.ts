import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { z } from "zod";
import { AlertView } from "@lingzhu/domain/alert";
import { get, post } from "../../shared/api/index.ts";
import { useAbility } from "../../shared/session/index.ts";

const Done = z.object({ done: z.literal(true) });

/** Whoever was told of a finding and opens its record has seen it; the record then says so. */
export function useMarkSeen(findingId: string): void {
  const told = useAbility()("alert.read");
  const client = useQueryClient();
  const alerts = useQuery({
    queryKey: ["alerts"],
    queryFn: () => get("/api/alerts", z.array(AlertView)),
    enabled: told,
  });
  const unseen = alerts.data
    ?.filter((alert) => alert.findingId === findingId && alert.seenAt === null)
    .map(({ id }) => id)
    .join(",");
  useEffect(() => {
    if (!unseen) return;
    // A failure leaves the alert unseen, which is what it then is; the next opening tries again.
    const marked = Promise.allSettled(
      unseen.split(",").map((id) => post(`/api/alerts/${id}/seen`, {}, Done)),
    );
    void marked.then(() =>
      Promise.all(
        [["alerts"], ["findings", "one", findingId]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
    );
  }, [unseen, findingId, client]);
}
