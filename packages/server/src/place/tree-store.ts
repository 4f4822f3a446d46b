import { sql } from "kysely";
import type { TreeNode } from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";

type ContainerRow = Omit<TreeNode, "names"> & {
  naturalKey: string;
  retired: boolean;
  community: string;
  compound: string | null;
  building: string | null;
  unit: string | null;
};

/** Communities and everything that contains doors, by natural key; `kind` narrows to one kind. */
export async function loadContainers(
  tx: Reading,
  kind?: "community",
): Promise<{ nodes: Map<string, TreeNode>; retired: Set<string> }> {
  const { rows } = await sql<ContainerRow>`
    select p.id, p.kind, p.name, p.path, p.sort_key, p.natural_key, p.retired_at is not null as retired,
      p.community_id, p.grid_id, p.compound_id, p.building_id, p.unit_id,
      m.name as community, k.name as compound, b.name as building, u.name as unit
    from place p
    join place m on m.street_id = p.street_id and m.id = p.community_id
    left join place k on k.street_id = p.street_id and k.id = p.compound_id
    left join place b on b.street_id = p.street_id and b.id = p.building_id
    left join place u on u.street_id = p.street_id and u.id = p.unit_id
    where p.street_id = ${tx.streetId} and p.kind in ('community', 'grid', 'compound', 'building', 'unit')
      ${kind ? sql`and p.kind = ${kind}` : sql``}`.execute(tx.sql);
  const nodes = new Map<string, TreeNode>();
  const retired = new Set<string>();
  for (const { naturalKey, retired: gone, community, compound, building, unit, ...node } of rows) {
    nodes.set(naturalKey, { ...node, names: { community, compound, building, unit } });
    if (gone) retired.add(node.id);
  }
  return { nodes, retired };
}
