import { AppError } from '@/lib/errors/app-error';

/** What a text is: some models read questions and passages differently. A sentence of a passage is read as one. */
export type TextRole = 'question' | 'passage';

export type EmbedderOptions = {
  as: TextRole;
  /** Called with the number of texts done so far. */
  onProgress?(done: number): void;
  /** Ends the work early; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** How long one request may take, in milliseconds; a minute when not given. */
  patience?: number;
  /** Asks also a model that is left alone after failures: somebody wants to know whether it works now. */
  insist?: boolean;
};

export type Embedded = {
  /** One for each text, in order, with length 1. */
  vectors: Float32Array[];
  /** What the model read, as the provider counted it; by the built-in tokenizer where it does not say. */
  tokens: number;
};

/**
 * A seam: whatever turns texts into vectors. Takes any text, also an empty one. The contract is in embedder.test.ts.
 * Rejects with `unavailable:embedding` (a sentence for people, and the seconds after which to try again) when the model
 * cannot be reached or does not keep to its own form.
 */
export interface Embedder {
  /** Name for people and for the ledger. */
  readonly name: string;
  /** US dollars per million tokens; undefined when it is not known. 0: runs here, and nothing is written to the ledger. */
  readonly price: number | undefined;
  embed(texts: string[], options: EmbedderOptions): Promise<Embedded>;
  /** Seconds for which another try is pointless after failures, 0 when it may work. */
  restsFor(): number;
}

export const embeddingUnavailable = 'unavailable:embedding';

export function isEmbeddingUnavailable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === embeddingUnavailable;
}
