import { useQueryClient } from "@tanstack/react-query";
import { Tree, type TreeDataNode } from "antd";
import { useState } from "react";
import type { CommunityName, PlaceView } from "@lingzhu/domain/place";
import { placesKey, readContainers } from "./place-queries.ts";

type Branch = Pick<PlaceView, "id" | "name" | "kind">;
const asBranch = (community: CommunityName): Branch => ({ ...community, kind: "community" });

/** The tree as far as its branches have been opened. */
const nodesOf = (
  places: readonly Branch[],
  branches: ReadonlyMap<string, readonly PlaceView[]>,
): TreeDataNode[] =>
  places.map(({ id, name, kind }) => {
    const below = branches.get(id);
    return {
      key: id,
      title: name,
      isLeaf: kind === "building" || below?.length === 0,
      ...(below && below.length > 0 ? { children: nodesOf(below, branches) } : {}),
    };
  });

/** 社区 → 小区 → 楼栋; branches are read when they are opened. */
export function LedgerTree({
  communities,
  selected,
  onSelect,
}: {
  communities: readonly CommunityName[];
  selected: string | null;
  onSelect: (id: string | null) => void;
}) {
  const client = useQueryClient();
  const [branches, setBranches] = useState<ReadonlyMap<string, readonly PlaceView[]>>(new Map());
  const nodes = nodesOf(communities.map(asBranch), branches);
  return (
    <Tree
      blockNode
      aria-label="台账目录"
      treeData={[{ key: "street", title: "全部", isLeaf: true }, ...nodes]}
      selectedKeys={[selected ?? "street"]}
      onSelect={(_keys, { node }) => onSelect(node.key === "street" ? null : String(node.key))}
      loadData={async ({ key }) => {
        const children = await client.fetchQuery({
          queryKey: [...placesKey, "containers", key],
          queryFn: () => readContainers({ parentId: String(key) }),
        });
        setBranches((now) => new Map(now).set(String(key), children));
      }}
    />
  );
}
