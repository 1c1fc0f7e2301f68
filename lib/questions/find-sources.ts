import type { Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import { AppError, notFound } from '@/lib/errors/app-error';
import { accessibleCollections } from '@/lib/retrieval/reach';
import type { AnswerInput } from './question-input';

/** What is kept of a passage or document that an answer names. */
export type FoundSource = { documentId: string; versionId: string; documentName: string; start: number; end: number; quote: string; page: number | null; slide: boolean; heading: string | null };

/** Longest quote, in UTF-16 code units. */
const longestQuote = 2_000;

type Named = { documentId: string; versionId: string; documentName: string; slide: boolean };

/**
 * The passages and documents that an answer names, in the versions that are searched now. Throws `not_found:document`
 * for what the viewer may not see, `bad_request:span` for what is not a passage of it.
 */
export async function findSources(viewer: Viewer, sources: AnswerInput['sources']): Promise<FoundSource[]> {
  if (sources.length === 0) return [];
  const { rows } = await pool().query<Named>(
    `SELECT d.id AS "documentId", v.id AS "versionId", d.name AS "documentName", d.format IN ('pptx', 'odp') AS slide
     FROM document d JOIN document_version v ON v.id = d.current_version_id
     WHERE d.team_id = $1 AND d.collection_id = ANY($2) AND d.deleted_at IS NULL AND d.id = ANY($3)`,
    [viewer.teamId, await accessibleCollections(viewer), sources.map((source) => source.documentId)],
  );
  const known = new Map(rows.map((row) => [row.documentId, row]));
  return Promise.all(
    sources.map(async ({ documentId, start, end }): Promise<FoundSource> => {
      const document = known.get(documentId);
      if (!document) throw notFound('document');
      const { versionId, documentName, slide } = document;
      const whole = { documentId, versionId, documentName, start: 0, end: 0, quote: '', page: null, slide: false, heading: null };
      return start === undefined || end === undefined ? whole : { ...whole, ...(await passageAt(versionId, start, end)), slide };
    }),
  );
}

async function passageAt(versionId: string, start: number, end: number): Promise<Pick<FoundSource, 'start' | 'end' | 'quote' | 'page' | 'heading'>> {
  const wrong = new AppError('bad_request:span', 'This document has no such passage. It may have changed since you searched; search again.');
  if (end - start > longestQuote) throw wrong;
  const version = await db().documentVersion.findUnique({ where: { id: versionId }, select: { text: true } });
  const quote = version?.text?.slice(start, end) ?? '';
  if (quote.length !== end - start || quote.trim() === '') throw wrong;
  const passage = await db().passage.findFirst({ where: { versionId, start: { lte: start }, end: { gt: start } }, orderBy: { ordinal: 'asc' }, select: { page: true, heading: true } });
  return { start, end, quote, page: passage?.page ?? null, heading: passage?.heading ?? null };
}
