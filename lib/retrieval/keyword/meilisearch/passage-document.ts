import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import { pool } from '@/lib/db/client';
import { searchedText } from '../../search-functions';

/** A passage as Meilisearch keeps it. */
export type PassageDocument = {
  id: string;
  team: string;
  collection: string;
  document: string;
  format: string;
  /** Upload of the document, in seconds since 1970. */
  created: number;
  title: string;
  headings: string;
  text: string;
  /** The stems of all its words in their order, stop words left out, as PostgreSQL makes them. Meilisearch has no stemmer. */
  stems: string;
  /** Rises with every writing: what has a lower number than its document's last writing is left over. */
  written: number;
  /** {@link sourcePrint} of what it was made from. */
  source: string;
  /** {@link printOf} it as it was written: on the server it may be changed by others. */
  print: string;
};

/** Tells whether a passage or what is searched of its document has changed in PostgreSQL; of rows of both. */
export const sourcePrint = `md5(concat_ws(E'\\n', document.format, extract(epoch FROM document.created_at), passage.language, context, text)) AS source`;

const told = ['id', 'team', 'collection', 'document', 'format', 'created', 'title', 'headings', 'text', 'stems'] as const;

/** Tells whether a document on the server is still what was written. */
export function printOf(document: Partial<PassageDocument>): string {
  return createHash('md5').update(JSON.stringify(told.map((field) => document[field] ?? null))).digest('hex');
}

/** To be raised when the same passage gives another {@link PassageDocument}: the index is then built anew. */
export const documentShape = 3;

/**
 * What the index needs to know; only what differs on the server is changed there. Words that were typed wrongly are
 * looked for in what people wrote (title › headings › text), never among the stems, which are matched exactly.
 * Stop words are left out of questions before they are asked (as the index's own setting they lost more questions than
 * they helped), and synonyms belong to teams, so that they come with the question: both stay empty here.
 */
export const indexSettings = {
  searchableAttributes: ['title', 'headings', 'text', 'stems'],
  filterableAttributes: ['collection', 'created', 'document', 'format', 'team', 'written'],
  displayedAttributes: [...told, 'written', 'source', 'print'],
  sortableAttributes: [],
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'exactness'],
  typoTolerance: {
    enabled: true,
    minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
    disableOnAttributes: ['stems'],
    disableOnWords: [],
    disableOnNumbers: true,
  },
  stopWords: [],
  synonyms: {},
  // A word is meant as it stands, or as its stem.
  prefixSearch: 'disabled',
  facetSearch: false,
  // Counts of hits are word counts here, and must not be cut off.
  pagination: { maxTotalHits: 100_000_000 },
  searchCutoffMs: 500,
} satisfies Settings;

/** All stems of a passage in their order. */
const stems = `coalesce((SELECT string_agg(lexeme, ' ' ORDER BY position)
  FROM unnest(to_tsvector(passage.language::regconfig,
    CASE passage.language WHEN 'simple' THEN ${searchedText('simple')} ELSE ${searchedText('')} END)) AS word (lexeme, positions, weights), unnest(positions) AS position), '') AS stems`;

/** The stems of passages of a team, by id. */
export async function stemsOfPassages(teamId: string, passageIds: string[]): Promise<Map<string, string[]>> {
  const { rows } = await pool().query<{ id: string; stems: string }>(`SELECT id, ${stems} FROM passage WHERE team_id = $1 AND id = ANY($2)`, [teamId, passageIds]);
  return new Map(rows.map((row) => [row.id, row.stems.split(' ')]));
}

type Row = Omit<PassageDocument, 'title' | 'headings' | 'written' | 'print'> & { context: string; ordinal: number; part: number };

/** Rows per query: short enough for the embedded database, which meanwhile answers nobody else. */
const pageSize = 250;

/** Of a document: neither deleted nor still being written for the first time. */
export const isSearched = 'document.deleted_at IS NULL AND document.current_version_id IS NOT NULL';

/** The passages of documents, as they are now, in pages. Those that are not searched have none. */
export async function* readPassageDocuments(documentIds: string[], written: number): AsyncGenerator<PassageDocument[]> {
  let last: Pick<Row, 'document' | 'ordinal' | 'part'> = { document: '', ordinal: -1, part: 0 };
  for (;;) {
    const { rows } = await pool().query<Row>(
      `SELECT passage.id, passage.team_id AS team, passage.collection_id AS collection, passage.document_id AS document, document.format,
              extract(epoch FROM document.created_at)::float8 AS created, context, text, ordinal, part, ${stems}, ${sourcePrint}
       FROM passage JOIN document ON document.id = passage.document_id
       WHERE passage.document_id = ANY($1) AND ${isSearched} AND (passage.document_id, ordinal, part) > ($2, $3, $4)
       ORDER BY passage.document_id, ordinal, part LIMIT ${pageSize}`,
      [documentIds, last.document, last.ordinal, last.part],
    );
    if (rows.length > 0) yield rows.map((row) => toDocument(row, written));
    const end = rows.at(-1);
    if (!end || rows.length < pageSize) return;
    last = end;
  }
}

function toDocument({ id, team, collection, document, format, created, context, text, stems, source }: Row, written: number): PassageDocument {
  const [title = '', ...headings] = context.split(' › ');
  const told = { id, team, collection, document, format, created, title, headings: headings.join(' › '), text, stems };
  return { ...told, written, source, print: printOf(told) };
}
