import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { z } from 'zod';
import { quoteMarkdown } from './quote-markdown';
import { selectSentences } from './select-sentences';

/** What the extractive model needs to know, under `providerOptions.footnote`. */
export const extractiveOptions = z.object({
  question: z.string(),
  /** The question as the passages would put it, where they call something otherwise. */
  wording: z.string().optional(),
  passages: z.array(
    z.object({
      number: z.number().int().positive(),
      score: z.number(),
      similarity: z.number(),
      exactShare: z.number(),
      title: z.string(),
      sentences: z.array(z.object({ text: z.string(), similarity: z.number(), shown: z.string().optional(), isHeader: z.boolean().optional() })),
    }),
  ),
});

export type ExtractiveOptions = z.infer<typeof extractiveOptions>;

/** What it reports with its finish, under `providerMetadata.footnote`. */
export const extractiveReport = z.object({
  found: z.boolean(),
  /** What the decision to answer rested on: best similarity, share of question words found, share of exact words; 0 to 1. */
  evidence: z.object({ similarity: z.number(), coverage: z.number(), exactShare: z.number() }),
});

export type AnswerEvidence = z.infer<typeof extractiveReport>['evidence'];

/** The sentence for questions that the documents do not answer. */
export const notInDocuments = 'I could not find this in your documents.';

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

function compose(options: LanguageModelV4CallOptions): { text: string; report: z.infer<typeof extractiveReport> } {
  const { question, wording = question, passages } = extractiveOptions.parse(options.providerOptions?.footnote);
  const selection = selectSentences(wording, passages);
  const report = { found: selection.found, evidence: selection.evidence };
  if (!selection.found) {
    return { text: `${notInDocuments} I looked for: “${quoteMarkdown(question)}”`, report };
  }
  let text = '';
  let previous: { passage: number; index: number } | undefined;
  for (const sentence of selection.chosen) {
    const goesOn = previous?.passage === sentence.passage && previous.index + 1 === sentence.index;
    text += previous ? (goesOn ? ' ' : '\n\n') : '';
    text += `${quoteMarkdown(sentence.text)} [${sentence.passage}]`;
    previous = sentence;
  }
  return { text, report };
}

function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}
