const mostQuestions = 500;

const cache = new Map<string, Promise<Float32Array>>();

/**
 * Vectors of repeated questions, of every model under its own name: the same words mean other numbers elsewhere.
 * Forgets what was asked for longest ago; what could not be made is not remembered.
 */
export function rememberQuestion(model: string, text: string, make: () => Promise<Float32Array>): Promise<Float32Array> {
  const key = `${model}\n${text}`;
  const known = cache.get(key);
  if (known) {
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const vector = make();
  cache.set(key, vector);
  vector.catch(() => cache.delete(key));
  const oldest = cache.keys().next().value;
  if (cache.size > mostQuestions && oldest !== undefined) cache.delete(oldest);
  return vector;
}
