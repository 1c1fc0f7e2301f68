import { z } from 'zod';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';
import type { ChatScope, Choice, FoundPassage, Notice, Step } from './chat-message';

/** What `message.parts` holds beside text and citations. */
export type StoredParts = {
  steps: Step[];
  found: FoundPassage[];
  notices: Notice[];
  /** Sentences of the text with the number of their footnote; spans in the text, UTF-16 code units. */
  claims: { number: number; start: number; end: number }[];
  /** Sentences that the check found no support for, and what of them the passages do not say. `[^0]` stands behind each. */
  unsupported?: { start: number; end: number; problem: string }[];
  /** What a question back offers to choose from. */
  choices?: Choice[];
  /** The question as it was searched for, when that differs from the one asked. */
  understoodAs?: string;
  /** How a follow-up was read: rewritten by the team's model, or with words of the conversation; and why not by the model. */
  understanding?: Understanding;
  /** What it was searched for besides its own words. */
  also?: AlsoSearched[];
  /** Facts for "how this was made": sizes and times by step. */
  trace?: Trace;
};

export type Understanding = { by: 'model' | 'conversation' | 'itself'; problem?: 'late' | 'failed' | 'unusable' };

export type Trace = {
  searched: number;
  found: number;
  packed: number;
  /** Milliseconds. */
  timings: Record<string, number>;
  /** How many passages each way of searching found, missing for those that took no part, and how many all of them together. */
  hits?: { keyword?: number; vector?: number; exact?: number; together: number };
  /** Ways of searching that failed. */
  failed?: ('keyword' | 'vector')[];
  /** The model that put the first passages in order, and why it did not. */
  reranker?: { model: string; problem?: string };
  /**
   * Tokens that what was read took together, of those that it might. Where more than passages might be read, how much of its
   * document each was read with; `full`: more would not have fitted.
   */
  read?: { tokens: number; budget: number; extents?: { passageId: string; reach: 'passage' | 'section' | 'document'; tokens: number; full: boolean }[] };
  /** How often the team's model was asked for the answer; none where the built-in one was asked at once. */
  tries?: number;
  /** How far the built-in model took the documents to answer the question, what chances it gave that, and by what evidence. */
  stance?: string;
  chances?: Record<string, number>;
  evidence?: Record<string, number>;
  /** Sentences that were checked against the passages. */
  claims?: { supported: number; unsupported: number };
  /** What the search was narrowed to, unless that is a long list. */
  scope?: ChatScope;
  /** The passages that were found, best first, then the best one of each other document that was retrieved. */
  passages?: StoredPath[];
  /** Further documents that were retrieved, without a place among `passages`. */
  omitted?: number;
};

/** The way of one passage to the answer. No words, so that nothing of a deleted document is left in it. */
export type StoredPath = {
  passageId: string;
  documentId: string;
  /** How far it came: read for the answer, found without being read, left out as a copy, or below the cut. */
  fate: 'packed' | 'found' | 'copy' | 'below';
  /** 1-based ranks with the lists' own scores; `exact` is a share, `order` counts after sentences, reranker and exact words. */
  keyword?: { rank: number; score: number };
  vector?: { rank: number; score: number };
  exact?: { share: number; holders: number };
  fused: { rank: number; score: number };
  rerank?: { rank: number; score: number };
  order: { rank: number; score: number };
};

/** So many ways are kept with an answer, and a scope of so many ids. */
export const mostPaths = 50;
export const mostScopeIds = 50;

const ranked = z.object({ rank: z.number().int(), score: z.number() });
const ids = z.array(z.string().max(64)).max(mostScopeIds);

const trace = z.object({
  searched: z.number(),
  found: z.number(),
  packed: z.number(),
  timings: z.record(z.string(), z.number()),
  hits: z.object({ keyword: z.number().optional(), vector: z.number().optional(), exact: z.number().optional(), together: z.number() }).optional(),
  failed: z.array(z.enum(['keyword', 'vector'])).optional(),
  reranker: z.object({ model: z.string(), problem: z.string().optional() }).optional(),
  read: z
    .object({
      tokens: z.number(),
      budget: z.number(),
      extents: z.array(z.object({ passageId: z.string(), reach: z.enum(['passage', 'section', 'document']), tokens: z.number(), full: z.boolean() })).optional(),
    })
    .optional(),
  tries: z.number().optional(),
  stance: z.string().optional(),
  chances: z.record(z.string(), z.number()).optional(),
  evidence: z.record(z.string(), z.number()).optional(),
  claims: z.object({ supported: z.number(), unsupported: z.number() }).optional(),
  scope: z.object({ collectionIds: ids, documentIds: ids }).optional(),
  passages: z
    .array(
      z.object({
        passageId: z.string().max(64),
        documentId: z.string().max(64),
        fate: z.enum(['packed', 'found', 'copy', 'below']),
        keyword: ranked.optional(),
        vector: ranked.optional(),
        exact: z.object({ share: z.number(), holders: z.number() }).optional(),
        fused: ranked,
        rerank: ranked.optional(),
        order: ranked,
      }),
    )
    .max(mostPaths)
    .optional(),
  omitted: z.number().optional(),
});

const span = { start: z.number(), end: z.number() };

const storedParts = z.object({
  steps: z
    .array(z.object({ name: z.enum(['understand', 'retrieve', 'pack', 'answer', 'cite']), state: z.enum(['running', 'done', 'failed']), label: z.string(), milliseconds: z.number().optional() }))
    .default([]),
  found: z
    .array(
      z.object({
        passageId: z.string(),
        documentId: z.string(),
        versionId: z.string(),
        documentName: z.string(),
        page: z.number().optional(),
        slide: z.boolean().optional(),
        heading: z.string().optional(),
        excerpt: z.string(),
        ...span,
      }),
    )
    .default([]),
  notices: z.array(z.object({ code: z.string(), message: z.string() })).default([]),
  claims: z.array(z.object({ number: z.number(), ...span })).default([]),
  unsupported: z.array(z.object({ ...span, problem: z.string() })).optional(),
  choices: z.array(z.object({ label: z.string(), question: z.string() })).optional(),
  understoodAs: z.string().optional(),
  understanding: z.object({ by: z.enum(['model', 'conversation', 'itself']), problem: z.enum(['late', 'failed', 'unusable']).optional() }).optional(),
  also: z.array(z.object({ word: z.string(), terms: z.array(z.string()), reason: z.enum(['glossary', 'spelling']) })).optional(),
  trace: trace.optional(),
});

/** Reads the stored parts of a message; what cannot be read counts as absent. */
export function readStoredParts(json: unknown): StoredParts {
  const parsed = storedParts.safeParse(json ?? {});
  return parsed.success ? parsed.data : { steps: [], found: [], notices: [], claims: [] };
}
