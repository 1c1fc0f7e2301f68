import { contentWords } from '../content-words';
import type { CandidatePassage } from '../select-sentences';
import { namesOfQuestion } from './question-shape';

const mostTerms = 2;

/** Names, codes and numbers of a question that none of the passages holds, as typed. */
export function missingTerms(question: string, passages: CandidatePassage[]): string[] {
  const held = new Set(passages.flatMap(({ title, sentences }) => [title, ...sentences.map((sentence) => sentence.shown ?? sentence.text)].flatMap((text) => contentWords(text))));
  return namesOfQuestion(question)
    .filter((name) => contentWords(name).length > 0 && contentWords(name).every((word) => !held.has(word)))
    .slice(0, mostTerms);
}
