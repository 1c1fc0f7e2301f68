import { z } from 'zod';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';
import type { ChatScope, FoundPassage, Notice, Step } from './chat-message';

/** What `message.parts` holds beside text and citations. */
export type StoredParts = {
  steps: Step[];
  found: FoundPassage[];
  notices: Notice[];
  /** Sentences of the text with the number of their footnote; spans in the text, UTF-16 code units. */
  claims: { number: number; start: number; end: number }[];
  /** Sentences that the check found no support for, and what of them the passages do not say. `[^0]` stands behind each. */
  unsupported?: { start: number; end: number; problem: string }[];
  /** The question as it was searched for, when that differs from the one asked. */
  understoodAs?: string;
  /** What it was searched for besides its own words. */
  also?: AlsoSearched[];
  /** Facts for "how this was made": sizes and times by step. */
  trace?: Trace;
};

export type Trace = {
  searched: number;
  found: number;
  packed: number;
  /** Milliseconds. */
  timings: Record<string, number>;
  /** What the built-in model decided by to answer or not: best similarity, share of question words found, and of exact words; 0 to 1. */
  evidence?: { similarity: number; coverage: number; exactShare: number };
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
  evidence: z.object({ similarity: z.number(), coverage: z.number(), exactShare: z.number() }).optional(),
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
  understoodAs: z.string().optional(),
  also: z.array(z.object({ word: z.string(), terms: z.array(z.string()), reason: z.enum(['glossary', 'spelling']) })).optional(),
  trace: trace.optional(),
});

/** Reads the stored parts of a message; what cannot be read counts as absent. */
export function readStoredParts(json: unknown): StoredParts {
  const parsed = storedParts.safeParse(json ?? {});
  return parsed.success ? parsed.data : { steps: [], found: [], notices: [], claims: [] };
}
