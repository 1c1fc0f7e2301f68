// What stands for the words of a text where PostgreSQL cannot tell them: its parser cuts at spaces, and it has a stemmer for
// some languages only.

/** A range of characters, written for a regular expression of PostgreSQL: the scripts of lib/ai/unspaced-scripts.ts. */
const unspaced = String.raw`\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f`;
const han = String.raw`\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f`;

/**
 * Words that Hebrew puts before another without a space: and, the, in, to, from, that, as. Of a word that may begin with
 * one, what is left counts too.
 */
const hebrew = String.raw`\u05d0-\u05ea`;
const hebrewPrefixes = String.raw`\u05d5\u05d4\u05d1\u05dc\u05de\u05e9\u05db`;

/** The function's name; its number rises with what it gives, because indexes hold that. */
export const segmentedName = 'footnote_segmented_1';

/**
 * Where words stand without spaces, each two characters in a row are a word, as in most search engines (Lucene's
 * CJKBigramFilter), and each Chinese character by itself, of which many are one. Everything else stays as it is.
 */
export const segmented = `
CREATE OR REPLACE FUNCTION ${segmentedName}(words text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $body$
BEGIN
  IF words !~ '[${unspaced}${hebrew}]' THEN RETURN words; END IF;
  words := normalize(words, NFKC);
  IF words ~ '[${hebrew}]' THEN
    words := regexp_replace(words, '[\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7]', '', 'g');
    words := regexp_replace(words, '\\m([${hebrewPrefixes}])([${hebrewPrefixes}])([${hebrew}]{3,})', '\\1\\2\\3 \\3', 'g');
    words := regexp_replace(words, '\\m([${hebrewPrefixes}])([${hebrew}]{3,})', '\\1\\2 \\2', 'g');
  END IF;
  RETURN coalesce((
    SELECT string_agg(CASE WHEN piece ~ '^[${unspaced}]' THEN
        (SELECT string_agg(substr(piece, at, 2) || CASE WHEN substr(piece, at, 2) ~ '^[${han}].' THEN ' ' || substr(piece, at, 1) ELSE '' END, ' ' ORDER BY at)
         FROM generate_series(1, greatest(length(piece) - 1, 1)) AS at)
        || CASE WHEN length(piece) > 1 AND piece ~ '[${han}]$' THEN ' ' || right(piece, 1) ELSE '' END
      ELSE piece END, ' ' ORDER BY place)
    FROM (SELECT parts[1] AS piece, place FROM regexp_matches(words, '[${unspaced}]+|[^${unspaced}]+', 'g') WITH ORDINALITY AS matches (parts, place)) AS pieces), '');
END $body$`;

/** Takes away the keyword indexes that hold what an earlier form of the function gave, or what was before it. */
export const withoutSegmented = `
DO $body$
DECLARE earlier regclass;
BEGIN
  FOR earlier IN
    SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'i'
      AND relname ~ '^passage_(bm25_[0-9a-f]{24}|full_text)_simple$' AND strpos(pg_get_indexdef(oid), '${segmentedName}') = 0
  LOOP
    EXECUTE format('DROP INDEX %s', earlier);
  END LOOP;
END $body$`;
