import type { Viewer } from '@/lib/auth/viewer';
import type { ChatScope } from '@/lib/chats/chat-message';
import { pool } from '@/lib/db/client';
import type { DocumentFormat } from './query/format-names';

/**
 * What documents must be like to be searched, as `type:pdf after:2025-01` in a question asks for. Every keyword index
 * and every vector search honours all of them, as conditions of the search itself.
 */
export type ReachFilters = {
  /** `document.format` is one of these. */
  formats?: DocumentFormat[];
  /** `document.created_at` is at or after the beginning of this day, in UTC: YYYY-MM-DD. */
  createdFrom?: string;
  /** `document.created_at` is before the beginning of this day, in UTC: YYYY-MM-DD. */
  createdBefore?: string;
};

/**
 * What a search may look at. Every search carries it into its own query: the team, the collections the person may see,
 * what they narrowed the question to, and what its filters ask of a document.
 */
export type Reach = {
  teamId: string;
  /** Collections that the person may see; nothing outside is ever found. */
  collectionIds: string[];
  /** Narrower still: passages of these collections or of these documents. Undefined: no narrowing. */
  scope?: ChatScope;
  /** Undefined: documents of any kind and time. */
  filters?: ReachFilters;
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

export type ReachParameters = [string, string[], string[] | null, string[] | null, string[] | null, string | null, string | null];

/** The parameters with which every search function begins (`reachArguments` in search-functions.ts), in their order. */
export function reachParameters({ teamId, collectionIds, scope, filters }: Reach): ReachParameters {
  return [
    teamId,
    collectionIds,
    scope?.collectionIds ?? null,
    scope?.documentIds ?? null,
    filters?.formats ?? null,
    filters?.createdFrom ?? null,
    filters?.createdBefore ?? null,
  ];
}

/** How many passages lie within reach, from the counts that documents carry. */
export async function passagesInReach(reach: Reach): Promise<number> {
  const counted = await pool().query<{ passages: number }>(
    `SELECT coalesce(sum(passage_count), 0)::int AS passages FROM document
     WHERE team_id = $1 AND collection_id = ANY($2) AND deleted_at IS NULL AND current_version_id IS NOT NULL
       AND ($3::text[] IS NULL OR collection_id = ANY($3) OR id = ANY($4))
       AND ($5::text[] IS NULL OR format = ANY($5))
       AND ($6::timestamp IS NULL OR created_at >= $6) AND ($7::timestamp IS NULL OR created_at < $7)`,
    reachParameters(reach),
  );
  return counted.rows[0]?.passages ?? 0;
}
