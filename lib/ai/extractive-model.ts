import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { z } from 'zod';
import { type Choices, choicesFor, completeQuestion } from './answerability/choices';
import { type Evidence, type EvidenceName, evidenceNames, evidenceOf } from './answerability/evidence';
import { judge, type Stance, stances, withoutLead } from './answerability/judge';
import { missingTerms } from './answerability/missing-terms';
import { composeAnswer } from './compose-answer';
import { contentWords } from './content-words';
import { quoteMarkdown } from './quote-markdown';
import { type ChosenSentence, selectSentences } from './select-sentences';

const sentence = z.object({
  text: z.string(),
  similarity: z.number(),
  shown: z.string().optional(),
  isHeader: z.boolean().optional(),
  section: z.string().optional(),
  list: z.object({ item: z.number(), ordered: z.boolean() }).optional(),
  row: z.object({ table: z.number(), header: z.array(z.string()), cells: z.array(z.string()) }).optional(),
});

/** What the extractive model needs to know, under `providerOptions.footnote`. */
export const extractiveOptions = z.object({
  /** As it would be asked without the conversation. */
  question: z.string(),
  /** The question as the passages would put it, where they call something otherwise. */
  wording: z.string().optional(),
  /** The question as it was typed, and the conversation before it. */
  asked: z.object({ own: z.string(), earlier: z.array(z.string()) }).optional(),
  /** Whether it may ask back: not twice in a row. */
  mayAskBack: z.boolean().default(true),
  /** How many passages were searched. */
  searched: z.number().optional(),
  passages: z.array(
    z.object({
      number: z.number().int().positive(),
      score: z.number(),
      similarity: z.number(),
      exactShare: z.number(),
      title: z.string(),
      document: z.string(),
      sentences: z.array(sentence),
    }),
  ),
});

export type ExtractiveOptions = z.input<typeof extractiveOptions>;

const chances = Object.fromEntries(stances.map((stance) => [stance, z.number()])) as Record<Stance, z.ZodNumber>;
const evidence = Object.fromEntries(evidenceNames.map((name) => [name, z.number()])) as Record<EvidenceName, z.ZodNumber>;

/** What it reports with its finish, under `providerMetadata.footnote`. */
export const extractiveReport = z.object({
  stance: z.enum(stances),
  /** What the decision rested on, and the chances that it gave each stance. */
  evidence: z.object(evidence),
  chances: z.object(chances),
  /** For a question back: what it offers, each with the question that it makes. */
  choices: z.array(z.object({ label: z.string(), question: z.string() })).optional(),
});

export type ExtractiveReport = z.infer<typeof extractiveReport>;

/** The sentence for questions that the documents do not answer. */
export const notInDocuments = 'I could not find this in your documents.';

/** The closing words of an answer to a part of the question; with what is missing where that has a name. */
const onlyInPart = 'Your documents may answer this only in part.';
const nothingAbout = 'I found nothing about';

/** Whether an answer says itself that something is missing in it. */
export function isInPart(answer: string): boolean {
  return [onlyInPart, nothingAbout, notInDocuments].some((words) => answer.includes(words));
}

/**
 * The built-in language model: it writes nothing of its own, but picks the sentences of the passages that answer the
 * question and cites each. It speaks the same interface as every other model, so that answering has one code path.
 */
export const extractiveModel: LanguageModelV4 = {
  specificationVersion: 'v4',
  provider: 'footnote',
  modelId: 'extractive',
  supportedUrls: {},

  async doGenerate(options) {
    const answer = compose(options);
    return {
      content: [{ type: 'text', text: answer.text }],
      finishReason: { unified: 'stop', raw: undefined },
      usage: noUsage,
      providerMetadata: { footnote: answer.report },
      warnings: [],
    };
  },

  async doStream(options) {
    const answer = compose(options);
    const parts: LanguageModelV4StreamPart[] = [
      { type: 'stream-start', warnings: [] },
      { type: 'text-start', id: 'answer' },
      ...wordsOf(answer.text).map((delta): LanguageModelV4StreamPart => ({ type: 'text-delta', id: 'answer', delta })),
      { type: 'text-end', id: 'answer' },
      {
        type: 'finish',
        usage: noUsage,
        finishReason: { unified: 'stop', raw: undefined },
        providerMetadata: { footnote: answer.report },
      },
    ];
    const stream = new ReadableStream<LanguageModelV4StreamPart>({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    });
    return { stream };
  },
};

// It runs on the portal's own processor: nothing is bought, and the ledger counts only what is.
const noUsage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

/**
 * Below this the passages are on another subject. Found on 200 questions of two public sets: passes 97 % of those whose
 * answer is there and 6 % of those on other subjects.
 */
