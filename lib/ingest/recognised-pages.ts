// Pages of a file that were recognised (OCR) while it is being read, kept from one try to the next: each takes seconds.
import { pool } from '@/lib/db/client';
import type { Claim } from './claim-document';
import { showsPages } from './parse/document-formats';
import { type RecognisedPage, recognitionVersion, type SeenPage } from './parse/page-recogniser';

/** What earlier tries at this version saw, as far as it would be seen the same today. */
export async function recognisedPages({ format, versionId }: Claim): Promise<SeenPage[]> {
  if (!showsPages(format)) return [];
  const { rows } = await pool().query<{ page: number; result: RecognisedPage | null }>(
    'SELECT page, result FROM recognised_page WHERE version_id = $1 AND recognition_version = $2 ORDER BY page',
    [versionId, recognitionVersion],
  );
  return rows.map(({ page, result }) => ({ page, ...(result && { result }) }));
}

/** Keeps a page, unless the reading is over or another one has taken over. */
export async function keepRecognised({ teamId, documentId, versionId, attempt }: Claim, { page, result }: SeenPage): Promise<void> {
  await pool().query(
    `INSERT INTO recognised_page (version_id, page, team_id, recognition_version, result)
     SELECT $1, $2, $3, $4, $5::jsonb FROM document WHERE id = $6 AND attempt = $7 AND state = 'reading' AND deleted_at IS NULL
     ON CONFLICT (version_id, page) DO UPDATE SET recognition_version = excluded.recognition_version, result = excluded.result`,
    [versionId, page, teamId, recognitionVersion, result ? JSON.stringify(result) : null, documentId, attempt],
  );
}

/** Drops the pages of all versions of a document: it was read, or cannot be. */
export async function forgetRecognised({ format, documentId }: Claim): Promise<void> {
  if (!showsPages(format)) return;
  await pool().query('DELETE FROM recognised_page r USING document_version v WHERE v.id = r.version_id AND v.document_id = $1', [documentId]);
}

/** Drops what a worker that ended at the wrong moment has left behind. For the start of the only worker. */
export async function forgetReadPages(): Promise<void> {
  await pool().query(
    `DELETE FROM recognised_page r USING document_version v, document d WHERE v.id = r.version_id AND d.id = v.document_id AND d.state = 'ready'`,
  );
}
