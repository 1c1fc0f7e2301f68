import { config } from '@/lib/config/config';
import { pool, type Sql } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { openSecret } from '../secret-box';
import { builtInEmbedder } from './built-in-embedder';
import { type Embedder, embeddingUnavailable } from './embedder';
import { builtInSpace, type EmbeddingSpace } from './embedding-space';
import { type EmbeddingAddress, embeddingModelName, embeddingProviders, providerEmbedder } from './provider-embedder';

/** A model as a team uses it. */
export type TeamEmbedder = { space: EmbeddingSpace; embedder: Embedder };

/** 'serving' answers questions; 'building' is filled until it takes over; 'retired' was replaced and is about to go. */
export type SettingRole = 'serving' | 'building' | 'retired';

type Setting = {
  teamId: string;
  provider: string;
  baseUrl: string | null;
  model: string | null;
  encryptedApiKey: string | null;
  space: EmbeddingSpace & { provider: string; model: string };
};

/** The model that a team's questions are compared by. A team that has not read any document yet has the built-in one. */
export async function servingEmbedder(teamId: string): Promise<TeamEmbedder> {
  return (await settledEmbedder(teamId)) ?? { space: builtInSpace, embedder: builtInEmbedder };
}

/** The same, but nothing for a team that has not read any document yet. */
export function settledEmbedder(teamId: string): Promise<TeamEmbedder | undefined> {
  return embedderOf(teamId, 'serving');
}

/** The model that a team's passages are being changed to, if they are. */
export function buildingEmbedder(teamId: string): Promise<TeamEmbedder | undefined> {
  return embedderOf(teamId, 'building');
}

/** By plain SQL, since every question waits for it. */
async function embedderOf(teamId: string, role: SettingRole): Promise<TeamEmbedder | undefined> {
  const { rows } = await pool().query<Setting>(
    `SELECT setting.team_id AS "teamId", setting.provider, setting.base_url AS "baseUrl", setting.model,
            setting.encrypted_api_key AS "encryptedApiKey", to_json(space) AS space
     FROM embedding_setting setting JOIN embedding_space space ON space.id = setting.space_id
     WHERE setting.team_id = $1 AND setting.role = $2`,
    [teamId, role],
  );
  return rows[0] && openSetting(rows[0]);
}

/** Spaces in which a team's passages must have vectors, locked so that none is exchanged or given up in the meantime. */
export async function lockTeamSpaces(tx: Sql, teamId: string): Promise<{ role: SettingRole; spaceId: number }[]> {
  return tx.$queryRawUnsafe<{ role: SettingRole; spaceId: number }[]>(
    `SELECT role, space_id AS "spaceId" FROM embedding_setting WHERE team_id = $1 AND role <> 'retired' ORDER BY role FOR SHARE`,
    teamId,
  );
}

function openSetting(setting: Setting): TeamEmbedder {
  const { id, dimensions, slope, offset, provider, model } = setting.space;
  const space = { id, dimensions, slope, offset };
  const address = addressOf(setting);
  if (address.provider === 'built-in' && provider === 'built-in') return { space, embedder: builtInEmbedder };
  // The environment may name another model than the one whose vectors are stored; then those cannot be asked.
  if (address.provider !== provider || embeddingModelName(address) !== model) return { space, embedder: goneEmbedder(model) };
  return { space, embedder: providerEmbedder(address, dimensions) };
}

function addressOf(setting: Setting): EmbeddingAddress {
  if (setting.provider === 'environment') return environmentEmbedding();
  return {
    provider: embeddingProviders.find((provider) => provider === setting.provider) ?? 'built-in',
    baseUrl: setting.baseUrl ?? undefined,
    model: setting.model ?? undefined,
    apiKey: setting.encryptedApiKey ? openSecret(setting.encryptedApiKey, setting.teamId) : undefined,
  };
}

/** The embedding model that the environment names; the built-in one when it names none. */
export function environmentEmbedding(): EmbeddingAddress {
  const { embedding } = config();
  return embedding ? { provider: 'openai-compatible', ...embedding } : { provider: 'built-in' };
}

function goneEmbedder(model: string): Embedder {
  return {
    name: model,
    price: undefined,
    restsFor: () => 60,
    embed: () =>
      Promise.reject(
        new AppError(embeddingUnavailable, `The passages were read with “${model}”, but the portal is configured for another model now. Choose one under Admin → Settings → Models.`, {
          retryAfterSeconds: 60,
        }),
      ),
  };
}
