import { contentWords, words } from '../content-words';

/** What can be told of a question from its words alone. */
export type QuestionShape = {
  /** What kind of answer is asked for. */
  kind: QuestionKind;
  /** It asks, by its mark or its first word; otherwise it states something or only names it. */
  isQuestion: boolean;
  /** A name or a few words without a verb: "annual leave". */
  isBareName: boolean;
  /** It can be answered by yes or no. */
  isYesNo: boolean;
  /** It speaks of something by a pronoun: "it", "they", "this". */
  hasPronoun: boolean;
  /** It speaks of something as if it were known: nouns behind "the", "this", "that" …, in their common form. */
  definite: string[];
};

export type QuestionKind = 'how-to' | 'how-many' | 'when' | 'who' | 'where' | 'why' | 'definition' | 'other';

const kinds: [QuestionKind, RegExp][] = [
  ['how-many', /\bhow (?:many|much|long|often|old|large|big|high|far|fast)\b|\bwas kostet\b|\bwie ?viele?\b|\bwie (?:lange?|oft|hoch|groß|alt|weit)\b/iu],
  ['when', /\b(?:when|what (?:time|date|day|year)|(?:on|in|by) which (?:day|date|year|month)|since when|until when|by when|wann|bis wann|seit wann)\b/iu],
  ['who', /\b(?:who|whom|whose|wer|wen|wem|wessen)\b/iu],
  ['where', /\b(?:where|wo|wohin|woher)\b/iu],
  ['why', /\b(?:why|what for|warum|wieso|weshalb)\b/iu],
  ['how-to', /\bhow (?:do|can|could|should|would|to|does one|must|may)\b|\bsteps?\b|\bwhat (?:do|should|must) (?:i|we) do\b|\bwie (?:kann|mache?|muss|soll|geht|bekomme|beantrage|melde)\b/iu],
  ['definition', /^(?:what(?:'s| is| are)|define|explain|was ist|was sind|was bedeutet|what does .+ (?:mean|stand for))\b/iu],
];
const asks = /^(?:what|which|who|whom|whose|when|where|why|how|was|welche[rsnm]?|wer|wann|wo|warum|wie|wieso)\b/iu;
const yesNo = /^(?:can|could|do|does|did|is|are|was|were|will|would|should|may|must|has|have|had|kann|können|darf|muss|ist|sind|gibt|hat|haben|war|wird|soll)\b/iu;
const polite = /^(?:(?:please|and|so|but|ok|okay|hi|hello|well|by the way|bitte|und|also)\b[\s,.:]*)+/iu;
const pronoun = /\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|that one|es|sie|ihn|ihm|ihnen|ihre?[nrsm]?|diese[nrsm]?)\b(?!\s+\p{L}+(?:\s+\p{L}+)?\s+(?:is|are|was|were)\b)/iu;
const definiteNoun = /\b(?:the|this|that|these|those|der|die|das|den|dem|diese[nrsm]?|jene[nrsm]?)\s+((?:[\p{L}\p{N}'’-]+\s+){0,2}[\p{L}\p{N}'’-]+)/giu;

export function shapeOfQuestion(text: string): QuestionShape {
  const plain = text.trim().replace(polite, '');
  const isYesNo = yesNo.test(plain);
  const isQuestion = /[?？]/u.test(text) || asks.test(plain) || isYesNo;
  return {
    kind: kinds.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'other',
    isQuestion,
    isBareName: !isQuestion && words(plain).length <= 5 && !/\b(?:i|we|you|is|are|was|were|want|need|like|have|has|do|does|ich|wir|ist|sind)\b/iu.test(plain),
    isYesNo,
    hasPronoun: pronoun.test(plain),
    definite: [...plain.matchAll(definiteNoun)].map((match) => contentWords(match[1] ?? '').join(' ')).filter(Boolean),
  };
}

/** The questions in a text that asks several things at once: "When did they leave, and when did they arrive?" */
export function partsOfQuestion(text: string): string[] {
  const parts = text
    .split(/(?<=[?？])\s+|,?\s+(?:and|und)\s+(?=(?:what|which|who|whom|when|where|why|how|was|welche[rsnm]?|wer|wann|wo|warum|wie)\b)/iu)
    .map((part) => part.trim())
    .filter((part) => contentWords(part).length > 0);
  return parts.length > 1 ? parts.slice(0, mostParts) : [text];
}

const mostParts = 3;

/** The words of what is asked about, in their common form: "many" of "how many" is none of them. */
export function askedWords(question: string): string[] {
  return contentWords(question.replace(/\b(?:how|wie) ?(?:many|much|long|often|old|large|big|high|far|fast|viele?|lange?|oft|hoch|groß|alt|weit)\b/giu, ' '));
}

/**
 * What a question names, as typed: words that are capitalised within the sentence or have a digit or a capital inside, and
 * runs of them ("Me Before You") as one.
 */
export function namesOfQuestion(text: string): string[] {
  const runs: { text: string; end: number }[] = [];
  for (const { 0: token, index } of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}.+#&/’'-]*/gu)) {
    const word = token.replace(/[.’'-]+$/u, '');
    const begins = index === 0 || /[.!?:]\s*$/u.test(text.slice(0, index));
    const names = /\p{N}/u.test(word) || /\p{L}\p{Lu}/u.test(word) || (/^\p{Lu}/u.test(word) && word.length > 1 && !begins);
    if (!names) continue;
    const last = runs.at(-1);
    if (last && text.slice(last.end, index) === ' ') Object.assign(last, { text: `${last.text} ${word}`, end: index + word.length });
    else runs.push({ text: word, end: index + word.length });
  }
  return runs.map((run) => run.text);
}
