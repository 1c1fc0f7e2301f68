import { contentWords, words } from '@/lib/ai/content-words';
import { cosine } from '@/lib/ai/embedding/cosine';
import { embedQuery } from '@/lib/ai/embedding/embed';
import { correct, readCorrection } from './corrections';

export type StandAlone = {
  /** The question as it would be asked without the conversation. */
  question: string;
  /** What of it was asked, where words of the conversation were added. */
  ownWords?: string;
};

const mostTerms = 12;
const turnsLookedAt = 3;
/** Cosine similarity below which a question without any word that refers back has nothing to do with an earlier one. */
const sameTopic = 0.1;

/**
 * What is asked after `history` (earlier questions, oldest first), without a language model: a correction takes the
 * place of what it corrects, a follow-up takes along the words of the questions before it, the latest first, and a
 * question that stands alone or changes the topic stays as it is.
 */
export async function standAlone(history: string[], question: string): Promise<StandAlone> {
  const meant = await corrected(history);
  const previous = meant.at(-1);
  const correction = previous === undefined ? undefined : readCorrection(previous, question);
  if (!correction || previous === undefined) return withHistory(meant, question);
  const right = await correct(previous, correction);
  // What was put right is no part of the conversation any more; a correction that is a question of its own may lean on it.
  return withHistory(right === undefined || right === correction.rest ? meant : meant.slice(0, -1), right ?? correction.rest);
}

/** Earlier questions as they were meant: a corrected one is gone. */
async function corrected(history: string[]): Promise<string[]> {
  const meant: string[] = [];
  for (const question of history) {
    const previous = meant.at(-1);
    const correction = previous === undefined ? undefined : readCorrection(previous, question);
    const right = correction && previous !== undefined ? await correct(previous, correction) : undefined;
    if (right === undefined) meant.push(correction?.rest ?? question);
    else meant[meant.length - 1] = right;
  }
  return meant;
}

async function withHistory(history: string[], question: string): Promise<StandAlone> {
  if (!isFollowUp(question)) return { question };
  const earlier = await onTopic(history.slice(-turnsLookedAt), question);
  const present = new Set(contentWords(question));
  const terms: string[] = [];
  for (const one of earlier.toReversed()) {
    for (const word of words(one)) {
      const [form] = contentWords(word);
      if (form === undefined || present.has(form) || terms.length === mostTerms) continue;
      present.add(form);
      terms.push(word);
    }
  }
  return terms.length > 0 ? { question: `${question} ${terms.join(' ')}`, ownWords: question } : { question };
}

const continues = /^(?:and|or|but|so|also|then|what about|how about|und|oder|aber|auch|was ist mit|wie ist es)\b/i;
const refersBack =
  /\b(?:it|its|they|them|their|theirs|this|that|these|those|he|she|him|her|his|one|ones|there|such|same|else|former|latter|es|sie|ihn|ihm|ihr|ihre|dies\w*|jene\w*|dort|dabei|dafür|davon)\b/i;

function isFollowUp(question: string): boolean {
  return leansBack(question) || contentWords(question).length <= 3;
}

function leansBack(question: string): boolean {
  return continues.test(question.trim()) || refersBack.test(question);
}

/** The earlier questions that a follow-up belongs to; none where it is merely short and on another topic. */
async function onTopic(earlier: string[], question: string): Promise<string[]> {
  if (leansBack(question) || earlier.length === 0) return earlier;
  try {
    const [asked, ...vectors] = await Promise.all([question, ...earlier].map((text) => embedQuery(text)));
    return vectors.some((vector) => cosine(asked ?? [], vector) >= sameTopic) ? earlier : [];
  } catch (error) {
    console.error('questions could not be compared by meaning:', error);
    return earlier;
  }
}
