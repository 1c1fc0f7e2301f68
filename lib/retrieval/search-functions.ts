// The searches as functions in the database. Each carries the planner settings that it depends on: the embedded
// database serves everybody through one session, where a plain SET would leak into other people's queries.
import { segmented, segmentedName } from './segmented';

/** What was deleted, and what is being written for the first time; each by an index of its own. */
const hiddenDocuments = (team: string) => `ARRAY(
         SELECT document.id FROM document WHERE team_id = ${team} AND deleted_at IS NOT NULL
         UNION ALL SELECT document.id FROM document WHERE team_id = ${team} AND current_version_id IS NULL AND passage_count > 0)`;

/**
 * What is in reach: parameters $1 accessible collections, $2 and $3 narrowing collections and documents (or null),
 * $6 the documents that pass the filters (or null). Never in reach: what was deleted, and what is being written.
 */
const reachWithout = (hidden: string) => `collection_id = ANY($1)
       AND ($2 IS NULL OR collection_id = ANY($2) OR document_id = ANY($3))
       AND ($6 IS NULL OR document_id = ANY($6))
       AND document_id <> ALL (${hidden})`;
const inReach = reachWithout(hiddenDocuments('%1$L'));

/** The words that are searched, as indexed by the keyword indexes of a language. */
export function searchedText(language: string): string {
  const words = `(context || ' ' || text)`;
  return language === 'simple' ? `${segmentedName}${words}` : words;
}

/** A statement, made for one language, as it is chosen by the variable `lang` at run time. */
const byLanguage = (statement: (language: string) => string) => `CASE lang WHEN 'simple' THEN $sql$${statement('simple')}$sql$ ELSE $sql$${statement('')}$sql$ END`;

/** The first arguments of every search; the same as `reachParameters` gives. */
const reachArguments =
  'team text, collections text[], scope_collections text[], scope_documents text[], formats text[], created_from timestamp, created_before timestamp';

/**
 * The team's documents that pass the filters, or null without any filter. They are collected before the search, so
 * that the planner sees a plain list: it hashes a long one, and finds the passages of a short one by their documents.
 */
const filtered = `
CREATE OR REPLACE FUNCTION footnote_filtered(team text, formats text[], created_from timestamp, created_before timestamp)
RETURNS text[] LANGUAGE plpgsql STABLE
AS $body$
BEGIN
  IF formats IS NULL AND created_from IS NULL AND created_before IS NULL THEN RETURN NULL; END IF;
  RETURN ARRAY(
    SELECT id FROM document WHERE team_id = team AND deleted_at IS NULL
      AND (formats IS NULL OR format = ANY(formats))
      AND (created_from IS NULL OR created_at >= created_from)
      AND (created_before IS NULL OR created_at < created_before)
  );
END $body$`;

const passingFilters = 'footnote_filtered(team, formats, created_from, created_before)';

/** The languages of a team's documents, each found by one look into an index. */
const languages = `
CREATE OR REPLACE FUNCTION footnote_languages(team text) RETURNS text[] LANGUAGE sql STABLE
AS $body$
  WITH RECURSIVE found (language) AS (
    SELECT min(language) FROM document WHERE team_id = team
    UNION ALL
    SELECT (SELECT min(document.language) FROM document WHERE team_id = team AND document.language > found.language) FROM found
    WHERE found.language IS NOT NULL
  )
  SELECT coalesce(array_agg(language), '{}') FROM found WHERE language IS NOT NULL
$body$`;

/**
 * The question as it is asked of passages in a language; its words are those that the passages' are. What are small words in its own language ("die", in German) may
 * be rare ones in another, and would weigh there the more: they are left out. Its own language is the one of which it
 * has the most small words.
 */
const questionIn = `
CREATE OR REPLACE FUNCTION footnote_question_in(language text, question text, languages text[]) RETURNS text LANGUAGE plpgsql STABLE
AS $body$
DECLARE own text;
BEGIN
  IF language = 'simple' THEN question := ${segmentedName}(question); END IF;
  IF cardinality(languages) < 2 THEN RETURN question; END IF;
  SELECT lang INTO own FROM unnest(languages) AS lang, ts_parse('default', question)
    WHERE lang <> 'simple' AND ts_lexize((lang || '_stem')::regdictionary, lower(token)) = '{}'
    GROUP BY lang ORDER BY count(*) DESC, lang = language DESC LIMIT 1;
  IF own IS NULL OR own = language THEN RETURN question; END IF;
  RETURN coalesce((SELECT string_agg(token, ' ') FROM ts_parse('default', question)
    WHERE ts_lexize((own || '_stem')::regdictionary, lower(token)) IS DISTINCT FROM '{}'), '');
END $body$`;

