import type { Viewer } from '@/lib/auth/viewer';
import { db, pool } from '@/lib/db/client';
import { notFound } from '@/lib/errors/app-error';
import { missingParts } from '@/lib/ingest/missing-parts';
import type { DocumentFormat, ParseReport } from '@/lib/ingest/parse/parsed-document';
import { accessibleCollections } from '@/lib/retrieval/reach';

export type VisibleDocument = {
  id: string;
  name: string;
  collectionId: string;
  format: DocumentFormat;
  createdAt: Date;
  /** When the text that is searched was uploaded. */
  textFrom?: Date;
  /** How many passages of it are searched. */
  passages: number;
  /** Why nothing of it is searched; undefined when something is. */
  notRead?: string;
  /** What reading it left out, or is still to bring; sentences. */
  remarks: string[];
};

/** A document with what became of its reading. Throws `not_found:document` for foreign, missing and deleted ones alike. */
export async function visibleDocument(viewer: Viewer, documentId: string): Promise<VisibleDocument> {
  const found = await db().document.findFirst({
    where: { id: documentId, teamId: viewer.teamId, deletedAt: null, collectionId: { in: await accessibleCollections(viewer) } },
  });
  if (!found) throw notFound('document');
  const version = found.currentVersionId
    ? await db().documentVersion.findFirst({ where: { id: found.currentVersionId, teamId: viewer.teamId }, select: { createdAt: true, report: true } })
    : null;
  const report = version?.report as ParseReport | null | undefined;
  const off = await switchedOff(viewer, found.id, found.currentVersionId);
  const { id, name, collectionId, createdAt, passageCount } = found;
  return {
    id,
    name,
    collectionId,
    format: found.format as DocumentFormat,
    createdAt,
    ...(version && { textFrom: version.createdAt }),
    passages: passageCount,
    ...(passageCount === 0 && { notRead: whyNotRead(found.state, found.failureMessage) }),
    remarks: [...(passageCount > 0 ? whatIsComing(found.state, found.failureMessage) : []), ...off, ...(report ? missingParts(report) : [])],
  };
}

function whyNotRead(state: string, failure: string | null): string {
  if (state === 'failed') return `It could not be read. ${failure ?? ''}`.trim();
  if (state === 'ready') return 'It was read, but no text that could be searched was found in it.';
  return state === 'reading' ? 'It is being read and cannot be found yet.' : 'It waits to be read and cannot be found yet.';
}

function whatIsComing(state: string, failure: string | null): string[] {
  if (state === 'failed') return [`It could not be read anew: ${failure ?? 'the reason is not known.'} What was read before is searched.`];
  return state === 'ready' ? [] : ['It is being read anew. What was read before is searched meanwhile.'];
}

/** What people took out of search. */
async function switchedOff(viewer: Viewer, documentId: string, versionId: string | null): Promise<string[]> {
  const { rows } = await pool().query<{ passages: number }>(
    `SELECT count(*)::int AS passages FROM passage_edit, jsonb_array_elements(pieces) AS piece
     WHERE team_id = $1 AND document_id = $2 AND version_id = $3 AND (piece->>'off')::boolean`,
    [viewer.teamId, documentId, versionId],
  );
  const passages = rows[0]?.passages ?? 0;
  return passages === 0 ? [] : [`${passages.toLocaleString('en')} of its passages ${passages === 1 ? 'is' : 'are'} switched off and never found.`];
}
