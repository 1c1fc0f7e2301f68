import type { FakeLlm, ScriptedAnswer } from '@/lib/ai/fake-llm-server';

export type WrittenNote = { context?: string; leave_out?: string[] };

/** A passage as it stands in the prompt. */
export type PromptedPassage = { passage: number; under?: string; text: string };

/** For tests: the document of a prompt as the model sees it, and the passages that it is asked about. */
export function readNotePrompt(prompt: string): { passages: PromptedPassage[]; asked: number[] } {
  const passages = prompt
    .split('\n')
    .filter((line) => line.startsWith('{"passage":') && !line.includes('"context": "…"'))
    .map((line) => JSON.parse(line) as PromptedPassage);
  const asked = /Write the lines for these passages: ([\d, ]+)\./.exec(prompt)?.[1]?.split(', ').map(Number) ?? [];
  return { passages, asked };
}

/** For tests: an answer that notes on each passage what `write` makes of it; tokens are counted by the usual rule of thumb. */
export function noteAnswer(write: (passage: PromptedPassage) => WrittenNote): ScriptedAnswer {
  return {
    text: (prompt) => {
      const { passages, asked } = readNotePrompt(prompt);
      return passages.filter(({ passage }) => asked.includes(passage)).map((one) => `${JSON.stringify({ passage: one.passage, leave_out: [], ...write(one) })}\n`);
    },
    usage: (prompt, answer) => ({ input: Math.ceil(prompt.length / 4), output: Math.ceil(answer.length / 4) }),
  };
}

/** For tests: the address of a team's model that is served by this server. */
export function modelSettingOf(llm: FakeLlm, teamId: string, { provider = 'openai-compatible', model = 'note-writer' } = {}) {
  return { teamId, provider, baseUrl: llm.url, model };
}
