import path from 'node:path';
import { z } from 'zod';

const port = z.coerce
  .number({ error: 'PORT must be a number.' })
  .int('PORT must be a whole number.')
  .min(1, 'PORT must be between 1 and 65535.')
  .max(65_535, 'PORT must be between 1 and 65535.');

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const secret = z
  .string({ error: 'AUTH_SECRET is missing. `npm start` makes one by itself; a process started alone needs it set.' })
  .min(32, 'AUTH_SECRET is too short: use at least 32 random characters.')
  .refine((value) => new Set(value).size >= 10, 'AUTH_SECRET is not random: use `openssl rand -base64 33`.');

const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** The address people use, when it differs from http://HOST:PORT (behind a proxy). */
  PORTAL_URL: optional(z.url('PORTAL_URL must be an address such as https://footnote.example.com.')),
  FOOTNOTE_DATA: z.string().default('.data'),
  AUTH_SECRET: secret,
  DATABASE_URL: z
    .string({ error: 'DATABASE_URL is missing. `npm start` sets it for the embedded database.' })
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres:// or postgresql://.'),
  /** Set by `npm start` when DATABASE_URL points at the embedded database. */
  FOOTNOTE_EMBEDDED_DATABASE: optional(z.literal('1')),
  MEILISEARCH_URL: optional(z.url('MEILISEARCH_URL must be an address such as http://localhost:7700.')),
  MEILISEARCH_API_KEY: optional(z.string()),
  MEILISEARCH_TIMEOUT_MS: z.coerce.number({ error: 'MEILISEARCH_TIMEOUT_MS must be a number.' }).min(50).max(60_000).default(800),
  /** Begins the names of this portal's indexes on that server. */
  MEILISEARCH_INDEX: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/, 'MEILISEARCH_INDEX may hold letters, digits, - and _, at most 60.')
    .default('footnote'),
  LLM_BASE_URL: optional(z.url('LLM_BASE_URL must be an address such as http://localhost:11434/v1.')),
  LLM_API_KEY: optional(z.string()),
  LLM_MODEL: optional(z.string()),
  EMBEDDING_BASE_URL: optional(z.url('EMBEDDING_BASE_URL must be an address such as http://localhost:11434/v1.')),
  EMBEDDING_MODEL: optional(z.string()),
  EMBEDDING_API_KEY: optional(z.string()),
  RERANK_BASE_URL: optional(z.url('RERANK_BASE_URL must be an address such as http://localhost:8000/v1.')),
  RERANK_MODEL: optional(z.string()),
  RERANK_API_KEY: optional(z.string()),
  COHERE_API_KEY: optional(z.string()),
  OPENAI_API_KEY: optional(z.string()),
  ANTHROPIC_API_KEY: optional(z.string()),
  GOOGLE_GENERATIVE_AI_API_KEY: optional(z.string()),
  IMPORT_ALLOW_PRIVATE_HOSTS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((host) => host.trim().toLowerCase()).filter(Boolean))
    .refine(
      (hosts) => hosts.every((host) => /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/.test(host)),
      'IMPORT_ALLOW_PRIVATE_HOSTS must be a list such as wiki.intra,10.0.0.7:8080.',
    ),
  MAX_UPLOAD_MB: z.coerce.number({ error: 'MAX_UPLOAD_MB must be a number.' }).positive().max(2000).default(100),
});

export type Config = {
  port: number;
  host: string;
  /** Origin for links that are sent to people, without a trailing slash. */
  portalUrl: string;
  /** Absolute path of the folder that holds everything the portal stores. */
  dataFolder: string;
  authSecret: string;
  databaseUrl: string;
  embeddedDatabase: boolean;
  maxUploadBytes: number;
  /** Hosts in private networks that documents may be imported from, each as `host` or `host:port`, in lower case. */
  importPrivateHosts: string[];
  /** The keyword index, when it is not the database's own. */
  meilisearch?: {
    url: string;
    apiKey?: string;
    index: string;
    /** Milliseconds that it may take for one question. */
    searchTime: number;
  };
  llm: {
    baseUrl?: string;
    apiKey?: string;
    model?: string;
    openaiKey?: string;
    anthropicKey?: string;
    googleKey?: string;
  };
  /** The embedding model that teams begin with, on a server with an OpenAI-compatible address; undefined: the built-in one. */
  embedding?: { baseUrl: string; model: string; apiKey?: string };
  /** The reranking model, on a server with an address of its own or, without one, at Cohere. */
  reranker?: { baseUrl?: string; model?: string; apiKey?: string };
};

