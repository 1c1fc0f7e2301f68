import { expect, it } from 'vitest';
import { saidUsage } from './said-usage';

it.each([
  ['OpenAI, in its last piece', [{ choices: [{ delta: { content: 'a' } }], usage: null }, { choices: [], usage: { prompt_tokens: 100, completion_tokens: 7, total_tokens: 107 } }], { input: 100, output: 7 }],
  ['vLLM, with each piece', [{ usage: { prompt_tokens: 100, completion_tokens: 1 } }, { usage: { prompt_tokens: 100, completion_tokens: 2 } }], { input: 100, output: 2 }],
  [
    'Anthropic, the input first and the output as it grows',
    [
      { type: 'message_start', message: { usage: { input_tokens: 90, cache_read_input_tokens: 10, output_tokens: 1 } } },
      { type: 'content_block_delta', delta: { text: 'a' } },
      { type: 'message_delta', usage: { output_tokens: 12 } },
    ],
    { input: 100, output: 12 },
  ],
  ['Google, thoughts with the words', [{ usageMetadata: { promptTokenCount: 100 } }, { usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 5, thoughtsTokenCount: 4 } }], { input: 100, output: 9 }],
  ['nobody, when nothing of it was sent', [{ choices: [] }, 'data', null, { usage: { total: 4 } }], undefined],
])('reads what was said so far: %s', (_, pieces, expected) => {
  expect(pieces.reduce<ReturnType<typeof saidUsage>>(saidUsage, undefined)).toEqual(expected);
});
