import { type FakeModelServer, scripted, type ScriptedFault, startFakeModelServer } from '../fake-model-server';
import { embedQuery } from './embed';
import { countTokens } from './tokens';

/** What the server does with one request. Without anything it answers as a real one does. */
export type ScriptedEmbedding = ScriptedFault & {
  /** Answers with vectors of this length. */
  dimensions?: number;
  /** Leaves out the vector of the last text. */
  oneMissing?: boolean;
  /** Does not say how many tokens it read. */
  uncounted?: boolean;
  /** Waits for this before the answer. */
  hold?: Promise<unknown>;
};

type Script = ScriptedEmbedding | ((texts: string[]) => ScriptedEmbedding);

export type FakeEmbeddings = FakeModelServer & {
  requests: { texts: string[]; model: string; authorization: string | undefined }[];
  /** Answers to come, one per request; the last one repeats. A function decides by what it is asked. */
  script: (...answers: Script[]) => void;
  /** Changes what the model behind the server is, as if other weights had been put there under the same name. */
  replaceModel: (seed: number) => void;
};

/**
 * For tests: a server that speaks the embeddings protocol. Its vectors are those of the built-in model, turned into
 * another space by a random projection, which keeps cosines nearly as they are: what is found stays meaningful.
 */
export async function startFakeEmbeddings(options: { dimensions?: number; port?: number } = {}): Promise<FakeEmbeddings> {
  const { dimensions = 256, port } = options;
  const requests: FakeEmbeddings['requests'] = [];
  const { next, script } = scripted<Script>({});
  let seed = 1;

  async function embeddings(texts: string[], answer: ScriptedEmbedding): Promise<string> {
    await answer.hold;
    const vectors = (await Promise.all(texts.map(embedQuery))).map((vector) => project(vector, answer.dimensions ?? dimensions, seed));
    const data = (answer.oneMissing ? vectors.slice(1) : vectors).map((embedding, index) => ({ object: 'embedding', index, embedding }));
    const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
    return JSON.stringify({ object: 'list', data, model: 'fake', ...(answer.uncounted ? {} : { usage: { prompt_tokens: tokens, total_tokens: tokens } }) });
  }

  const server = await startFakeModelServer({
    port,
    opening: '{"data":[{"embedding":[',
    answer({ body, authorization }) {
      const { input = [], model = '' } = JSON.parse(body) as { input?: string | string[]; model?: string };
      const texts = [input].flat();
      requests.push({ texts, model, authorization });
      const answer = next();
      const fault = typeof answer === 'function' ? answer(texts) : answer;
      return { fault, text: () => embeddings(texts, fault) };
    },
  });
  return {
    ...server,
    requests,
    script,
    replaceModel: (other) => {
      seed = other;
    },
  };
}

const matrices = new Map<string, Float32Array[]>();

function project(vector: Float32Array, dimensions: number, seed: number): number[] {
  const key = `${dimensions} ${seed}`;
  const matrix = matrices.get(key) ?? Array.from({ length: dimensions }, (_, row) => randomRow(vector.length, seed * 100_003 + row));
  matrices.set(key, matrix);
  return matrix.map((row) => row.reduce((sum, value, i) => sum + value * (vector[i] ?? 0), 0));
}

/** +1 and −1 by a linear congruential generator. */
function randomRow(length: number, seed: number): Float32Array {
  let state = (seed * 2_654_435_761) >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state & 0x8000_0000 ? 1 : -1;
  });
}
