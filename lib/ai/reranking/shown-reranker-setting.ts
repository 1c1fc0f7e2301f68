// What the settings page shows. Client-safe: types only.
import type { RerankingProvider } from './reranker';

export type ShownRerankerSetting = {
  /** 'environment' while the team has made no choice of its own and the environment names a model. */
  provider: RerankingProvider | 'environment';
  baseUrl: string;
  model: string;
  /** The mask when a key is kept, else empty. */
  apiKey: string;
  /** The model that the environment names, if it does. */
  environment?: string;
};
