import type { ShownProvider } from '@/lib/embedding-model/shown-embedding-model';
import type { ProviderWords } from './provider-words';

/** What each choice of an embedding model is called and what it needs. */
export const embeddingProviderWords: Record<ShownProvider, ProviderWords> = {
  environment: { label: 'As this portal is configured', hint: 'Uses the model that the operator set for the whole portal.', address: false },
  'built-in': {
    label: 'Built-in',
    hint: 'Needs no account, and no word leaves this machine. Made for English above all.',
    address: false,
  },
  'openai-compatible': {
    label: 'Own server (Ollama, vLLM, llama.cpp)',
    hint: 'Any server that speaks the OpenAI protocol. All passages and every question go to that server.',
    address: true,
    model: 'needed',
    key: 'optional',
    example: 'nomic-embed-text',
  },
  openai: { label: 'OpenAI', hint: 'All passages and every question are sent to OpenAI.', address: false, model: 'optional', key: 'needed', example: 'text-embedding-3-small' },
  google: { label: 'Google', hint: 'All passages and every question are sent to Google.', address: false, model: 'optional', key: 'needed', example: 'gemini-embedding-001' },
};
