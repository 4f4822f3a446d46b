import { useQueryClient } from "@tanstack/react-query";
import { Tree } from "antd";
import { useState } from "react";
import type { CommunityName, PlaceView } from "@lingzhu/domain/place";
import { placesKey, useCommunities } from "../ledger/place-queries.ts";
import { ProblemNote } from "../states/index.ts";
import { allPlaces } from "./picture-queries.ts";
import { topmost, type TreeNode } from "./topmost.ts";

type Branch = Pick<PlaceView, "id" | "name" | "kind">;
const asBranch = (community: CommunityName): Branch => ({ ...community, kind: "community" });

/** The tree as far as its branches have been opened. */
const nodesOf = (
  places: readonly Branch[],
  branches: ReadonlyMap<string, readonly PlaceView[]>,
): TreeNode[] =>
  places.map(({ id, name, kind }) => {
    const below = branches.get(id);
    return {
      key: id,
      title: kind === "plot" ? `${name}（地块）` : name,
      isLeaf: kind === "building" || kind === "plot" || kind === "household" || below?.length === 0,
      ...(below && below.length > 0 ? { children: nodesOf(below, branches) } : {}),
    };
  });

interface Props {
  value?: readonly string[];
  onChange?: (ids: string[]) => void;
  height?: number;
}

/** Places of the street down to building and plot, to tick; a ticked node stands for all below it. */
export function PlaceTree({ value = [], onChange, height = 300 }: Props) {
  const client = useQueryClient();
  const communities = useCommunities();
  const [branches, setBranches] = useState<ReadonlyMap<string, readonly PlaceView[]>>(new Map());
  const [error, setError] = useState<unknown>(null);
  const open = async (id: string) => {
    setError(null);
    try {
      const below = await client.fetchQuery({
        queryKey: [...placesKey, "branch", id],
        queryFn: () => allPlaces({ parentId: id }),
      });
      setBranches((before) => new Map(before).set(id, below));
    } catch (fault) {
      setError(fault);
    }
  };
  return (
    <>
      <ProblemNote error={error ?? communities.error} />
      <Tree<TreeNode>
        checkable
        selectable={false}
        height={height}
        treeData={nodesOf((communities.data ?? []).map(asBranch), branches)}
        checkedKeys={[...value]}
        loadData={({ key }) => open(key)}
        onCheck={(_keys, { checkedNodes }) => onChange?.(topmost(checkedNodes))}
      />
    </>
  );
}
