import { type FakeModelServer, scripted, type ScriptedFault, startFakeModelServer } from '../fake-model-server';

type Result = { index: number; relevance_score: unknown };

/** What the server does with one request. Without anything it answers as a real one does. */
export type ScriptedRanking = ScriptedFault & {
  /** Changes the right results. */
  results?: (results: Result[]) => Result[];
  /** What it says of its own count. */
  counted?: object;
};

export type FakeReranker = FakeModelServer & {
  requests: { query: string; texts: string[]; model: string; authorization: string | undefined }[];
  /** Answers to come, one per request; the last one repeats. */
  script: (...answers: ScriptedRanking[]) => void;
};

/**
 * For tests: a server that speaks the rerank protocol, in the form of Cohere and most others or in that of Text
 * Embeddings Inference. A text scores by the share of `words` that it holds, so that a test says what is right.
 */
export async function startFakeReranker(words: string[], form: 'documents' | 'texts' = 'documents'): Promise<FakeReranker> {
  const requests: FakeReranker['requests'] = [];
  const { next, script } = scripted<ScriptedRanking>({});

  function ranking(texts: string[], answer: ScriptedRanking): string {
    const right = texts.map((text, index) => ({ index, relevance_score: words.filter((word) => text.includes(word)).length / words.length }));
    const results = (answer.results ?? ((same) => same))(right.toSorted((a, b) => b.relevance_score - a.relevance_score));
    if (form === 'texts') return JSON.stringify(results.map(({ index, relevance_score }) => ({ index, score: relevance_score })));
    return JSON.stringify({ id: 'fake', results, ...(answer.counted ?? { usage: { total_tokens: 123 } }) });
  }

  const server = await startFakeModelServer({
    opening: '{"results":[',
    answer({ path, body, authorization }) {
      const parsed = JSON.parse(body) as { query?: string; documents?: string[]; texts?: string[]; model?: string };
      const texts = parsed[form];
      if (path !== '/v1/rerank') return refusal(404, '');
      if (!texts) return refusal(422, `Failed to deserialize the JSON body into the target type: missing field \`${form}\` at line 1 column 9`);
      requests.push({ query: parsed.query ?? '', texts, model: parsed.model ?? '', authorization });
      const fault = next();
      return { fault, text: () => ranking(texts, fault) };
    },
  });
  return { ...server, requests, script };
}

function refusal(status: number, raw: string) {
  return { fault: { status, raw }, text: () => '' };
}