/**
 * BM25 by the partial index of one team and language: format() puts in the team, the index and the language. They are
 * literals, since only then does the planner see that the partial index covers the query.
 */
export const bm25Query = (language: string) => `
    SELECT id, -bm25_get_current_score()::float8 FROM passage
    WHERE team_id = %1$L AND language = %3$L AND ${inReach}
    ORDER BY ${searchedText(language)} <@> to_bm25query($4, %2$L) LIMIT $5`;

/**
 * The order must come from an index scan: read in any other way the score of a row is undefined (and computing it
 * from the text costs 0.1 ms a row), so every other plan is priced out.
 */
export const bm25Settings = ['enable_seqscan = off', 'enable_bitmapscan = off', 'enable_sort = off'];

const bm25 = `
CREATE OR REPLACE FUNCTION footnote_bm25(${reachArguments}, index_prefix text, question text, hits int)
RETURNS TABLE (passage_id text, score float8) LANGUAGE plpgsql STABLE
${bm25Settings.map((setting) => `SET ${setting}`).join(' ')}
AS $body$
DECLARE
  spoken text[] := footnote_languages(team);
  passing text[] := ${passingFilters};
  lang text;
BEGIN
  FOREACH lang IN ARRAY spoken LOOP
    -- Documents of which nothing was read yet have no index.
    CONTINUE WHEN to_regclass(index_prefix || lang) IS NULL;
    RETURN QUERY EXECUTE format(${byLanguage(bm25Query)}, team, index_prefix || lang, lang)
      USING collections, scope_collections, scope_documents, footnote_question_in(lang, question, spoken), hits, passing;
  END LOOP;
END $body$`;

/** Which of some passages are in reach: for hits that an index outside of the database returned. */
const passagesInReach = `
CREATE OR REPLACE FUNCTION footnote_in_reach(${reachArguments}, ids text[])
RETURNS SETOF text LANGUAGE plpgsql STABLE
AS $body$
BEGIN
  RETURN QUERY EXECUTE format($sql$
    SELECT id FROM passage WHERE id = ANY($4) AND team_id = %1$L AND ${inReach}
  $sql$, team) USING collections, scope_collections, scope_documents, ids, NULL::int, ${passingFilters};
END $body$`;

/** The same score for single passages, computed from their words: 0.1 ms each. */
const bm25Scores = `
CREATE OR REPLACE FUNCTION footnote_bm25_scores(team text, index_prefix text, question text, passages text[])
RETURNS TABLE (passage_id text, score float8) LANGUAGE plpgsql STABLE
AS $body$
DECLARE
  spoken text[] := footnote_languages(team);
  lang text;
BEGIN
  FOREACH lang IN ARRAY spoken LOOP
    CONTINUE WHEN to_regclass(index_prefix || lang) IS NULL;
    RETURN QUERY EXECUTE format(${byLanguage(
      (language) => `SELECT id, -(${searchedText(language)} <@> to_bm25query($1, %2$L))::float8 FROM passage WHERE team_id = %1$L AND language = %3$L AND id = ANY($2)`,
    )}, team, index_prefix || lang, lang) USING footnote_question_in(lang, question, spoken), passages;
  END LOOP;
END $body$`;

/** The words of a passage as full text counts them: the expression of the index of its language. */
export const fullTextVector = (language: string) => `to_tsvector('${language}', ${searchedText(language)})`;
const fullTextQuery = (language: string) => {
  const vector = fullTextVector(language || '%2$s');
  return `
      SELECT id, ts_rank_cd(${vector}, $4, 1)::float8 AS score FROM passage
      WHERE team_id = %1$L AND language = '%2$s' AND ${inReach} AND ${vector} @@ $4
      ORDER BY score DESC, id LIMIT $5`;
};

