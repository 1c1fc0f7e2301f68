import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { extractReasoningMiddleware, wrapLanguageModel } from 'ai';
import type { Viewer } from '@/lib/auth/viewer';
import { config } from '@/lib/config/config';
import { db } from '@/lib/db/client';
import { AppError } from '@/lib/errors/app-error';
import { extractiveModel } from './extractive-model';
import { modelFacts, type ModelFacts } from './model-registry';
import { openSecret } from './secret-box';

export type Provider = 'extractive' | 'openai' | 'anthropic' | 'google' | 'openai-compatible';

/** Everything that is needed to reach a model. */
export type ModelAddress = { provider: Provider; baseUrl?: string; model?: string; apiKey?: string };

export type TeamModel = {
  model: LanguageModelV4;
  /** Name for people and for the ledger; 'extractive' for the built-in one. */
  name: string;
  /** Whether it selects sentences of the documents instead of writing. */
  extractive: boolean;
  facts: ModelFacts;
  /** Tokens that what it reads for one answer may take together, where the team said so. */
  readTokens?: number;
};

const defaultModels: Partial<Record<Provider, string>> = {
  openai: 'gpt-5-mini',
  anthropic: 'claude-haiku-4-5',
  google: 'gemini-2.5-flash',
};

/** The model that answers for the viewer's team: its own setting, else the environment's, else the built-in one. */
export async function teamModel(viewer: Pick<Viewer, 'teamId'>): Promise<TeamModel> {
  const where = { teamId: viewer.teamId };
  const [setting, reading] = await Promise.all([db().modelSetting.findUnique({ where }), db().readingSetting.findUnique({ where })]);
  const opened = openModel(setting ? addressOf(setting) : environmentModel());
  return reading ? { ...opened, readTokens: reading.tokens } : opened;
}

function addressOf(setting: { teamId: string; provider: string; baseUrl: string | null; model: string | null; encryptedApiKey: string | null }): ModelAddress {
  return {
    provider: isProvider(setting.provider) ? setting.provider : 'extractive',
    baseUrl: setting.baseUrl ?? undefined,
    model: setting.model ?? undefined,
    apiKey: setting.encryptedApiKey ? openSecret(setting.encryptedApiKey, setting.teamId) : undefined,
  };
}

export const providers = ['extractive', 'openai', 'anthropic', 'google', 'openai-compatible'] as const satisfies readonly Provider[];

function isProvider(name: string): name is Provider {
  return providers.some((provider) => provider === name);
}

/** The model that the environment names; the built-in one when it names none. */
export function environmentModel(): ModelAddress {
  const { llm } = config();
  if (llm.baseUrl) return { provider: 'openai-compatible', baseUrl: llm.baseUrl, model: llm.model, apiKey: llm.apiKey };
  if (llm.openaiKey) return { provider: 'openai', model: llm.model, apiKey: llm.openaiKey };
  if (llm.anthropicKey) return { provider: 'anthropic', model: llm.model, apiKey: llm.anthropicKey };
  if (llm.googleKey) return { provider: 'google', model: llm.model, apiKey: llm.googleKey };
  return { provider: 'extractive' };
}

/** The built-in model. */
export function builtInModel(): TeamModel {
  return { model: extractiveModel, name: extractiveModel.modelId, extractive: true, facts: { contextWindow: 4_000, price: { input: 0, output: 0 } } };
}

/** Makes the client for a model. Throws `bad_request:model` when the address is incomplete. */
export function openModel(address: ModelAddress): TeamModel {
  if (address.provider === 'extractive') return builtInModel();
  const name = address.model ?? defaultModels[address.provider];
  if (!name) throw new AppError('bad_request:model', 'Name the model that should answer.');
  const own = { model: clientFor(address, name), name, extractive: false, facts: modelFacts(name) };
  // Prices are those of the providers themselves; behind another address the same name may cost anything.
  return address.provider === 'openai-compatible' ? { ...own, facts: { ...own.facts, price: undefined } } : own;
}

function clientFor({ provider, baseUrl, apiKey }: ModelAddress, name: string): LanguageModelV4 {
  // An empty key would make the SDK look for one in the environment, which belongs to the portal and not to the team.
  const options = { apiKey: apiKey ?? 'none', ...(baseUrl ? { baseURL: baseUrl } : {}) };
  switch (provider) {
    case 'openai':
      return createOpenAI(options).chat(name);
    case 'anthropic':
      return createAnthropic(options)(name);
    case 'google':
      return createGoogle(options)(name);
    default:
      if (!baseUrl) throw new AppError('bad_request:model', 'Give the address of the server, for example http://localhost:11434/v1.');
      return wrapLanguageModel({
        model: createOpenAICompatible({ name: 'openai-compatible', baseURL: baseUrl, apiKey, includeUsage: true }).chatModel(name),
        // Reasoning models on own servers write their thoughts into the answer; they are none of it.
        middleware: extractReasoningMiddleware({ tagName: 'think' }),
      });
  }
}
