import type { ModelFacts } from '@/lib/ai/model-registry';

/** Passages that one call is about: enough that the document is not sent too often, few enough for small models. */
export const passagesPerCall = 20;
/** What a call may write for each passage, and besides (for models that think first), in tokens. */
const outputPerPassage = 120;
const outputBesides = 1_000;
/** Instructions and the question, in tokens, generously. */
const besides = 700;
/**
 * A document is shown whole with each call up to this many tokens, in which about seven calls are about it. Shown whole,
 * one that is twice as long costs four times as much, and what lies far apart in it explains little of a passage.
 */
const mostWhole = 40_000;
/** Of a longer one each call shows this much: the passages that it asks about, and those around them. */
const windowTokens = 12_000;
/** The share of a window that is asked about. */
const askedShare = 0.6;
/** Of the beginning of the document, which says what it is and whom it is about. */
const openingTokens = 1_000;
/** Of what the window holds this share is used: the model counts its tokens otherwise. */
const share = 0.85;

/** What of a passage the plan has to know. */
export type Plannable = {
  /** Of its line in the prompt. */
  tokens: number;
  /** Whether a note is asked for. */
  wanted: boolean;
};

/** What is shown of a document, in order, and the passages that each call about it asks for; all by index. */
export type PlannedPart = { shown: number[]; calls: number[][] };

/** Most tokens of a call's answer. */
export const mostOutput = passagesPerCall * outputPerPassage + outputBesides;

/** Tokens of a document that fit into one call beside everything else. */
export function shownAtOnce({ contextWindow }: Pick<ModelFacts, 'contextWindow'>): number {
  return Math.max(500, Math.min(mostWhole, Math.floor(contextWindow * share) - mostOutput - besides));
}

/**
 * Which passages are shown in which call: the whole document where it fits, so that a provider may charge less for having
 * read it before; else, with each call, its beginning and the passages around those that are asked about. Either way the
 * tokens of a long document grow as it does.
 */
export function planCalls(passages: Plannable[], budget: number): PlannedPart[] {
  const wanted = passages.flatMap((passage, n) => (passage.wanted ? [n] : []));
  if (wanted.length === 0) return [];
  const total = passages.reduce((sum, { tokens }) => sum + tokens, 0);
  if (total <= budget) {
    const calls = Array.from({ length: Math.ceil(wanted.length / passagesPerCall) }, (_, n) => wanted.slice(n * passagesPerCall, (n + 1) * passagesPerCall));
    return [{ shown: passages.map((_, n) => n), calls }];
  }
  const window = Math.min(budget, windowTokens);
  const opening = openingOf(passages, Math.min(openingTokens, window * 0.1));
  return stretches(passages, wanted, window * askedShare).map((asked) => {
    const around = surroundings(passages, asked, window - sizeOf(passages, 0, opening));
    return { shown: [...range(0, Math.min(opening, around.from)), ...range(around.from, around.to)], calls: [asked] };
  });
}

/** Passages that are asked for together: neighbours as far as those go, at least one however long it is. */
function stretches(passages: Plannable[], wanted: number[], budget: number): number[][] {
  const groups: number[][] = [];
  for (const index of wanted) {
    const group = groups.at(-1);
    const first = group?.[0] ?? index;
    if (group && group.length < passagesPerCall && sizeOf(passages, first, index + 1) <= budget) group.push(index);
    else groups.push([index]);
  }
  return groups;
}

/** Widens what is asked for to both sides alike, as far as the tokens go. */
function surroundings(passages: Plannable[], asked: number[], budget: number): { from: number; to: number } {
  let [from, to] = [asked[0] ?? 0, (asked.at(-1) ?? 0) + 1];
  let left = budget - sizeOf(passages, from, to);
  for (let before = true, stuck = 0; stuck < 2; before = !before) {
    const next = before ? passages[from - 1] : passages[to];
    if (!next || next.tokens > left) {
      stuck += 1;
      continue;
    }
    stuck = 0;
    left -= next.tokens;
    if (before) from -= 1;
    else to += 1;
  }
  return { from, to };
}

/** How many of the first passages fit. */
function openingOf(passages: Plannable[], budget: number): number {
  let count = 0;
  for (let left = budget; count < passages.length; count += 1) {
    left -= passages[count]?.tokens ?? 0;
    if (left < 0) break;
  }
  return count;
}

function sizeOf(passages: Plannable[], from: number, to: number): number {
  return passages.slice(from, to).reduce((sum, { tokens }) => sum + tokens, 0);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
}
