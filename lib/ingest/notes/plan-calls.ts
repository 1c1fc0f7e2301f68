import type { ModelFacts } from '@/lib/ai/model-registry';

/** Passages that one call is about: enough that the document is not sent too often, few enough for small models. */
export const passagesPerCall = 20;
/** What a call may write for each passage, and besides (for models that think first), in tokens. */
const outputPerPassage = 120;
const outputBesides = 1_000;
/** Instructions and the question, in tokens, generously. */
const besides = 700;
/** Also of a model that could read more: what lies far apart in a long document explains little of a passage. */
const mostShown = 100_000;
/** Of what the window holds this share is used: the model counts its tokens otherwise. */
const share = 0.85;

/** What of a passage the plan has to know. */
export type Plannable = {
  /** Of its line in the prompt. */
  tokens: number;
  /** Its topmost headings: what a section begins with. */
  section: string;
  /** Whether a note is asked for. */
  wanted: boolean;
};

/** A stretch of the document that is shown as a whole, and the passages (by index) that each call about it asks for. */
export type PlannedPart = { from: number; to: number; calls: number[][] };

/** Most tokens of a call's answer. */
export const mostOutput = passagesPerCall * outputPerPassage + outputBesides;

/** Tokens of a document that fit into one call beside everything else. */
export function shownAtOnce({ contextWindow }: Pick<ModelFacts, 'contextWindow'>): number {
  return Math.max(500, Math.min(mostShown, Math.floor(contextWindow * share) - mostOutput - besides));
}

/**
 * Which part of a document is shown in which call: all of it where it fits, else stretches that end with a section where
 * they can. Parts without a passage that is wanted are left out.
 */
export function planCalls(passages: Plannable[], budget: number): PlannedPart[] {
  const parts: PlannedPart[] = [];
  for (let from = 0; from < passages.length; ) {
    const to = endOfPart(passages, from, budget);
    const wanted = passages.slice(from, to).flatMap((passage, n) => (passage.wanted ? [from + n] : []));
    const calls = Array.from({ length: Math.ceil(wanted.length / passagesPerCall) }, (_, n) => wanted.slice(n * passagesPerCall, (n + 1) * passagesPerCall));
    if (calls.length > 0) parts.push({ from, to, calls });
    from = to;
  }
  return parts;
}

/** At least one passage, however long it is; where the rest does not fit, the last section that began in the second half waits for the next part. */
function endOfPart(passages: Plannable[], from: number, budget: number): number {
  let tokens = 0;
  let lastSection: { at: number; tokens: number } | undefined;
  for (let at = from; at < passages.length; at += 1) {
    const passage = passages[at];
    if (!passage) break;
    if (at > from && passage.section !== passages[at - 1]?.section) lastSection = { at, tokens };
    if (at > from && tokens + passage.tokens > budget) return lastSection && lastSection.tokens > budget / 2 ? lastSection.at : at;
    tokens += passage.tokens;
  }
  return passages.length;
}