/** `words`: any word of the question, as it is stemmed in a language. */
const anyWordIn = (language: string) => `
    SELECT string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery INTO words
    FROM unnest(to_tsvector(${language}::regconfig, footnote_question_in(${language}, question, spoken)));
    CONTINUE WHEN words IS NULL;`;

/** Any word of the question counts; passages with several, close together, come first. */
const fullText = `
CREATE OR REPLACE FUNCTION footnote_full_text(${reachArguments}, question text, hits int)
RETURNS TABLE (passage_id text, score float8) LANGUAGE plpgsql STABLE
AS $body$
DECLARE
  spoken text[] := footnote_languages(team);
  passing text[] := ${passingFilters};
  words tsquery;
  lang text;
BEGIN
  FOREACH lang IN ARRAY spoken LOOP${anyWordIn('lang')}
    RETURN QUERY EXECUTE format(${byLanguage(fullTextQuery)}, team, lang) USING collections, scope_collections, scope_documents, words, hits, passing;
  END LOOP;
END $body$`;

const fullTextScoresQuery = (language: string) => {
  const vector = fullTextVector(language || '%2$s');
  return `SELECT id, ts_rank_cd(${vector}, $1, 1)::float8 FROM passage WHERE team_id = %1$L AND language = '%2$s' AND id = ANY($2) AND ${vector} @@ $1`;
};

const fullTextScores = `
CREATE OR REPLACE FUNCTION footnote_full_text_scores(team text, question text, passages text[])
RETURNS TABLE (passage_id text, score float8) LANGUAGE plpgsql STABLE
AS $body$
DECLARE
  spoken text[] := footnote_languages(team);
  words tsquery;
  lang text;
BEGIN
  FOREACH lang IN ARRAY spoken LOOP${anyWordIn('lang')}
    RETURN QUERY EXECUTE format(${byLanguage(fullTextScoresQuery)}, team, lang) USING words, passages;
  END LOOP;
END $body$`;

/** Of a word alone and of ever longer runs from it on, the first that few passages hold is enough. */
const longestRun = 6;
/** Of so many passages that hold all pairs of a run it is worth reading which hold them in a row. */
const mostApart = 40;

/** The reach inside a function whose statements are planned once: parameters by name instead of by number. */
const inReachByName = reachWithout('gone')
  .replaceAll('$1', 'collections')
  .replaceAll('$2', 'scope_collections')
  .replaceAll('$3', 'scope_documents')
  .replaceAll('$6', 'passing');
/** Its variables: collected once, however many lookups follow. */
const reachVariables = `passing text[] := ${passingFilters};
  gone text[] := ${hiddenDocuments('team')};`;

/**
 * For each place in a question, the passages that hold the words from there on: the shortest run of them that at most
 * `few` passages hold, and where three words or more are held by more, perhaps apart, the longest run of these. `words` and `pairs` are the hashes of lib/retrieval/exact/shingles.ts; a word of 0 is too common
 * to be looked up alone. Hashes carry the team, so that the inner query, which OFFSET keeps from being planned together
 * with the conditions around it, already finds none but the team's passages.
 */
const exact = `
CREATE OR REPLACE FUNCTION footnote_exact(${reachArguments}, words int[], pairs int[], few int)
RETURNS TABLE (passage_id text, place int, length int) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET plan_cache_mode = force_generic_plan
AS $body$
DECLARE
  ${reachVariables}
  keys int[];
  wide int[];
  found text[];
BEGIN
  FOR at IN 1 .. cardinality(words) LOOP
    wide := NULL;
    FOR run IN 1 .. least(${longestRun}, cardinality(words) - at + 1) LOOP
      keys := CASE run WHEN 1 THEN words[at:at] ELSE pairs[at:at + run - 2] END;
      CONTINUE WHEN keys = ARRAY[0];
      found := ARRAY(
        SELECT id FROM (SELECT * FROM passage WHERE shingles @> keys OFFSET 0) holding
        WHERE team_id = team AND ${inReachByName} LIMIT few + 1
      );
      EXIT WHEN found = '{}';
      IF cardinality(found) <= few THEN
        RETURN QUERY SELECT unnest(found), at - 1, run;
        EXIT;
      END IF;
      IF run > 2 THEN wide := keys; END IF;
    END LOOP;
    -- Pairs that many hold may stand apart in most of them.
    IF wide IS NOT NULL THEN
      found := ARRAY(
        SELECT id FROM (SELECT * FROM passage WHERE shingles @> wide OFFSET 0) holding
        WHERE team_id = team AND ${inReachByName} LIMIT ${mostApart} + 1
      );
      IF cardinality(found) <= ${mostApart} THEN
        RETURN QUERY SELECT unnest(found), at - 1, cardinality(wide) + 1;
      END IF;
    END IF;
  END LOOP;
END $body$`;

