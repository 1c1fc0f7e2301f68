import { cosine } from '@/lib/ai/embedding/cosine';
import { embedQuery } from '@/lib/ai/embedding/embed';

/**
 * How near a claim comes in meaning to the nearest of some texts: the cosine of their vectors. Undefined where meaning
 * cannot be compared.
 */
export type Nearness = (claim: string, texts: string[]) => Promise<number | undefined>;

/**
 * Compares by the built-in model, for every team alike: its cosines are what the score was calibrated on, and another
 * model would have to be asked, and paid, for each sentence. Every text is embedded once for an answer, however many
 * footnotes cite it. After a failure the rest of the answer goes without, so that it is not held up by each sentence.
 */
export function claimNearness(embed: (text: string) => Promise<Float32Array> = embedQuery): Nearness {
  const vectors = new Map<string, Promise<Float32Array>>();
  let isAvailable = true;
  const vectorOf = (text: string): Promise<Float32Array> => {
    const vector = vectors.get(text) ?? embed(text);
    vectors.set(text, vector);
    return vector;
  };

  return async (claim, texts) => {
    if (!isAvailable || texts.length === 0) return undefined;
    try {
      const [said, ...others] = await Promise.all([claim, ...texts].map(vectorOf));
      return said && Math.max(...others.map((other) => cosine(said, other)));
    } catch (error) {
      isAvailable = false;
      console.error('claims could not be compared by meaning:', error);
      return undefined;
    }
  };
}
