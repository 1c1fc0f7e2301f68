import type { Viewer } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { pool } from '@/lib/db/client';
import { openSecret } from '../secret-box';
import { openReranker, type Reranker, type RerankerAddress, rerankingProviders } from './reranker';

type Setting = { provider: string; baseUrl: string | null; model: string | null; encryptedApiKey: string | null };

/** The reranker of the viewer's team: its own setting, else the environment's; undefined when there is none. */
export async function teamReranker(viewer: Pick<Viewer, 'teamId'>): Promise<Reranker | undefined> {
  const { teamId } = viewer;
  // By plain SQL, since every question waits for it.
  const { rows } = await pool().query<Setting>('SELECT provider, base_url AS "baseUrl", model, encrypted_api_key AS "encryptedApiKey" FROM reranker_setting WHERE team_id = $1', [teamId]);
  const [setting] = rows;
  if (!setting) return openReranker(environmentReranker());
  const { provider, baseUrl, model, encryptedApiKey } = setting;
  return openReranker({
    provider: rerankingProviders.find((known) => known === provider) ?? 'none',
    baseUrl: baseUrl ?? undefined,
    model: model ?? undefined,
    apiKey: encryptedApiKey ? openSecret(encryptedApiKey, teamId) : undefined,
  });
}

/** The reranker that the environment names. */
export function environmentReranker(): RerankerAddress {
  const { reranker } = config();
  if (!reranker) return { provider: 'none' };
  const { baseUrl, model, apiKey } = reranker;
  return baseUrl ? { provider: 'cohere-compatible', baseUrl, model, apiKey } : { provider: 'cohere', model, apiKey };
}