/** The passages that hold all of these words and pairs of words, whichever comes first. */
const holding = `
CREATE OR REPLACE FUNCTION footnote_holding(${reachArguments}, keys int[], hits int)
RETURNS TABLE (id text, context text, text text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
  ${reachVariables}
BEGIN
  RETURN QUERY
    SELECT holding.id, holding.context, holding.text FROM (SELECT * FROM passage WHERE shingles @> keys OFFSET 0) holding
    WHERE team_id = team AND ${inReachByName} LIMIT hits;
END $body$`;

/** The nearest vectors of a team: format() puts in the team and the table of the space whose vectors are searched. */
export const nearestQuery = `
    SELECT passage_id, 1 - (embedding <=> $4) AS score FROM %2$I
    WHERE team_id = %1$L AND ${inReach}
    ORDER BY embedding <=> $4 LIMIT $5`;

/** Every vector in reach is compared: right, and fast for few. */
const nearestExact = `
CREATE OR REPLACE FUNCTION footnote_nearest_exact(${reachArguments}, vectors text, question vector, hits int)
RETURNS TABLE (passage_id text, score float8) LANGUAGE plpgsql STABLE
SET enable_indexscan = off
AS $body$
BEGIN
  RETURN QUERY EXECUTE format($sql$${nearestQuery}$sql$, team, vectors)
    USING collections, scope_collections, scope_documents, question, hits, ${passingFilters};
END $body$`;

/**
 * The order must come from the graph: every other plan reads all vectors, and is priced out. It is searched widely from the
 * start, since each search for more, when too few of the first were in reach, costs as much again.
 */
export const graphSettings = ["hnsw.iterative_scan = 'relaxed_order'", 'hnsw.ef_search = 400', 'enable_seqscan = off', 'enable_bitmapscan = off', 'enable_sort = off'];

/** By the HNSW graph, which goes on searching until enough passages in reach are found. */
const nearestByGraph = `
CREATE OR REPLACE FUNCTION footnote_nearest(${reachArguments}, vectors text, question vector, hits int)
RETURNS TABLE (passage_id text, score float8) LANGUAGE plpgsql STABLE
${graphSettings.map((setting) => `SET ${setting}`).join(' ')}
AS $body$
BEGIN
  RETURN QUERY EXECUTE format($sql$
    WITH found AS MATERIALIZED (${nearestQuery}) SELECT found.passage_id, found.score FROM found
  $sql$, team, vectors) USING collections, scope_collections, scope_documents, question, hits, ${passingFilters};
END $body$`;

/** What an earlier release left behind under the same names with other arguments. */
const earlierFunctions = `
DO $body$
DECLARE earlier regprocedure;
BEGIN
  FOR earlier IN
    SELECT oid FROM pg_proc JOIN (VALUES
      ('footnote_bm25', 'index_prefix'), ('footnote_bm25_scores', 'index_prefix'), ('footnote_full_text', 'created_before'),
      ('footnote_exact', 'created_before'), ('footnote_nearest', 'vectors'), ('footnote_nearest_exact', 'vectors')
    ) AS now (name, argument) ON proname = name
    WHERE pronamespace = current_schema()::regnamespace AND NOT argument = ANY(proargnames)
  LOOP
    EXECUTE format('DROP FUNCTION %s', earlier);
  END LOOP;
END $body$`;

/** Statements that (re)create the search functions; safe to run at every start. */
export const searchFunctions = [earlierFunctions, segmented, filtered, languages, questionIn, bm25, passagesInReach, bm25Scores, fullText, fullTextScores, exact, holding, nearestExact, nearestByGraph];
