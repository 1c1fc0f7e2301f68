import type { Viewer } from '@/lib/auth/viewer';
import type { ChatScope } from '@/lib/chats/chat-message';
import { pool } from '@/lib/db/client';

/**
 * What a search may look at. Every search carries it into its SQL: the team, the collections the person may see, and
 * what they narrowed the question to.
 */
export type Reach = {
  teamId: string;
  /** Collections that the person may see; nothing outside is ever found. */
  collectionIds: string[];
  /** Narrower still: passages of these collections or of these documents. Undefined: no narrowing. */
  scope?: ChatScope;
};

/** The collections a person may see: until groups exist, all of the team. */
export async function accessibleCollections(viewer: Viewer): Promise<string[]> {
  const found = await pool().query<{ id: string }>('SELECT id FROM collection WHERE team_id = $1', [viewer.teamId]);
  return found.rows.map((row) => row.id);
}

/** The reach of a question by this person. An empty scope means everything they may see. */
export async function reachOf(viewer: Viewer, scope?: ChatScope): Promise<Reach> {
  const narrowed = scope && scope.collectionIds.length + scope.documentIds.length > 0;
  return { teamId: viewer.teamId, collectionIds: await accessibleCollections(viewer), ...(narrowed && { scope }) };
}

/** The four parameters that `footnote_keyword` and the vector functions take for a reach, in their order. */
export function reachParameters(reach: Reach): [string, string[], string[] | null, string[] | null] {
  return [reach.teamId, reach.collectionIds, reach.scope?.collectionIds ?? null, reach.scope?.documentIds ?? null];
}

/** How many passages lie within reach, from the counts that documents carry. */
export async function passagesInReach(reach: Reach): Promise<number> {
  const counted = await pool().query<{ passages: number }>(
    `SELECT coalesce(sum(passage_count), 0)::int AS passages FROM document
     WHERE team_id = $1 AND collection_id = ANY($2) AND deleted_at IS NULL
       AND ($3::text[] IS NULL OR collection_id = ANY($3) OR id = ANY($4))`,
    reachParameters(reach),
  );
  return counted.rows[0]?.passages ?? 0;
}
