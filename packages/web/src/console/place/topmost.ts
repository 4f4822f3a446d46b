export interface TreeNode {
  key: string;
  title: string;
  isLeaf: boolean;
  children?: TreeNode[];
}

/** Ticking a community ticks all that is open below it; only the topmost of the ticked nodes are meant. Pure. */
export function topmost(ticked: readonly Pick<TreeNode, "key" | "children">[]): string[] {
  const below = new Set<string>();
  const gather = (children: readonly TreeNode[] = []): void => {
    for (const child of children) {
      below.add(child.key);
      gather(child.children);
    }
  };
  for (const node of ticked) gather(node.children);
  return ticked.map(({ key }) => key).filter((key) => !below.has(key));
}
