import { z } from 'zod';
import type { ModelUsage } from '@/lib/usage/model-usage';

const tokens = z.number().int().nonnegative();

// What providers say of usage in the pieces of their streams, each in its own form.
const openAi = z.object({ usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens.nullish() }) });
const maybe = tokens.nullish().transform((said) => said ?? undefined);
const anthropicUsage = z.object({ input_tokens: maybe, cache_read_input_tokens: maybe, cache_creation_input_tokens: maybe, output_tokens: maybe });
const anthropicStart = z.object({ message: z.object({ usage: anthropicUsage }) });
const anthropicDelta = z.object({ usage: anthropicUsage });
const google = z.object({ usageMetadata: z.object({ promptTokenCount: tokens.nullish(), candidatesTokenCount: tokens.nullish(), thoughtsTokenCount: tokens.nullish() }) });

/**
 * What a provider has said of an answer's tokens so far, given one more piece of its stream as it was sent. For answers that
 * break off: the SDK tells the tokens of those that come to their end only.
 */
export function saidUsage(before: ModelUsage | undefined, piece: unknown): ModelUsage | undefined {
  const ofOpenAi = openAi.safeParse(piece);
  if (ofOpenAi.success) return { input: ofOpenAi.data.usage.prompt_tokens, output: ofOpenAi.data.usage.completion_tokens ?? 0 };
  const ofGoogle = google.safeParse(piece);
  if (ofGoogle.success) {
    const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount } = ofGoogle.data.usageMetadata;
    return { input: promptTokenCount ?? before?.input ?? 0, output: (candidatesTokenCount ?? 0) + (thoughtsTokenCount ?? 0) };
  }
  const start = anthropicStart.safeParse(piece);
  const ofAnthropic = start.success ? start.data.message.usage : anthropicDelta.safeParse(piece).data?.usage;
  if (!ofAnthropic) return before;
  const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens } = ofAnthropic;
  if (input_tokens === undefined && output_tokens === undefined) return before;
  const input = input_tokens === undefined ? before?.input : input_tokens + (cache_read_input_tokens ?? 0) + (cache_creation_input_tokens ?? 0);
  return { input: input ?? 0, output: output_tokens ?? before?.output ?? 0 };
}