/** Every mistake in the environment as one sentence each; `message` lists them. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a mistake' : 'mistakes'}:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Validates environment variables. Throws {@link ConfigError} naming every mistake. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => issue.message));
  const values = parsed.data;
  if (values.LLM_BASE_URL && !values.LLM_MODEL) {
    throw new ConfigError(['LLM_BASE_URL is set but LLM_MODEL is not: name the model that the server should use.']);
  }
  if (Boolean(values.EMBEDDING_BASE_URL) !== Boolean(values.EMBEDDING_MODEL)) {
    throw new ConfigError(['EMBEDDING_BASE_URL and EMBEDDING_MODEL go together: the address of a server, and the model that it should use.']);
  }
  if (values.RERANK_BASE_URL && !values.RERANK_MODEL) {
    throw new ConfigError(['RERANK_BASE_URL is set but RERANK_MODEL is not: name the model that the server should use.']);
  }
  if (values.RERANK_MODEL && !values.RERANK_BASE_URL && !values.COHERE_API_KEY) {
    throw new ConfigError(['RERANK_MODEL is set, but neither RERANK_BASE_URL nor COHERE_API_KEY: say where the model is.']);
  }
  const shownHost = ['0.0.0.0', '::', '127.0.0.1'].includes(values.HOST) ? 'localhost' : values.HOST;
  return {
    port: values.PORT,
    host: values.HOST,
    portalUrl: (values.PORTAL_URL ?? `http://${shownHost}:${values.PORT}`).replace(/\/+$/, ''),
    dataFolder: path.resolve(values.FOOTNOTE_DATA),
    authSecret: values.AUTH_SECRET,
    databaseUrl: values.DATABASE_URL,
    embeddedDatabase: values.FOOTNOTE_EMBEDDED_DATABASE === '1',
    maxUploadBytes: Math.round(values.MAX_UPLOAD_MB * 1024 * 1024),
    importPrivateHosts: values.IMPORT_ALLOW_PRIVATE_HOSTS,
    ...(values.MEILISEARCH_URL && {
      meilisearch: {
        url: values.MEILISEARCH_URL,
        apiKey: values.MEILISEARCH_API_KEY,
        index: values.MEILISEARCH_INDEX,
        searchTime: values.MEILISEARCH_TIMEOUT_MS,
      },
    }),
    llm: {
      baseUrl: values.LLM_BASE_URL,
      apiKey: values.LLM_API_KEY,
      model: values.LLM_MODEL,
      openaiKey: values.OPENAI_API_KEY,
      anthropicKey: values.ANTHROPIC_API_KEY,
      googleKey: values.GOOGLE_GENERATIVE_AI_API_KEY,
    },
    ...(values.EMBEDDING_BASE_URL &&
      values.EMBEDDING_MODEL && {
        embedding: { baseUrl: values.EMBEDDING_BASE_URL, model: values.EMBEDDING_MODEL, apiKey: values.EMBEDDING_API_KEY },
      }),
    ...((values.RERANK_BASE_URL ?? values.COHERE_API_KEY) && {
      reranker: {
        baseUrl: values.RERANK_BASE_URL,
        model: values.RERANK_MODEL,
        // A key of Cohere is for Cohere alone.
        apiKey: values.RERANK_BASE_URL ? values.RERANK_API_KEY : values.COHERE_API_KEY,
      },
    }),
  };
}

let cached: Config | undefined;

/** The process's configuration, read from the environment once. */
export function config(): Config {
  cached ??= parseConfig(process.env);
  return cached;
}
