import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { normalise } from './embedding-space';
import { modelFolder, tokenIds } from './tokens';

/** Length of a vector. */
export const dimensions = 384;

/** Reads the local model from disk (about 0.2 s) for use by one thread. */
export function openModel(): Promise<InferenceSession> {
  return InferenceSession.create(path.resolve(modelFolder, 'onnx', 'model_quantized.onnx'), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
}

/**
 * The vector of one text: mean of its tokens' vectors, with length 1. One text per run, because the quantised model
 * scales a whole batch by its largest activation, and so batch mates would change each other's vectors.
 */
export async function embedOne(model: InferenceSession, text: string): Promise<Float32Array> {
  const ids = tokenIds(text);
  const tensor = (value: (id: number) => bigint) => new Tensor('int64', BigInt64Array.from(ids, value), [1, ids.length]);
  const output = await model.run({
    input_ids: tensor((id) => BigInt(id)),
    attention_mask: tensor(() => 1n),
    token_type_ids: tensor(() => 0n),
  });
  const states = output.last_hidden_state?.data;
  if (!(states instanceof Float32Array)) throw new Error('the embedding model gave no vectors');
  return normalise(meanOf(states, ids.length));
}

/** Mean over tokens; nothing is padded, so that every token counts. */
function meanOf(states: Float32Array, tokens: number): Float32Array {
  const mean = new Float32Array(dimensions);
  for (let token = 0; token < tokens; token++) {
    for (let i = 0; i < dimensions; i++) mean[i] = (mean[i] ?? 0) + (states[token * dimensions + i] ?? 0) / tokens;
  }
  return mean;
}
