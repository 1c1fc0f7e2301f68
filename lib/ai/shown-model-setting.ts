// What the settings page shows. Client-safe: types and constants only.
import type { Provider } from './language-models';

/** Stands for a kept key, which is never shown; sending it back keeps the key. */
export const keyMask = '••••••••';

export type ShownModelSetting = {
  /** 'environment' while the team has made no choice of its own. */
  provider: Provider | 'environment';
  baseUrl: string;
  model: string;
  /** {@link keyMask} when a key is kept, else empty. */
  apiKey: string;
  /** What answers without a choice of the team's own. */
  environment: { provider: Provider; model: string };
};
