import { z } from 'zod';
import type { AlsoSearched } from '@/lib/retrieval/query/also-searched';
import type { FoundPassage, Notice, Step } from './chat-message';

/** What `message.parts` holds beside text and citations. */
export type StoredParts = {
  steps: Step[];
  found: FoundPassage[];
  notices: Notice[];
  /** Sentences of the text with the number of their footnote; spans in the text, UTF-16 code units. */
  claims: { number: number; start: number; end: number }[];
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
};

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
        heading: z.string().optional(),
        excerpt: z.string(),
        ...span,
      }),
    )
    .default([]),
  notices: z.array(z.object({ code: z.string(), message: z.string() })).default([]),
  claims: z.array(z.object({ number: z.number(), ...span })).default([]),
  understoodAs: z.string().optional(),
  also: z.array(z.object({ word: z.string(), terms: z.array(z.string()), reason: z.enum(['glossary', 'definition', 'spelling']) })).optional(),
  trace: z.object({ searched: z.number(), found: z.number(), packed: z.number(), timings: z.record(z.string(), z.number()) }).optional(),
});

/** Reads the stored parts of a message; what cannot be read counts as absent. */
export function readStoredParts(json: unknown): StoredParts {
  const parsed = storedParts.safeParse(json ?? {});
  return parsed.success ? parsed.data : { steps: [], found: [], notices: [], claims: [] };
}
