import type { TeamEmbedder } from '@/lib/ai/embedding/team-embedders';
import { pool } from '@/lib/db/client';
import type { NewSentence } from '@/lib/retrieval/passage-store';
import { sentenceVectors } from '@/lib/retrieval/vector-tables';
import { sentencesOf } from './sentences';

/** A document of which more passages go is another one: its sentences are embedded after it is ready, as always. */
const mostLeaving = 200;

type Read = { start: number; text: string; original?: string };

/**
 * The sentences of new passages that share some with passages that go, with their vectors: a sentence that stays where
 * the one beside it changed is not embedded again. `leaving` are the ids of the passages that go. Passages that share
 * none are left out; they get their sentences like those of any other document. Also says how many tokens were read.
 */
export async function reuseSentences<T extends Read>(fresh: T[], leaving: string[], { space, embedder }: TeamEmbedder, signal?: AbortSignal): Promise<{ sentences: Map<T, NewSentence[]>; tokens: number }> {
  const sentences = new Map<T, NewSentence[]>();
  if (leaving.length === 0 || leaving.length > mostLeaving) return { sentences, tokens: 0 };
  const { rows } = await pool().query<{ words: string; from: number; start: number; end: number; vector: string }>(
    `SELECT coalesce(original, text) AS words, p.start AS "from", s.start, s."end", s.embedding::text AS vector
     FROM ${sentenceVectors(space)} s JOIN passage p ON p.id = s.passage_id WHERE p.id = ANY($1)`,
    [leaving],
  );
  const known = new Map(rows.map(({ words, from, start, end, vector }) => [words.slice(start - from, end - from), vector]));
  const wanted = fresh.flatMap((passage) => {
    const words = passage.original ?? passage.text;
    const spans = sentencesOf(words, passage.start).map((span) => ({ ...span, words: words.slice(span.start - passage.start, span.end - passage.start) }));
    return spans.some((span) => known.has(span.words)) ? [{ passage, spans }] : [];
  });
  const missing = [...new Set(wanted.flatMap(({ spans }) => spans.map((span) => span.words)).filter((words) => !known.has(words)))];
  const { vectors, tokens } = missing.length > 0 ? await embedder.embed(missing, { as: 'passage', signal }) : { vectors: [], tokens: 0 };
  const made = new Map(missing.map((words, i) => [words, vectors[i]]));
  for (const { passage, spans } of wanted) {
    sentences.set(
      passage,
      spans.flatMap(({ words, ...span }) => {
        const embedding = made.get(words) ?? vectorOf(known.get(words));
        return embedding ? [{ ...span, embedding }] : [];
      }),
    );
  }
  return { sentences, tokens };
}

/** A vector as pgvector writes it. */
function vectorOf(text: string | undefined): Float32Array | undefined {
  return text === undefined ? undefined : Float32Array.from(JSON.parse(text) as number[]);
}
