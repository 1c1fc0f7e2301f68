import type { ShownModelSetting } from '@/lib/ai/shown-model-setting';

type Choice = ShownModelSetting['provider'];

export type ProviderWords = {
  label: string;
  hint: string;
  /** Whether an address, a model and a key are asked for; 'optional' fields may stay empty. */
  address: boolean;
  /** What to enter as the address, where it is not that of an OpenAI-compatible server. */
  addressHint?: string;
  model?: 'needed' | 'optional';
  key?: 'needed' | 'optional';
  example?: string;
};

/** What each choice is called and what it needs. */
export const providerWords: Record<Choice, ProviderWords> = {
  environment: { label: 'As this portal is configured', hint: 'Uses the model that the operator set for the whole portal.', address: false },
  extractive: {
    label: 'Built-in, sentences from the documents',
    hint: 'Needs no account. Answers are sentences taken word for word from your documents.',
    address: false,
  },
  'openai-compatible': {
    label: 'Own server (Ollama, vLLM, llama.cpp)',
    hint: 'Any server that speaks the OpenAI protocol. Questions and passages go to that server.',
    address: true,
    model: 'needed',
    key: 'optional',
    example: 'llama3.1',
  },
  openai: { label: 'OpenAI', hint: 'Questions and passages are sent to OpenAI.', address: false, model: 'optional', key: 'needed', example: 'gpt-5-mini' },
  anthropic: { label: 'Anthropic', hint: 'Questions and passages are sent to Anthropic.', address: false, model: 'optional', key: 'needed', example: 'claude-haiku-4-5' },
  google: { label: 'Google', hint: 'Questions and passages are sent to Google.', address: false, model: 'optional', key: 'needed', example: 'gemini-2.5-flash' },
};
