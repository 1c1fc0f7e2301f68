import type { ShownRerankerSetting } from '@/lib/ai/reranking/shown-reranker-setting';
import type { ProviderWords } from './provider-words';

/** What each choice of a reranking model is called and what it needs. */
export const rerankingProviderWords: Record<ShownRerankerSetting['provider'], ProviderWords> = {
  environment: { label: 'As this portal is configured', hint: 'Uses the model that the operator set for the whole portal.', address: false },
  none: { label: 'None', hint: 'Results stay in the order of Footnote’s own search. No word leaves this machine for it.', address: false },
  'cohere-compatible': {
    label: 'Own server (vLLM, llama.cpp, Infinity, TEI)',
    hint: 'Any server that answers /rerank as Cohere, Jina or Text Embeddings Inference do. Each question and the first 30 passages found for it go to that server.',
    address: true,
    addressHint: 'What stands before /rerank: mostly http://localhost:8000/v1, of Text Embeddings Inference http://localhost:8080.',
    model: 'needed',
    key: 'optional',
    example: 'BAAI/bge-reranker-v2-m3',
  },
  cohere: { label: 'Cohere', hint: 'Each question and the first 30 passages found for it are sent to Cohere.', address: false, model: 'optional', key: 'needed', example: 'rerank-v3.5' },
};