const near = 0.53;

/** Numbers, codes and names have no meaning to compare: there the very words are evidence enough. */
function isNear({ passage, sentence, held, exact }: Evidence): boolean {
  return Math.max(0.8 * Math.max(passage, sentence) + 0.2 * held, exact) >= near;
}

/** Where nothing that is missing has a name, an answer is called partial only when that is so many times as likely as a whole one. */
const surer = 1.5;
/** So many times likelier is it that a question does not say enough where a table lists what it speaks of. */
const listed = 2;
/** So many passages must have been searched for the lead of the best one to say something. */
const largeLibrary = 5_000;

/** Whether a question names nothing but a document and a section of it, which the answer is from: what stands there is asked for. */
function asksForSection(own: string, passages: ExtractivePassage[], chosen: ChosenSentence[]): boolean {
  const asked = contentWords(own);
  const read = new Set(chosen.map((one) => one.passage));
  return asked.length > 1 && passages.some(({ number, title }) => read.has(number) && asked.every((word) => contentWords(title).includes(word)));
}

type ExtractivePassage = z.output<typeof extractiveOptions>['passages'][number];

type Answer = { text: string; report: ExtractiveReport };

function compose(options: LanguageModelV4CallOptions): Answer {
  const { question, wording = question, asked, mayAskBack, searched = largeLibrary, passages } = extractiveOptions.parse(options.providerOptions?.footnote);
  const own = asked?.own ?? question;
  const evidence = evidenceOf({ own, wording, earlier: asked?.earlier ?? [] }, passages);
  const isLarge = searched >= largeLibrary;
  const chances = judge(isLarge ? evidence : withoutLead(evidence));
  const chosen = selectSentences(wording, passages);
  const choices = mayAskBack ? choicesFor(own, passages, chosen) : undefined;
  const missing = missingTerms(own, passages);
  const isAskedFor = asksForSection(own, passages, chosen);
  const isOnSubject = chosen.length > 0 && (isAskedFor || isNear(evidence));
  const isOpen: Record<Stance, boolean> = {
    answered: isOnSubject,
    partial: isOnSubject,
    // In a small library a question back must be surer, unless a table lists what was spoken of.
    underspecified: isOnSubject && !isAskedFor && choices !== undefined && (isLarge || choices.kind !== undefined || chances.underspecified > surer * chances.answered),
    // Who was asked back has said what the passages are about. In a small library declining must be likelier than any answer.
    unanswerable: !isOnSubject || (mayAskBack && !isAskedFor && (isLarge || chances.unanswerable > chances.answered + chances.partial)),
  };
  const open = stances.filter((stance) => isOpen[stance]);
  // A table that lists several of what is spoken of as one is evidence of its own, which the weights do not know.
  const weight = (stance: Stance) => chances[stance] * (stance === 'underspecified' && choices?.kind !== undefined ? listed : 1);
  const likeliest = open.toSorted((a, b) => weight(b) - weight(a))[0] ?? 'unanswerable';
  const isPartial = missing.length > 0 || chances.partial > surer * chances.answered;
  const stance: Stance = likeliest === 'answered' || likeliest === 'partial' ? (isPartial ? 'partial' : 'answered') : likeliest;
  const report = { stance, evidence, chances };
  if (stance === 'underspecified' && choices) {
    return { text: questionBack(choices), report: { ...report, choices: choices.labels.map((label) => ({ label, question: completeQuestion(own, label) })) } };
  }
  if (stance === 'unanswerable') return { text: `${notInDocuments} I looked for: “${quoteMarkdown(question)}”`, report };
  return { text: stance === 'partial' ? `${composeAnswer(chosen)}\n\n${whatIsMissing(missing)}` : composeAnswer(chosen), report };
}

/** Whether an answer is a question back: nothing in it is cited, and it ends by asking. */
export function isQuestionBack(answer: string): boolean {
  return !/\[\^\d+\]/.test(answer) && /\?\s*$/.test(answer.trim());
}

function questionBack({ labels, kind }: Choices): string {
  // Headings of questions and answers ask themselves; the question back has one question mark.
  const names = labels.map((label) => quoteMarkdown(label.replace(/[?？]+\s*$/u, '')));
  return `Which${kind ? ` ${quoteMarkdown(kind).toLowerCase()}` : ' of these'} do you mean: ${names.slice(0, -1).join(', ')} or ${names.at(-1)}?`;
}

/** The closing words of an answer that covers only a part of what was asked. */
function whatIsMissing(terms: string[]): string {
  if (terms.length === 0) return onlyInPart;
  return `${nothingAbout} ${terms.map((term) => `“${quoteMarkdown(term)}”`).join(' or ')} in your documents.`;
}

function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}
