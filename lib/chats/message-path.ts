/** The messages from the root of the tree to `leafId`, in reading order. */
export function pathTo<M extends { id: string; parentId: string | null }>(messages: M[], leafId: string | null): M[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: M[] = [];
  for (let at = leafId ? byId.get(leafId) : undefined; at && path.length < messages.length; at = byId.get(at.parentId ?? '')) path.push(at);
  return path.toReversed();
}

/** The newest message below `id`, going down by the newest child each time; `id` itself when it has none. */
export function newestLeafBelow<M extends { id: string; parentId: string | null }>(messages: M[], id: string): string {
  const children = Map.groupBy(messages, (message) => message.parentId);
  let leaf = id;
  for (let next = children.get(leaf)?.at(-1); next; next = children.get(leaf)?.at(-1)) leaf = next.id;
  return leaf;
}
