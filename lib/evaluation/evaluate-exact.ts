import { retrieve } from '@/lib/retrieval/retrieve';
import type { Entry } from './beir-folder';
import type { EmbeddingCache } from './embedding-cache';
import { drawExactPhrases, type ExactPhrase, questionFrames } from './exact-phrases';
import { loadEntries } from './load-entries';
import { createScratchTeam, settleScratchTeam } from './scratch-portal';

/** How often the one entry with the asked words is among the first 3 passages: shares from 0 to 1. */
export type ExactEvaluation = Record<'bare' | 'question', { top3: number } & Partial<Record<ExactPhrase['kind'], number>>>;
/** A phrase whose entry was not among the first 3. */
export type Missed = { asked: string; phrase: ExactPhrase };

const first = 3;

/**
 * Asks for phrases, identifiers and numbers that a single entry holds, bare and within a question. Sentences have no say
 * here: without their vectors exact words are harder to find, not easier.
 */
export async function evaluateExact(
  entries: Entry[],
  cache: EmbeddingCache,
  options: { count: number; seed: number; progress(message: string): void },
): Promise<{ evaluation: ExactEvaluation; missed: Missed[] }> {
  const phrases = drawExactPhrases(entries, options.count, options.seed);
  options.progress(`${phrases.length} phrases drawn`);
  const team = await createScratchTeam('exactness');
  const entryOf = await loadEntries(toStream(entries), team, cache, options.progress);
  await settleScratchTeam(team.viewer.teamId);
  const missed: Missed[] = [];
  const ask = async (asked: string, phrase: ExactPhrase): Promise<boolean> => {
    const { passages } = await retrieve(team.viewer, { question: asked, limit: first });
    const found = passages.some((passage) => entryOf.get(passage.documentId) === phrase.entryId);
    if (!found) missed.push({ asked, phrase });
    return found;
  };
  const measured = async (questionOf: (phrase: ExactPhrase, i: number) => string) => {
    const found = new Map<ExactPhrase, boolean>();
    for (const [i, phrase] of phrases.entries()) found.set(phrase, await ask(questionOf(phrase, i), phrase));
    const share = (list: ExactPhrase[]) => list.filter((phrase) => found.get(phrase)).length / list.length;
    const kinds = Map.groupBy(phrases, (phrase) => phrase.kind);
    return { top3: share(phrases), ...Object.fromEntries([...kinds].map(([kind, list]) => [kind, share(list)])) };
  };
  const bare = await measured((phrase) => phrase.text);
  options.progress('asked bare');
  const question = await measured((phrase, i) => (questionFrames[i % questionFrames.length] ?? '{}').replace('{}', () => phrase.text));
  options.progress('asked within questions');
  return { evaluation: { bare, question }, missed };
}

async function* toStream<T>(list: T[]): AsyncGenerator<T> {
  yield* list;
}
