import { contentWords } from '@/lib/ai/content-words';
import { cosine } from '@/lib/ai/embedding/cosine';
import { embedPassages, embedQuery } from '@/lib/ai/embedding/embed';

const before = String.raw`^(?:(?:no|nope|sorry|oh|well|okay|ok|nein|nee|ach|entschuldigung)\b[\s,.;:!–—-]*)*`;
const meant = new RegExp(
  String.raw`${before}(?:i mean|i meant|what i (?:mean|meant)(?: is| was)?|i was asking (?:about|for)|i was talking about|ich meine|ich meinte|gemeint (?:ist|war|sind|waren))\b[\s,:–—-]*(?<rest>.+)$`,
  'isu',
);
const notBut = new RegExp(String.raw`${before}(?:not|nicht)\s+(?<wrong>[^,;?]+?)(?:\s*[,;]\s*(?:but\s+|sondern\s+)?|\s+(?:but|sondern)\s+)(?<rest>.+)$`, 'isu');
const plainNo = /^(?:no|nope|nein|nee)\s*[,;:!–—-]\s*(?<rest>.+)$/isu;
const lead = /^(?:for|about|with|of|in|on|at|to|from|by|the|a|an|für|über|mit|von|bei|den|die|das|dem|der)\s+/iu;
const asks = /^(?:what|which|who|whom|whose|when|where|why|how|can|could|do|does|did|is|are|was|were|will|would|should|may|was|welche[rsnm]?|wer|wann|wo|warum|wie|kann|können|darf|ist|sind|gibt)\b/iu;

/** A fragment of more words says all by itself. */
const mostFragmentWords = 3;
/** Cosine similarity below which a fragment is not of the same kind as any words of the question. */
const sameKind = 0.2;

type Correction = { rest: string; wrong?: string };

/** What a person puts right who says after `previous` "no, I meant …", "not A but B" or "no, …"; nothing for anything else. */
export function readCorrection(previous: string, question: string): Correction | undefined {
  const text = question.replace(/\s+/g, ' ').trim();
  for (const pattern of [meant, notBut, plainNo]) {
    const { rest, wrong } = pattern.exec(text)?.groups ?? {};
    if (!rest || contentWords(rest).length === 0) continue;
    // Only what was said can be taken back: "Not everybody drives, is that a problem?" takes back nothing.
    if (wrong !== undefined && placeOf(wrong, previous) === undefined) continue;
    // "I meant B, not A" names what is wrong behind.
    const behind = /^(?<right>.+?),?\s+(?:not|nicht)\s+(?<wrong>[^,;?]+?)[.!?]*$/iu.exec(rest)?.groups;
    const said = wrong ?? behind?.wrong;
    return { rest: (behind?.right ?? rest).trim(), ...(said ? { wrong: said.trim() } : {}) };
  }
  return undefined;
}

/**
 * The question as it was meant: what is put right takes the place of the words of `previous` that are nearest to it in
 * meaning ("contractors" that of "full-time employees"). A correction that is a question of its own stands alone.
 * Nothing where no words of `previous` are of its kind.
 */
export async function correct(previous: string, { rest, wrong }: Correction): Promise<string | undefined> {
  if (asks.test(rest) || contentWords(rest).length > mostFragmentWords) return rest;
  const right = rest.replace(/[.!?]+$/u, '').replace(lead, '').replace(lead, '');
  const place = (wrong && placeOf(wrong, previous)) || (await nearestRun(right, runsOf(previous)));
  return place && previous.slice(0, place.start) + right + previous.slice(place.start + place.text.length);
}

/** Where `previous` says these words, but for an article or preposition before them. */
function placeOf(said: string, previous: string): Run | undefined {
  const text = said.replace(lead, '');
  const start = previous.toLowerCase().indexOf(text.toLowerCase());
  return text && start >= 0 ? { text, start } : undefined;
}

async function nearestRun(right: string, runs: Run[]): Promise<Run | undefined> {
  try {
    const [asked, vectors] = await Promise.all([embedQuery(right), embedPassages(runs.map((run) => run.text))]);
    const [nearest] = runs.map((run, index) => ({ run, similarity: cosine(asked, vectors[index] ?? []) })).toSorted((a, b) => b.similarity - a.similarity);
    return nearest && nearest.similarity >= sameKind ? nearest.run : undefined;
  } catch (error) {
    console.error('a correction could not be compared by meaning:', error);
    return undefined;
  }
}

type Run = { text: string; start: number };

/** Runs of words that carry meaning, with nothing but a space or a hyphen between them. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let open: { start: number; end: number } | undefined;
  const close = () => {
    if (open) runs.push({ text: text.slice(open.start, open.end), start: open.start });
    open = undefined;
  };
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const carries = contentWords(match[0]).length > 0;
    if (!carries || (open && !/^[ -]$/.test(text.slice(open.end, match.index)))) close();
    if (carries) open = { start: open?.start ?? match.index, end: match.index + match[0].length };
  }
  close();
  return runs;
}
