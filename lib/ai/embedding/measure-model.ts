import { AppError } from '@/lib/errors/app-error';
import { builtInEmbedder } from './built-in-embedder';
import { cosine } from './cosine';
import type { Embedder } from './embedder';
import { builtInSpace, type EmbeddingSpace } from './embedding-space';
import { type EmbeddingAddress, embeddingModelName, type EmbeddingProvider, providerEmbedder } from './provider-embedder';

export type MeasuredModel = Omit<EmbeddingSpace, 'id'> & {
  provider: EmbeddingProvider;
  model: string;
  /** Vector of one fixed text. */
  fingerprint: Float32Array;
  /** How fast it reads, as far as one short trial tells. */
  tokensPerSecond: number;
  price: number | undefined;
};

/** The index holds no longer vectors (HNSW of pgvector over the type `vector`). */
export const mostDimensions = 2_000;

/** Each question is answered by its own text and by none of the others. */
const pairs: [question: string, answer: string][] = [
  ['How many days of holiday do I get?', 'Every employee is entitled to thirty days of annual leave a year.'],
  ['When is the invoice due?', 'Payment has to arrive within two weeks of the date of the bill.'],
  ['What should I do if my laptop is stolen?', 'A lost or stolen computer must be reported to the service desk at once.'],
  ['Where can visitors park their cars?', 'Guests leave their vehicles in the garage behind the main building.'],
  ['How hot does the oven have to be?', 'Bread is baked at two hundred and thirty degrees for forty minutes.'],
  ['Who wrote the symphony?', 'The piece was composed in Vienna by a musician who had already lost his hearing.'],
  ['How does the plant make energy from light?', 'Leaves turn sunshine, water and carbon dioxide into sugar.'],
  ['What happens when the patient has a fever?', 'If the body temperature rises above thirty-nine degrees, a doctor is called.'],
];
/** As long as an ordinary passage. */
const sample = pairs.map(([question, answer]) => `${question} ${answer}`).join(' ');
const samples = 16;

/** Cosines of what belongs together and of what does not must lie at least this far apart, or the vectors mean nothing. */
const leastDistance = 0.03;
const trial = { patience: 30_000, insist: true };

/**
 * Tries a model: how long its vectors are, how its cosines compare with those of the built-in model, how fast it is.
 * Rejects with `unavailable:embedding` or `bad_request:embedding` and a sentence.
 */
export async function measureModel(address: EmbeddingAddress): Promise<MeasuredModel> {
  const { provider } = address;
  if (provider === 'built-in') {
    const { fingerprint } = await (builtInSimilarities ??= similarities(builtInEmbedder));
    return { ...builtInSpace, provider, model: builtInEmbedder.name, fingerprint, tokensPerSecond: await speedOf(builtInEmbedder), price: 0 };
  }
  const embedder = providerEmbedder(address);
  const own = await similarities(embedder);
  const { dimensions, fingerprint } = own;
  if (dimensions > mostDimensions) {
    throw new AppError('bad_request:embedding', `“${embedder.name}” gives vectors of ${dimensions.toLocaleString('en')} numbers; the database’s index takes up to ${mostDimensions.toLocaleString('en')}. Choose a smaller model.`);
  }
  if (own.related - own.unrelated < leastDistance) {
    throw new AppError('bad_request:embedding', `“${embedder.name}” does not tell apart what belongs together and what does not. It may not be a model for searching texts.`);
  }
  const builtIn = await (builtInSimilarities ??= similarities(builtInEmbedder));
  const slope = (builtIn.related - builtIn.unrelated) / (own.related - own.unrelated);
  const offset = builtIn.unrelated - slope * own.unrelated;
  const model = embeddingModelName(address) ?? embedder.name;
  return { provider, model, dimensions, fingerprint, slope, offset, tokensPerSecond: await speedOf(embedder), price: embedder.price };
}

/** They never change. */
let builtInSimilarities: ReturnType<typeof similarities> | undefined;

async function similarities(embedder: Embedder) {
  const questions = await embedder.embed(pairs.map(([question]) => question), { as: 'question', ...trial });
  const answers = await embedder.embed(pairs.map(([, answer]) => answer), { as: 'passage', ...trial });
  const related: number[] = [];
  const unrelated: number[] = [];
  for (const [i, question] of questions.vectors.entries()) {
    for (const [j, answer] of answers.vectors.entries()) (i === j ? related : unrelated).push(cosine(question, answer));
  }
  const fingerprint = answers.vectors[0] ?? new Float32Array();
  return { related: mean(related), unrelated: mean(unrelated), fingerprint, dimensions: fingerprint.length };
}

async function speedOf(embedder: Embedder): Promise<number> {
  const texts = Array.from({ length: samples }, (_, i) => `${i + 1}. ${sample}`);
  const began = performance.now();
  const { tokens } = await embedder.embed(texts, { as: 'passage', ...trial });
  return tokens / Math.max(0.001, (performance.now() - began) / 1_000);
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
