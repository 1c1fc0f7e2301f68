import { embedOne, openModel } from './embedding-model';
import { embedInProcess } from './embedding-pool';
import { rememberQuestion } from './question-cache';
import { modelFolder } from './tokens';

export { countTokens, maxTokens } from './tokens';
export { dimensions } from './embedding-model';

/** Texts that travel to an embedding process together; each is still embedded alone. */
const batchSize = 16;

let model: ReturnType<typeof openModel> | undefined;

/**
 * The vector of a question or another short text (384 numbers, length 1), made in this process in a few milliseconds.
 * Repeated texts are remembered. For many texts use {@link embedPassages}.
 */
export function embedQuery(text: string): Promise<Float32Array> {
  return rememberQuestion(modelFolder, text, () => embedHere(text));
}

async function embedHere(text: string): Promise<Float32Array> {
  model ??= openModel();
  const opened = await model.catch((error: unknown) => {
    model = undefined;
    throw error;
  });
  return embedOne(opened, text);
}

export type EmbedOptions = {
  /** Called with the number of texts done so far. */
  onProgress?(done: number): void;
  /** Ends the work early; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
};

/**
 * The vectors of many texts (384 numbers of length 1 each), in the order given, made in processes of their own: the
 * caller's event loop stays free. Each text is read up to 254 tokens.
 */
export async function embedPassages(texts: string[], { onProgress, signal }: EmbedOptions = {}): Promise<Float32Array[]> {
  const vectors: Float32Array[][] = [];
  let next = 0;
  let done = 0;
  // Four at a time keep two processes busy and let work of other callers in between.
  const run = async (): Promise<void> => {
    while (next * batchSize < texts.length) {
      signal?.throwIfAborted();
      const index = next++;
      const batch = texts.slice(index * batchSize, (index + 1) * batchSize);
      vectors[index] = await embedInProcess(batch);
      done += batch.length;
      onProgress?.(done);
    }
  };
  await Promise.all([run(), run(), run(), run()]);
  signal?.throwIfAborted();
  return vectors.flat();
}
