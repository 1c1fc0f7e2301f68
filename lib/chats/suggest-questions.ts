import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Viewer } from '@/lib/auth/viewer';
import { pool } from '@/lib/db/client';
import { reachOf } from '@/lib/retrieval/reach';

export type SuggestedQuestions = {
  /** None when there is nothing to ask, else three to six where the documents give as many. */
  questions: string[];
  /** Documents that can be searched, and the collections that hold them. */
  documents: number;
  collections: number;
  /** Documents that are being read for the first time, or wait for it. */
  reading: number;
};

const most = 6;
const perDocument = 2;
const documentsLookedAt = 60;

/** Questions that the documents within the viewer's reach can answer, drawn from these documents. */
export async function suggestQuestions(viewer: Viewer): Promise<SuggestedQuestions> {
  const reach = await reachOf(viewer);
  const counted = await pool().query<{ documents: number; collections: number; reading: number }>(
    `SELECT count(*) FILTER (WHERE current_version_id IS NOT NULL)::int AS documents,
            count(DISTINCT collection_id) FILTER (WHERE current_version_id IS NOT NULL)::int AS collections,
            count(*) FILTER (WHERE current_version_id IS NULL AND state IN ('waiting', 'reading'))::int AS reading
     FROM document WHERE team_id = $1 AND collection_id = ANY($2) AND deleted_at IS NULL`,
    [reach.teamId, reach.collectionIds],
  );
  const counts = counted.rows[0] ?? { documents: 0, collections: 0, reading: 0 };
  if (counts.documents === 0) return { questions: [], ...counts };
  const found = await pool().query<{ name: string; headings: string[] | null }>(
    `SELECT recent.name, (SELECT array_agg(DISTINCT heading) FROM passage WHERE document_id = recent.id AND heading IS NOT NULL) AS headings
     FROM (SELECT id, name FROM document
           WHERE team_id = $1 AND collection_id = ANY($2) AND deleted_at IS NULL AND current_version_id IS NOT NULL
           ORDER BY created_at DESC LIMIT ${documentsLookedAt}) AS recent`,
    [reach.teamId, reach.collectionIds],
  );
  const samples = await sampleQuestions(new Set(found.rows.map((row) => row.name)));
  const questions = [...samples, ...fromHeadings(found.rows)];
  return { questions: [...new Set(questions)].slice(0, most), ...counts };
}

const sampleFile = z.array(z.object({ question: z.string(), document: z.string() }));

/** The prepared questions of those sample documents that are loaded. */
async function sampleQuestions(names: Set<string>): Promise<string[]> {
  try {
    const file = await readFile(path.join(process.cwd(), 'samples', 'questions.json'), 'utf8');
    return sampleFile.parse(JSON.parse(file)).filter((sample) => names.has(sample.document)).map((sample) => sample.question);
  } catch {
    return [];
  }
}

/** Headings that are questions first; then what a document says about its headings, one of each document in turn. */
function fromHeadings(documents: { name: string; headings: string[] | null }[]): string[] {
  const asked: string[] = [];
  const turns: string[][] = [];
  for (const { name, headings } of documents) {
    const title = name.replace(/\.\w{1,5}$/, '');
    const usable = (headings ?? []).map((heading) => heading.replace(/\s+/g, ' ').trim()).filter(isTelling);
    asked.push(...usable.filter((heading) => heading.endsWith('?')).slice(0, perDocument));
    turns.push(
      usable
        .filter((heading) => !heading.endsWith('?') && heading.toLowerCase() !== title.toLowerCase())
        .slice(0, perDocument)
        .map((heading) => `What does “${title}” say about ${/^\p{Lu}\p{Ll}/u.test(heading) ? heading.charAt(0).toLowerCase() + heading.slice(1) : heading}?`),
    );
  }
  const inTurn = Array.from({ length: perDocument }, (_, round) => turns.flatMap((turn) => turn[round] ?? []));
  return [...asked, ...inTurn.flat()];
}

function isTelling(heading: string): boolean {
  return heading.length >= 4 && heading.length <= 70 && /\p{L}{3}/u.test(heading) && !/^(?:introduction|contents|table of contents|overview|appendix|annex|summary|general|sheet ?\d*|page ?\d*|slide ?\d*)\b/i.test(heading);
}
