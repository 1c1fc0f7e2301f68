/**
 * What one embedding model makes of texts. Only vectors of one space can be compared, so that everything that stores
 * or reads vectors is told which space it deals with; each has tables of its own.
 */
export type EmbeddingSpace = {
  id: number;
  /** How many numbers a vector has. */
  dimensions: number;
  /** Brings a cosine of this model to the scale of the built-in one's: slope × cosine + offset. */
  slope: number;
  offset: number;
};

/** The space of the model that comes with Footnote; made by a migration and always there. */
export const builtInSpace: EmbeddingSpace = { id: 1, dimensions: 384, slope: 1, offset: 0 };

/** The vector of a question, with length 1. */
export type QuestionVector = { space: EmbeddingSpace; vector: Float32Array };

/** A cosine on the scale of the built-in model, for which weights and limits were found. */
export function onCommonScale({ slope, offset }: EmbeddingSpace, cosine: number): number {
  return slope * cosine + offset;
}

/** The same direction with length 1, so that a dot product is the cosine. */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
